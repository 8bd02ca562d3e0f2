-- From parts to documents and what they say, each counted once.

-- The documents, without their text. Of identical files the one with a sidecar counts, then the first by name; the others
-- are twins, under an id of their own.
CREATE TABLE work.documents AS
WITH found AS (
    SELECT p.key, p.filename, p.sidecar, p.document.id AS id, p.document.path AS path, p.document.sha256 AS sha256,
           p.document.title AS title, p.document.publisher AS publisher, p.document.organisation AS organisation,
           p.document.published_on AS published_on, p.document.published_stated AS published_stated,
           p.document.url AS url, p.document.notes AS notes, p.prints
    FROM work.parts p
    JOIN work.live l ON l.key = p.key AND l.filename = p.filename
    WHERE p.state = 'read'
),
ranked AS (
    SELECT *, first_value(path) OVER (PARTITION BY sha256 ORDER BY NOT sidecar, path) AS original FROM found
)
SELECT * REPLACE (CASE WHEN path = original THEN id ELSE sha256(path)[:16] END AS id), path <> original AS twin
FROM ranked;

-- The articles that stand in another document too: the one whose day is stated counts, then the earliest.
CREATE TABLE work.copied AS
WITH prints AS (
    SELECT id, path, published_stated, coalesce(published_on, DATE '9999-12-31') AS day,
           p.position AS position, p.print AS print
    FROM work.documents, unnest(prints) AS u(p)
    WHERE NOT twin
),
first AS (
    SELECT print, min_by({'id': id, 'path': path}, (NOT published_stated, day, path)) AS document, count(*) AS prints
    FROM prints GROUP BY print HAVING count(*) > 1
)
SELECT p.id, p.position, f.document.path AS other
FROM prints p JOIN first f ON f.print = p.print
WHERE f.document.id <> p.id;

CREATE TABLE work.copies AS
WITH others AS (
    SELECT id, other, min(position) AS position, count(*) AS articles FROM work.copied GROUP BY id, other
),
told AS (
    SELECT id, string_agg(other, '、' ORDER BY position, other) AS others, sum(articles) AS articles
    FROM others GROUP BY id
)
SELECT d.id, d.path, d.path || ': the same file as ' || d.original || ', read once' AS message
FROM work.documents d WHERE d.twin
UNION ALL
SELECT d.id, d.path, d.path || ': '
       || CASE WHEN t.articles = len(d.prints) THEN 'its text is'
               ELSE t.articles::BIGINT || ' of its articles are' END
       || ' also in ' || t.others || ', and counted there'
FROM told t JOIN work.documents d ON d.id = t.id;

CREATE TABLE work.said AS
SELECT s.id AS id, s
FROM (
    SELECT p.key, p.filename, unnest(p.statements) AS s FROM work.parts p
) p
JOIN work.live l ON l.key = p.key AND l.filename = p.filename
JOIN work.documents d ON d.key = p.key AND NOT d.twin
LEFT JOIN work.copied c ON c.id = d.id AND c.position = s.sentence.article.position
WHERE c.id IS NULL;

CREATE TABLE work.reports AS
SELECT r.project_id AS project_id, d.path AS path, r.report AS r
FROM (
    SELECT p.key, p.filename, unnest(p.reports) AS r FROM work.parts p
) p
JOIN work.live l ON l.key = p.key AND l.filename = p.filename
JOIN work.documents d ON d.key = p.key AND NOT d.twin
LEFT JOIN work.copied c ON c.id = d.id AND c.position = r.report.position
WHERE c.id IS NULL;

INSERT INTO work.refusals
SELECT sha256(p.name)[:16], p.name, p.message
FROM work.parts p
JOIN work.live l ON l.key = p.key AND l.filename = p.filename
WHERE p.state = 'refused';
