-- How far the data reach, counted once: what a screen asks at every look, whatever its reader has chosen.

-- How many documents and statements a board is made of, from one day (`known_from`) to the next row's. Undated ones count
-- always; a document that was refused or is a copy of another never.
CREATE TABLE extent_days AS
WITH said AS (
    SELECT published_on, 1 AS documents, 0 AS statements FROM documents WHERE state NOT IN ('refused', 'copy')
    UNION ALL
    SELECT published_on, 0, 1 FROM statements
)
SELECT coalesce(published_on, DATE '0001-01-01') AS known_from,
       (sum(sum(documents)) OVER upto)::BIGINT AS documents, (sum(sum(statements)) OVER upto)::BIGINT AS statements
FROM said GROUP BY known_from
WINDOW upto AS (ORDER BY known_from);

CREATE MACRO extent(board_day) AS TABLE
SELECT coalesce(max(documents), 0) AS documents, coalesce(max(statements), 0) AS statements
FROM extent_days WHERE known_from <= board_day;

-- The last day on which anything was published, one row; a day that is only a month (its 15th, not stated) is the month's
-- last: the document stands for all of it.
CREATE TABLE last_published AS
WITH said AS (
    SELECT published_on, published_stated FROM documents
    UNION SELECT published_on, published_stated FROM statements
)
SELECT CASE WHEN NOT published_stated AND day(published_on) = 15 THEN last_day(published_on) ELSE published_on END AS day
FROM said WHERE published_on IS NOT NULL ORDER BY published_on DESC, published_stated LIMIT 1;

-- The days up to which results count.
CREATE TABLE result_days AS
SELECT DISTINCT as_of AS day FROM statements WHERE kind = 'actual' AND as_of IS NOT NULL ORDER BY day;

-- What goals can be filtered by: organisations with the one they belong to, years, themes, and how many goals each has. A
-- goal counts in every year that its period touches.
CREATE TABLE goal_choices AS
SELECT 'organisation' AS kind, organisation AS value, any_value(parent_organisation) AS parent, count(*) AS goals
FROM goal_facts GROUP BY organisation
UNION ALL
SELECT 'year', y::TEXT, NULL, count(*)
FROM goal_facts, unnest(range(year(period_start), year(period_stop) + 1)) AS years(y) GROUP BY y
UNION ALL
SELECT 'theme', theme, NULL, count(*) FROM goal_facts GROUP BY theme
ORDER BY kind, goals DESC, value;
