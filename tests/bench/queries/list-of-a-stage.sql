SELECT count(*) FROM listing l JOIN proposals p ON p.id = l.proposal_id WHERE l.trashed = 0 AND (l.stage = 'draft');

SELECT l.proposal_id, l.problem, l.headline, l.customer, l.stage, l.lane, l.big, l.should, l.plan, l.held,
  l.agreed, l.stale, l.solution_only, l.stage_since, l.updated_at, l.created_at, p.imported, o.name AS owner,
  (SELECT group_concat(tag, char(31)) FROM tags t WHERE t.proposal_id = l.proposal_id) AS tags
FROM listing l JOIN proposals p ON p.id = l.proposal_id LEFT JOIN people o ON o.id = p.owner_id
WHERE l.trashed = 0 AND (l.stage = 'draft')
ORDER BY l.updated_at DESC, l.proposal_id
LIMIT 100 OFFSET 0;
