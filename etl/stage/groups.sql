-- Statements gathered into teams that can be resolved apart: those of one metric of one body. What people ruled about may
-- reach across, so that all teams they touched are one, named ''.

CREATE TABLE work.slim AS
SELECT s.id AS id, s.organisation AS organisation, s.metric.id AS metric, s.metric.name AS metric_name,
       s.parent_id AS parent, list_contains(s.rules, '{implied}') AS implies, d.path AS path, hash(s, d.path) AS hash
FROM work.said
JOIN work.documents d ON d.id = s.sentence.article.document_id;

CREATE TABLE work.touched AS
WITH ruled AS (
    SELECT m.* FROM work.slim m
    JOIN work.ruled r ON r.about = m.id OR starts_with(r.value, m.organisation || ' ' || m.metric_name || ' ')
)
SELECT organisation, metric FROM ruled
UNION
SELECT amount.organisation, amount.metric  -- the target that a completion rate implies is its amount's
FROM ruled rate JOIN work.slim amount ON amount.id = rate.parent WHERE rate.implies;

CREATE TABLE work.own AS
SELECT m.*, CASE WHEN t.metric IS NULL THEN m.organisation || chr(31) || m.metric ELSE '' END AS team
FROM work.slim m
LEFT JOIN work.touched t ON t.organisation = m.organisation AND t.metric = m.metric;

-- A team looks at some statements of others, without counting them: the completion rates of its amounts, and the wholes of
-- its parts.
CREATE TABLE work.members AS
WITH looked_at AS (
    SELECT team, id, 'own' AS role, hash, path FROM work.own
    UNION ALL
    SELECT amount.team, rate.id, 'rate', rate.hash, rate.path
    FROM work.own rate JOIN work.own amount ON amount.id = rate.parent
    WHERE rate.implies AND rate.team <> amount.team
    UNION ALL
    SELECT part.team, whole.id, 'whole', whole.hash, whole.path
    FROM work.own part JOIN work.own whole ON whole.id = part.parent
    WHERE part.team <> whole.team
)
SELECT team, id, min(role) AS role, any_value(hash) AS hash, any_value(path) AS path FROM looked_at GROUP BY team, id;

CREATE TABLE work.teams AS
SELECT team, bit_xor(hash(id, role, hash))::TEXT || ' ' || count(*) AS state FROM work.members GROUP BY team;
