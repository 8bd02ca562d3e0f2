-- The tables of `warehouse/schema.sql` that grow with the documents, made of what was read and worked out. Of documents,
-- statements, goals, targets and links, the rows that are wanted; the others are whole.

CREATE TABLE out.statements AS
WITH doubt AS (SELECT unnest(doubts, recursive := true) FROM work.outcomes),
told AS (
    SELECT statement_id, text, bool_or(beside) AS beside, min(place) AS place FROM doubt
    WHERE statement_id IN (FROM scratch.statement_rows) GROUP BY statement_id, text
),
doubted AS (
    SELECT statement_id, list(text ORDER BY NOT beside, place) AS doubts FROM told GROUP BY statement_id
)
SELECT s.id AS id, s.kind AS kind, s.metric.id AS metric_id, s.organisation AS organisation,
       s.quantity.low AS low, s.quantity.high AS high, s.quantity.comparator AS comparator,
       s.quantity.text AS quantity_text, s.period.start AS period_start, s.period.stop AS period_stop,
       -- `counted_until` of etl/resolve.py
       CASE WHEN s.kind = 'actual'
            THEN coalesce(s.period.as_of, least(s.period.stop, s.sentence.article.published_on)) END AS as_of,
       s.period.stated AS period_stated, s.basis AS basis, s.sentence.article.document_id AS document_id,
       s.sentence.article.title AS article, s.sentence.article.published_on AS published_on,
       s.sentence.article.published_stated AS published_stated,
       array_to_string(s.sentence.headings, ' › ') AS headings, s.sentence.text AS sentence, s.quote AS quote,
       s.quote_start AS quote_start, array_to_string(s.rules, ' → ') AS rules,
       array_to_string(list_concat(s.doubts, list_filter(coalesce(d.doubts, []),
                                                         lambda text: NOT list_contains(s.doubts, text))),
                       chr(10)) AS doubts,
       s.parent_id AS parent_id
FROM (FROM work.said WHERE id IN (FROM scratch.statement_rows)) said
LEFT JOIN doubted d ON d.statement_id = said.id;

-- {texts} are what the parts hold of the documents that are wanted.
CREATE TABLE out.documents AS
SELECT d.*, coalesce(p.document.text, '') AS text
FROM (FROM scratch.shown WHERE id IN (FROM scratch.document_rows)) d
LEFT JOIN work.documents k ON k.id = d.id
LEFT JOIN {texts} p ON p.key = k.key;

CREATE TABLE out.goals AS
WITH goal AS (SELECT unnest(goals, recursive := true) FROM work.outcomes)
SELECT g.id, g.organisation, g.metric_id, g.start AS period_start, g.stop AS period_stop, n.parent_id
FROM goal g LEFT JOIN work.nests n ON n.goal_id = g.id
WHERE g.id IN (FROM scratch.goal_rows);

CREATE TABLE out.targets AS
WITH target AS (SELECT unnest(targets, recursive := true) FROM work.outcomes)
SELECT goal_id, statement_id, low, high, comparator, CASE WHEN implied THEN 'implied' ELSE 'stated' END AS basis, chosen
FROM target WHERE goal_id IN (FROM scratch.goal_rows);

CREATE TABLE out.links AS
WITH link AS (SELECT unnest(links, recursive := true) FROM work.outcomes)
FROM link WHERE goal_id IN (FROM scratch.goal_rows);

-- A metric as the vocabulary has it; one that no entry names as it was last told.
CREATE TABLE out.metrics AS
SELECT m.id AS id, m.name AS name, m.unit AS unit, m.better AS better, m.accumulates AS accumulates, m.theme AS theme,
       m.known AS known
FROM (
    SELECT max_by(metric, (metric.known, coalesce(published_on, DATE '9999-12-31'), document_id, quote_start, start, id)) AS m
    FROM work.slim GROUP BY metric.id
);

CREATE TABLE out.findings AS
SELECT rule, nullif(statement_id, '') AS statement_id, nullif(document_id, '') AS document_id, is_fault, message, figures
FROM work.found ORDER BY place, message;

CREATE TABLE out.projects AS
SELECT project_id AS id, min_by(r.name, (path, r.quote_start, r.id)) AS name, any_value(r.organisation) AS organisation
FROM work.reports GROUP BY project_id;

CREATE TABLE out.project_reports AS
SELECT r.id AS id, project_id, r.stage AS stage, r.total_investment AS total_investment,
       r.annual_investment AS annual_investment, r.annual_done AS annual_done,
       r.cumulative_investment AS cumulative_investment, r.owner AS owner, r.leader AS leader, r.problem AS problem,
       r.chain AS chain, r.document_id AS document_id, r.article AS article, r.published_on AS published_on,
       r.published_stated AS published_stated, r.sentence AS sentence, r.quote AS quote, r.quote_start AS quote_start,
       array_to_string(r.rules, ' → ') AS rules, array_to_string(r.doubts, chr(10)) AS doubts
FROM work.reports;

CREATE TABLE out.milestones AS
SELECT report_id, project_id, m.step AS step, m.planned_on AS planned_on, m.reached_on AS reached_on, m.text AS printed
FROM (SELECT r.id AS report_id, project_id, unnest(r.milestones) AS m FROM work.reports);
