SELECT p.id, p.trashed_at IS NOT NULL, p.owner_id, coalesce(o.name, ''), p.stage,
  CASE p.stage WHEN 'spark' THEN 0 WHEN 'draft' THEN 1 WHEN 'ready' THEN 2 WHEN 'in-review' THEN 3 WHEN 'approved' THEN 4
    WHEN 'not-yet' THEN 5 WHEN 'declined' THEN 6 WHEN 'building' THEN 7 WHEN 'launched' THEN 8 WHEN 'closed' THEN 9
    ELSE 10 END,
  p.stage_since, p.updated_at, p.origin, p.imported, p.revisit_on,
  coalesce((SELECT group_concat(tag, char(31)) FROM (SELECT tag FROM tags WHERE proposal_id = p.id ORDER BY tag)), ''),
  (SELECT seq FROM sqlite_sequence WHERE name = 'changes'),
  -- What of them differs from the line, in the order of FIELDS.
  l.trashed <> (p.trashed_at IS NOT NULL),
  l.owner_id IS NOT p.owner_id OR l.owner <> coalesce(o.name, ''),
  l.stage <> p.stage OR l.stage_since <> p.stage_since,
  l.updated_at <> p.updated_at
FROM proposals p
JOIN listing l ON l.proposal_id = p.id
LEFT JOIN people o ON o.id = p.owner_id
WHERE p.id = ?1
