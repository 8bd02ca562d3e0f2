-- Statements gathered into teams that can be resolved apart: those of one metric of one body. What people ruled about may
-- reach across, so that all teams they touched are one, named ''.

CREATE TABLE scratch.touched AS
WITH names AS (
    SELECT DISTINCT organisation, metric.id AS metric, metric.name AS name FROM work.slim
),
named AS (
    SELECT DISTINCT n.* FROM names n JOIN scratch.ruled r ON starts_with(r.value, n.organisation || ' ' || n.name || ' ')
),
ruled_about AS (
    SELECT organisation, metric.id AS metric, parent, implies FROM work.slim WHERE id IN (SELECT about FROM scratch.ruled)
    UNION
    SELECT m.organisation, m.metric.id, m.parent, m.implies
    FROM work.slim m JOIN named n ON n.organisation = m.organisation AND n.metric = m.metric.id AND n.name = m.metric.name
)
SELECT organisation, metric FROM ruled_about
UNION
SELECT amount.organisation, amount.metric.id  -- the target that a completion rate implies is its amount's
FROM ruled_about rate JOIN work.slim amount ON amount.id = rate.parent WHERE rate.implies;

CREATE TABLE scratch.own AS
SELECT m.id, m.parent, m.implies, m.hash, m.path,
       CASE WHEN t.metric IS NULL THEN m.organisation || chr(31) || m.metric.id ELSE '' END AS team
FROM work.slim m
LEFT JOIN scratch.touched t ON t.organisation = m.organisation AND t.metric = m.metric.id;

-- A team looks at some statements of others, without counting them: the completion rates of its amounts, and the wholes of
-- its parts.
CREATE TABLE scratch.members AS
WITH beside AS (
    SELECT amount.team, rate.id, 'rate' AS role, rate.hash, rate.path
    FROM scratch.own rate JOIN scratch.own amount ON amount.id = rate.parent
    WHERE rate.implies AND rate.team <> amount.team
    UNION ALL
    SELECT part.team, whole.id, 'whole', whole.hash, whole.path
    FROM scratch.own part JOIN scratch.own whole ON whole.id = part.parent
    WHERE part.team <> whole.team
)
SELECT team, id, 'own' AS role, hash, path FROM scratch.own
UNION ALL
SELECT team, id, min(role), any_value(hash), any_value(path) FROM beside GROUP BY team, id;

CREATE TABLE scratch.teams AS
SELECT team, bit_xor(hash(id, role, hash))::TEXT || ' ' || count(*) AS state FROM scratch.members GROUP BY team;

-- The teams that are not as they were: what followed from them goes, and is worked out again.
CREATE TABLE scratch.outcomes_before AS
FROM work.outcomes o WHERE team = '' OR NOT EXISTS (FROM scratch.teams t WHERE t.team = o.team AND t.state = o.state);

DELETE FROM work.outcomes WHERE team IN (SELECT team FROM scratch.outcomes_before);

CREATE TABLE scratch.new_teams AS SELECT team, state FROM scratch.teams WHERE team NOT IN (SELECT team FROM work.outcomes);

-- The figures of one body that look like one number under two metrics; a body whose figures are as they were keeps what was
-- found.
CREATE TABLE scratch.alike AS
SELECT organisation, id, path, hash FROM work.slim
WHERE number IN (SELECT number FROM work.slim WHERE number IS NOT NULL GROUP BY number HAVING count(DISTINCT metric.id) > 1);

CREATE TABLE scratch.bodies AS
SELECT organisation, bit_xor(hash(id, hash))::TEXT || ' ' || count(*) AS state FROM scratch.alike GROUP BY organisation;

DELETE FROM work.across a
WHERE NOT EXISTS (FROM scratch.bodies b WHERE b.organisation = a.organisation AND b.state = a.state);

-- What was found of teams, of documents and decisions, and across; a note on a statement that a person accepted is none.
CREATE OR REPLACE VIEW work.found AS
SELECT unnest(findings, recursive := true) FROM work.outcomes
UNION ALL BY NAME FROM work.findings
UNION ALL BY NAME
SELECT * FROM (SELECT unnest(findings, recursive := true) FROM work.across)
WHERE is_fault OR statement_id NOT IN (FROM work.accepted);
