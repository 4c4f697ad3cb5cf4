SELECT l.proposal_id, l.problem, l.headline, l.customer, l.stage, l.lane, l.big, l.should, l.plan, l.held,
  l.agreed, l.stale, l.solution_only, l.stage_since, l.updated_at, l.created_at, p.imported, o.name AS owner,
  (SELECT group_concat(tag, char(31)) FROM tags t WHERE t.proposal_id = l.proposal_id) AS tags, d.text, d.sha256
FROM listing l JOIN proposals p ON p.id = l.proposal_id LEFT JOIN people o ON o.id = p.owner_id JOIN documents d ON d.proposal_id = l.proposal_id
WHERE l.trashed = 0 AND l.proposal_id IN (SELECT rowid FROM search_text WHERE search_text MATCH '"s" *')
ORDER BY l.proposal_id DESC
LIMIT 50;
