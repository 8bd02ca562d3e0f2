-- Which goal a goal may be a part of, (goal, whole) in order of preference: a target that is a part (其中) of a statement
-- that sets another goal.
WITH target AS (SELECT unnest(targets, recursive := true) FROM work.outcomes),
whole AS (SELECT statement_id, min_by(goal_id, (implied, goal_id)) AS goal_id FROM target GROUP BY statement_id)
SELECT t.goal_id, w.goal_id
FROM target t
JOIN work.slim m ON m.id = t.statement_id
JOIN whole w ON w.statement_id = m.parent
WHERE NOT t.implied
ORDER BY t.goal_id, t.place
