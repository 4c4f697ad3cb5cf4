INSERT INTO listing (proposal_id, problem, headline, customer, stage, lane, trashed, big, should, plan, held, agreed, stale,
                     solution_only, unscored, missing, weakest, stage_since, updated_at, created_at, stage_rank, problem_key,
                     customer_key, owner_id, owner, tags, origin, imported, revisit_on, changed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,
        coalesce((SELECT name FROM people WHERE id = ?24), ''),
        coalesce((SELECT group_concat(tag, char(31)) FROM (SELECT tag FROM tags WHERE proposal_id = ?1 ORDER BY tag)), ''),
        ?25, ?26, ?27, (SELECT seq FROM sqlite_sequence WHERE name = 'changes'))
ON CONFLICT (proposal_id) DO UPDATE SET
  problem = excluded.problem, headline = excluded.headline, customer = excluded.customer, stage = excluded.stage,
  lane = excluded.lane, trashed = excluded.trashed, big = excluded.big, should = excluded.should, plan = excluded.plan,
  held = excluded.held, agreed = excluded.agreed, stale = excluded.stale, solution_only = excluded.solution_only,
  unscored = excluded.unscored, missing = excluded.missing, weakest = excluded.weakest,
  stage_since = excluded.stage_since, updated_at = excluded.updated_at, stage_rank = excluded.stage_rank,
  problem_key = excluded.problem_key, customer_key = excluded.customer_key, owner_id = excluded.owner_id,
  owner = excluded.owner, tags = excluded.tags, origin = excluded.origin, imported = excluded.imported,
  revisit_on = excluded.revisit_on, changed = excluded.changed
