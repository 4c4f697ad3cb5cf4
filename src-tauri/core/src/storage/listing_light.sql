SELECT q.id, q.stage, q.trashed_at IS NOT NULL AS trashed, q.owner_id, coalesce(o.name, '') AS owner, q.origin, q.imported, q.revisit_on,
  q.stage_since, q.updated_at,
  CASE q.stage WHEN 'spark' THEN 0 WHEN 'draft' THEN 1 WHEN 'ready' THEN 2 WHEN 'in-review' THEN 3 WHEN 'approved' THEN 4
    WHEN 'not-yet' THEN 5 WHEN 'declined' THEN 6 WHEN 'building' THEN 7 WHEN 'launched' THEN 8 WHEN 'closed' THEN 9
    ELSE 10 END AS rank
FROM (SELECT DISTINCT proposal_id FROM change_rows WHERE change_id = ?1) c
JOIN proposals q ON q.id = c.proposal_id
LEFT JOIN people o ON o.id = q.owner_id
