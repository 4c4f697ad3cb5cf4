SELECT l.proposal_id, l.problem, l.headline, l.customer, l.stage, l.lane, l.big, l.should, l.plan, l.held, l.agreed, l.stale,
  l.solution_only, l.stage_since, l.updated_at, l.created_at, l.imported, l.owner, l.tags, l.origin, l.revisit_on,
  d.text, d.sha256
FROM listing l JOIN documents d ON d.proposal_id = l.proposal_id
WHERE l.trashed = 0 AND l.proposal_id IN (SELECT rowid FROM search_text WHERE search_text MATCH '"customer"'
  AND rowid > (SELECT max(proposal_id) - 500 FROM listing))
ORDER BY l.proposal_id DESC LIMIT 50;
