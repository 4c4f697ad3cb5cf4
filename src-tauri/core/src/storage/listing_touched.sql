SELECT c.proposal_id,
  max(p.id IS NULL OR l.proposal_id IS NULL OR p.lane <> l.lane OR (p.stage = 'spark') <> (l.stage = 'spark')
      OR c.table_name NOT IN ('proposals', 'tags')
      OR (c.table_name = 'proposals' AND (c.op <> 'update' OR json_type(c.after, '$.customer') IS NOT NULL))) AS needs_text
FROM change_rows c
LEFT JOIN proposals p ON p.id = c.proposal_id
LEFT JOIN listing l ON l.proposal_id = c.proposal_id
WHERE c.change_id = ?1 AND c.proposal_id IS NOT NULL
GROUP BY c.proposal_id
