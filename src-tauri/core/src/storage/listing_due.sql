SELECT id FROM proposals WHERE revisit_on <= ?1 AND stage IN ('not-yet', 'declined')
UNION ALL
SELECT proposal_id FROM launches n WHERE n.due_on <= ?1 AND NOT EXISTS (SELECT 1 FROM retros r WHERE r.launch_id = n.id)
UNION ALL
SELECT d.proposal_id FROM decisions d CROSS JOIN proposals p ON p.id = d.proposal_id
WHERE d.outcome = 'exception' AND p.stage IN ('approved', 'building', 'launched')
  AND d.id = (SELECT max(id) FROM decisions WHERE proposal_id = d.proposal_id)
  AND NOT EXISTS (SELECT 1 FROM amendments a WHERE a.decision_id = d.id)
  AND json_extract(d.record, '$.exception.cure_on') <= ?1
UNION ALL
SELECT n.proposal_id FROM launches n CROSS JOIN proposals p ON p.id = n.proposal_id
WHERE p.stage = 'launched' AND NOT EXISTS (SELECT 1 FROM retros r WHERE r.launch_id = n.id)
  AND date(coalesce((SELECT max(on_date) FROM check_ins c WHERE c.launch_id = n.id), n.launched_on),
           '+' || n.check_every_days || ' days') <= ?1
