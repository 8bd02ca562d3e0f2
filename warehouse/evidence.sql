-- What stands behind the numbers: who belongs to whom, and the words of each statement.

-- A statement with the words around it: what a number opens.
CREATE VIEW evidence AS
SELECT s.id AS statement_id, s.published_on, s.published_stated, s.document_id, d.title AS document_title,
       d.path AS document_path, s.article, s.sentence, s.quote, s.quote_start, s.headings, s.rules, s.doubts
FROM statements s
JOIN documents d ON d.id = s.document_id;

-- An organisation and every one below it.
CREATE MACRO organisation_and_below(top) AS TABLE
WITH RECURSIVE below AS (
    SELECT top AS name
    UNION
    SELECT o.name FROM organisations o JOIN below b ON o.parent = b.name
)
SELECT name FROM below;

-- What was said, a row for each goal it is about: a target on the day it was published, a result on its own day.
CREATE MACRO timeline(board_day) AS TABLE
WITH seen AS (
    SELECT *, CASE WHEN kind = 'actual' THEN coalesce(as_of, period_stop) ELSE published_on END AS day
    FROM statements WHERE published_on IS NULL OR published_on <= board_day
),
about AS (
    SELECT goal_id, statement_id FROM targets
    UNION SELECT goal_id, actual_id FROM links
)
SELECT s.day,
       CASE WHEN s.kind = 'target' THEN s.published_stated
            ELSE s.period_stated AND (s.published_stated OR s.day IS DISTINCT FROM s.published_on) END AS day_stated,
       s.kind AS what, a.goal_id, m.name AS metric, s.organisation, m.theme, coalesce(s.low, s.high) AS value, m.unit,
       s.comparator, s.quantity_text, s.id AS statement_id, s.document_id, d.title AS document_title,
       d.path AS document_path, s.sentence, s.quote, s.quote_start,
       coalesce(g.period_start, s.period_start, s.period_stop) AS period_start,
       coalesce(g.period_stop, s.period_stop) AS period_stop
FROM seen s
JOIN metrics m ON m.id = s.metric_id
JOIN documents d ON d.id = s.document_id
LEFT JOIN about a ON a.statement_id = s.id
LEFT JOIN goals g ON g.id = a.goal_id
WHERE s.day <= board_day;
