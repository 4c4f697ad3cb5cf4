SELECT printf('P-%03d', p.id) AS id, p.uuid, l.headline, l.problem, l.customer, p.stage, p.stage_since, p.lane, p.door,
       l.owner, replace(l.tags, char(31), ', ') AS tags, l.big, l.should, l.plan,
       replace(trim(l.held), ' ', ', ') AS held_back_by, p.ask_people, p.ask_money, p.ask_weeks, p.origin, p.origin_detail,
       p.revisit_on, p.created_at, p.updated_at
FROM proposals p JOIN listing l ON l.proposal_id = p.id
WHERE p.trashed_at IS NULL ORDER BY p.id
