-- What waits for a person, and what people decided. Nothing here depends on the board's day.

-- How much two names have in common, 0 to 1: twice the characters in both, over the characters of each.
CREATE MACRO name_likeness(a, b) AS
    2.0 * len(list_intersect(list_distinct(string_split(a, '')), list_distinct(string_split(b, ''))))
    / nullif(len(list_distinct(string_split(a, ''))) + len(list_distinct(string_split(b, ''))), 0);

-- The doubts that are about the statement alone: that another number is claimed for its goal is the goal's matter.
CREATE MACRO own_doubts(doubts) AS
    array_to_string(list_filter(string_split(doubts, chr(10)), lambda x: x <> '' AND NOT starts_with(x, '同一目标另有说法')), chr(10));

-- Which statement is about which goal, and whether the goal has any result: those move the board.
CREATE VIEW statement_goals AS
SELECT u.statement_id, u.goal_id, l.goal_id IS NOT NULL AS measured
FROM (SELECT statement_id, goal_id FROM targets UNION SELECT actual_id, goal_id FROM links) u
LEFT JOIN (SELECT DISTINCT goal_id FROM links) l USING (goal_id);

-- Results that are linked to no goal, with the goals that they may well be about: the same unit, a period that holds
-- their day, the same body or the one above it, and a name that is much alike.
CREATE TABLE likely_goals AS
WITH open AS (
    SELECT s.id AS statement_id, s.organisation, o.parent, s.as_of, s.metric_id, m.name AS metric, m.unit,
           coalesce(s.low, s.high) AS value
    FROM statements s
    JOIN metrics m ON m.id = s.metric_id
    LEFT JOIN organisations o ON o.name = s.organisation
    WHERE s.kind = 'actual' AND s.id NOT IN (SELECT actual_id FROM links)
),
told AS (SELECT DISTINCT organisation, parent, metric_id, metric, unit FROM open),
sought AS (
    SELECT organisation, metric_id, metric, unit,
           list({'id': goal_id, 'start': period_start, 'stop': period_stop}) AS goals
    FROM goal_facts GROUP BY organisation, metric_id, metric, unit
),
near AS (
    SELECT t.*, g.organisation AS goal_body, g.metric_id AS goal_metric_id, g.metric AS goal_metric
    FROM told t JOIN sought g ON g.organisation = t.organisation AND g.unit = t.unit
    UNION ALL
    SELECT t.*, g.organisation, g.metric_id, g.metric
    FROM told t JOIN sought g ON g.organisation = t.parent AND g.unit = t.unit
),
alike AS (  -- of each two names once, whoever uses them
    SELECT metric, goal_metric, name_likeness(metric, goal_metric) AS likeness
    FROM (SELECT DISTINCT metric, goal_metric FROM near)
),
pairs AS (
    SELECT n.*, CASE WHEN n.metric_id = n.goal_metric_id THEN 1 ELSE a.likeness END AS likeness,
           n.organisation = n.goal_body AS same_body
    FROM near n JOIN alike a ON a.metric = n.metric AND a.goal_metric = n.goal_metric
    WHERE likeness >= CASE WHEN same_body THEN 0.6 ELSE 1 END
),
-- the goals of a body and metric come as a list: joined by their periods first, results and goals would be millions
fitting AS (
    SELECT o.statement_id, o.as_of, o.value, unnest(g.goals) AS goal, p.likeness, p.same_body
    FROM open o
    JOIN pairs p ON p.organisation = o.organisation AND p.metric_id = o.metric_id
    JOIN sought g ON g.organisation = p.goal_body AND g.metric_id = p.goal_metric_id
),
likely AS (
    SELECT statement_id, as_of, value, goal.id AS goal_id, likeness, same_body
    FROM fitting WHERE as_of BETWEEN goal.start AND goal.stop
),
counted AS (
    SELECT DISTINCT l.goal_id, s.as_of, coalesce(s.low, s.high) AS value FROM links l JOIN statements s ON s.id = l.actual_id
)
-- not where the goal has this very number from another sentence
SELECT statement_id, goal_id, likeness, same_body FROM likely ANTI JOIN counted USING (goal_id, as_of, value);

