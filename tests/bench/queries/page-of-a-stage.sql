SELECT proposal_id, problem, headline, customer, stage, lane, big, should, plan, held, agreed, stale, solution_only,
  stage_since, updated_at, created_at, imported, owner, tags, origin, revisit_on
FROM listing WHERE trashed = 0 AND stage = 'draft'
ORDER BY updated_at DESC, proposal_id LIMIT 100;
