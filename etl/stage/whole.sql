-- Every row, for a snapshot that is not made from the one before.

CREATE OR REPLACE TABLE scratch.document_rows AS SELECT id FROM scratch.shown;
CREATE OR REPLACE TABLE scratch.statement_rows AS SELECT id FROM work.slim;
CREATE OR REPLACE TABLE scratch.goal_rows AS SELECT id FROM (SELECT unnest(goals, recursive := true) FROM work.outcomes);
