p.revisit_on <= ?
OR EXISTS (SELECT 1 FROM launches n WHERE n.proposal_id = l.proposal_id AND n.due_on <= ?
           AND NOT EXISTS (SELECT 1 FROM retros r WHERE r.launch_id = n.id))