-- The queue, one row an item: `rank` orders the kinds, `place` the items of a kind, `alike` counts what one answer covers.
--   stale    a decision whose ground has changed         rivals   a goal with different targets, none chosen
--   doubt    a statement the rules were not sure of      link     a result of no goal that a goal is likely for
--   metric   a phrase that no entry of the vocabulary names       finding  what the auditor noted
CREATE TABLE review_items AS
WITH ruled AS (
    SELECT DISTINCT about, verb, field FROM decisions WHERE state = 'applied'
),
accepted AS (
    SELECT about AS statement_id FROM ruled WHERE verb = 'correct' OR (verb = 'accept' AND field = '')
),
weighed AS (
    SELECT s.*, m.name AS metric, u.goal_id, CASE WHEN u.measured THEN 0 WHEN u.goal_id IS NOT NULL THEN 1 ELSE 2 END AS weight
    FROM statements s
    JOIN metrics m ON m.id = s.metric_id
    LEFT JOIN (
        SELECT statement_id, arg_max(goal_id, (measured, goal_id)) AS goal_id, bool_or(measured) AS measured
        FROM statement_goals GROUP BY statement_id
    ) u ON u.statement_id = s.id
),
stale AS (
    SELECT 'stale:' || d.id AS item, 'stale' AS kind, 0 AS rank, -d.number AS place, w.goal_id, w.id AS statement_id,
           w.document_id, w.metric, w.organisation, d.expected AS note, 1 AS alike
    FROM decisions d LEFT JOIN weighed w ON w.id = d.about
    WHERE d.state = 'stale'
),
-- One row a bound, in its first words; of many the first five are named, and `alike` counts them all.
bounds AS (
    SELECT goal_id, bound_no, min(place) AS place, arg_min(statement_id, place) AS statement_id, max(bound) AS bound,
           arg_min(quantity_text, place) AS said, bool_or(chosen) AS chosen
    FROM target_facts GROUP BY goal_id, bound_no
),
claims AS (
    SELECT goal_id, count(*) AS claims, arg_min(statement_id, place) AS statement_id,
           max(bound) / nullif(min(bound), 0) AS spread, array_to_string(arg_min(said, place, 5), ' / ') AS said
    FROM bounds GROUP BY goal_id
    HAVING count(*) > 1 AND NOT bool_or(chosen)
),
rivals AS (
    SELECT 'rivals:' || c.goal_id AS item, 'rivals' AS kind, 1 AS rank,
           row_number() OVER (ORDER BY w.weight, g.unit <> '元', c.spread DESC, c.goal_id) AS place,
           c.goal_id, c.statement_id, w.document_id, g.metric, g.organisation, c.said AS note, c.claims::INTEGER AS alike
    FROM claims c JOIN goal_facts g ON g.goal_id = c.goal_id JOIN weighed w ON w.id = c.statement_id
),
doubted AS (
    SELECT *, own_doubts(doubts) AS own,
           row_number() OVER (PARTITION BY document_id, own_doubts(doubts) ORDER BY weight, quote_start, id) AS nth,
           count(*) OVER (PARTITION BY document_id, own_doubts(doubts)) AS alike
    FROM weighed
    WHERE own_doubts(doubts) <> '' AND id NOT IN (SELECT statement_id FROM accepted)
),
doubts AS (
    SELECT 'doubt:' || id AS item, 'doubt' AS kind, 2 AS rank,
           row_number() OVER (ORDER BY weight, alike, published_on DESC NULLS LAST, quote_start, id) AS place,
           goal_id, id AS statement_id, document_id, metric, organisation, own AS note, alike::INTEGER AS alike
    FROM doubted WHERE nth = 1
),
likely AS (
    SELECT statement_id, count(*) AS goals, max(likeness + same_body::INTEGER) AS best,
           arg_max(goal_id, (likeness + same_body::INTEGER, goal_id)) AS goal_id
    FROM likely_goals GROUP BY statement_id
),
linkable AS (
    SELECT 'link:' || w.id AS item, 'link' AS kind, 3 AS rank,
           row_number() OVER (ORDER BY l.best DESC, w.published_on DESC NULLS LAST, w.quote_start, w.id) AS place,
           l.goal_id, w.id AS statement_id, w.document_id, w.metric, w.organisation, w.quantity_text AS note,
           l.goals::INTEGER AS alike
    FROM likely l JOIN weighed w ON w.id = l.statement_id
    WHERE w.id NOT IN (SELECT statement_id FROM accepted)
    AND w.id NOT IN (SELECT about FROM ruled WHERE verb = 'unlink')
    AND w.id NOT IN (SELECT id FROM doubted)
),
phrases AS (
    SELECT 'metric:' || m.id AS item, 'metric' AS kind, 4 AS rank,
           row_number() OVER (ORDER BY min(w.weight), count(*) DESC, m.id) AS place, arg_min(w.goal_id, (w.weight, w.quote_start, w.id)) AS goal_id,
           arg_min(w.id, (w.weight, w.quote_start, w.id)) AS statement_id,
           arg_min(w.document_id, (w.weight, w.quote_start, w.id)) AS document_id, m.name AS metric,
           arg_min(w.organisation, (w.weight, w.quote_start, w.id)) AS organisation, m.unit AS note, count(*)::INTEGER AS alike
    FROM metrics m JOIN weighed w ON w.metric_id = m.id
    WHERE NOT m.known AND NOT ends_with(m.name, '完成率')  -- a rate of completion is its metric's
    AND m.id NOT IN (SELECT about FROM ruled WHERE verb = 'accept' AND field = 'metric')
    GROUP BY m.id, m.name, m.unit
),
-- What is a doubt already, or a row of its own above, is not asked twice.
noted AS (
    SELECT 'finding:' || f.rule || ':' || w.id AS item, 'finding' AS kind, 5 AS rank,
           row_number() OVER (ORDER BY w.weight, f.rule, w.published_on DESC NULLS LAST, w.id) AS place, w.goal_id,
           w.id AS statement_id, w.document_id, w.metric, w.organisation, f.rule AS note, 1 AS alike
    FROM findings f JOIN weighed w ON w.id = f.statement_id
    WHERE f.rule NOT IN ('part_above_whole', 'rate_against_amount') AND w.id NOT IN (SELECT statement_id FROM accepted)
    QUALIFY row_number() OVER (PARTITION BY f.rule, w.id) = 1
)
FROM stale UNION ALL FROM rivals UNION ALL FROM doubts UNION ALL FROM linkable UNION ALL FROM phrases
UNION ALL FROM noted;

