-- Which rows of a snapshot are not those of the snapshot before. `gone_…` are keys whose rows go; what is there instead, if
-- anything, is made by `tables.sql`.

CREATE TABLE scratch.shown AS
WITH giving AS (
    SELECT document_id AS id FROM work.slim UNION SELECT r.document_id FROM work.reports
)
SELECT d.id, d.path, d.sha256, d.title, d.publisher, d.organisation, d.published_on, d.published_stated, d.url,
       -- a document of which a part was not read is 'partly', whatever it gave
       CASE WHEN c.id IS NOT NULL AND g.id IS NULL THEN 'copy' WHEN len(d.notes) > 0 THEN 'partly'
            WHEN g.id IS NOT NULL THEN 'read' ELSE 'nothing' END AS state,
       array_to_string(list_filter([c.message], lambda text: text IS NOT NULL) || d.notes, chr(10)) AS message
FROM work.documents d
LEFT JOIN giving g ON g.id = d.id
LEFT JOIN work.copies c ON c.id = d.id
UNION ALL
SELECT id, path, '', path, '', '', NULL, false, '', 'refused', message FROM work.refusals;

CREATE TABLE scratch.document_rows AS SELECT id FROM (FROM scratch.shown EXCEPT FROM work.shown);
CREATE TABLE out.gone_documents AS SELECT id FROM (FROM work.shown EXCEPT FROM scratch.shown);

DELETE FROM work.shown;
INSERT INTO work.shown FROM scratch.shown;

CREATE TABLE scratch.statement_rows AS
FROM scratch.dirty
UNION SELECT statement_id FROM (SELECT unnest(doubts, recursive := true) FROM scratch.outcomes_before)
UNION SELECT statement_id
FROM (SELECT unnest(doubts, recursive := true) FROM work.outcomes WHERE team IN (SELECT team FROM scratch.new_teams));

CREATE TABLE out.gone_statements AS FROM scratch.statement_rows;

CREATE TABLE scratch.goal_rows AS
SELECT id FROM (SELECT unnest(goals, recursive := true) FROM scratch.outcomes_before)
UNION SELECT id
FROM (SELECT unnest(goals, recursive := true) FROM work.outcomes WHERE team IN (SELECT team FROM scratch.new_teams))
UNION SELECT goal_id FROM (FROM work.nests EXCEPT FROM scratch.nests_before)
UNION SELECT goal_id FROM (FROM scratch.nests_before EXCEPT FROM work.nests);

CREATE TABLE out.gone_goals AS FROM scratch.goal_rows;
CREATE TABLE out.gone_targets AS SELECT id AS goal_id FROM scratch.goal_rows;
CREATE TABLE out.gone_links AS SELECT id AS goal_id FROM scratch.goal_rows;