-- Every decision in its order, with what it is about and what it changed.
--   before, after   the value that was replaced and the one that stands for it; for a choice of the official target, the
--                   bound that was official until then
CREATE VIEW decision_history AS
WITH about_goals AS (
    SELECT d.number, arg_max(u.goal_id, (u.measured, u.goal_id)) AS goal_id
    FROM decisions d JOIN statement_goals u ON u.statement_id = d.about GROUP BY d.number
),
first_said AS (
    SELECT goal_id, arg_min(quantity_text, (basis <> 'stated', coalesce(published_on, DATE '9999-12-31'), place)) AS said
    FROM target_facts GROUP BY goal_id
)
SELECT d.number, d.id, d."at", d."by", d.verb, d.field, d.about, d.expected, d.value, d.reason, d.state, a.goal_id,
       m.name AS metric, s.organisation, s.document_id, o.title AS document_title, o.path AS document_path, s.quote,
       CASE d.verb
           WHEN 'correct' THEN d.expected
           WHEN 'choose-official' THEN coalesce(
               lag(s.quantity_text) OVER (
                   PARTITION BY a.goal_id, d.verb, d.state = 'applied' ORDER BY d.number), f.said)
           WHEN 'adopt' THEN d.expected
           WHEN 'undo' THEN d.expected
           ELSE '' END AS before,
       CASE d.verb
           WHEN 'choose-official' THEN s.quantity_text
           WHEN 'undo' THEN ''
           ELSE d.value END AS after
FROM decisions d
LEFT JOIN about_goals a ON a.number = d.number
LEFT JOIN statements s ON s.id = d.about
LEFT JOIN metrics m ON m.id = s.metric_id
LEFT JOIN documents o ON o.id = s.document_id
LEFT JOIN first_said f ON f.goal_id = a.goal_id;
