-- From parts to documents and what they say, each counted once. Of documents that are as they were, what was loaded stays:
-- {rows} are what the parts hold of those that came.

INSERT INTO work.read BY NAME
SELECT key, name, sidecar, state, message, document.id AS id, document.path AS path, document.sha256 AS sha256,
       document.title AS title, document.publisher AS publisher, document.organisation AS organisation,
       document.published_on AS published_on, document.published_stated AS published_stated, document.url AS url,
       document.notes AS notes, prints
FROM {rows};

INSERT INTO work.told
SELECT key, s.id, s.sentence.article.position, s FROM (SELECT key, unnest(statements) AS s FROM {rows});

INSERT INTO work.reported
SELECT key, r.project_id, r.report.position, r.report FROM (SELECT key, unnest(reports) AS r FROM {rows});

-- A quote stands in its document where the statement says.
INSERT INTO work.misquoted
SELECT key, s.id
FROM (SELECT key, document.text AS text, unnest(statements) AS s FROM {rows})
WHERE substring(text, s.quote_start + 1, length(s.quote)) <> s.quote;

CREATE TABLE scratch.documents_before AS FROM work.documents;
CREATE TABLE scratch.copied_before AS FROM work.copied;

-- The documents, without their text. Of identical files the one with a sidecar counts, then the first by name; the others
-- are twins, under an id of their own.
CREATE OR REPLACE TABLE work.documents AS
WITH ranked AS (
    SELECT key, sidecar, id, path, sha256, title, publisher, organisation, published_on, published_stated, url, notes,
           prints, first_value(path) OVER (PARTITION BY sha256 ORDER BY NOT sidecar, path) AS original
    FROM work.read WHERE state = 'read'
)
SELECT * REPLACE (CASE WHEN path = original THEN id ELSE sha256(path)[:16] END AS id), path <> original AS twin
FROM ranked;

-- The articles that stand in another document too: the one whose day is stated counts, then the earliest.
CREATE OR REPLACE TABLE work.copied AS
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

CREATE OR REPLACE TABLE work.copies AS
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

-- The documents of which other statements count than before: those that came or went, or whose copies did.
CREATE TABLE scratch.moved AS
WITH now AS (
    SELECT d.key, hash(d.id, d.twin, c.positions) AS state
    FROM work.documents d
    LEFT JOIN (SELECT id, list(position ORDER BY position) AS positions FROM work.copied GROUP BY id) c ON c.id = d.id
),
before AS (
    SELECT d.key, hash(d.id, d.twin, c.positions) AS state
    FROM scratch.documents_before d
    LEFT JOIN (SELECT id, list(position ORDER BY position) AS positions FROM scratch.copied_before GROUP BY id) c ON c.id = d.id
)
SELECT key FROM now FULL JOIN before USING (key) WHERE now.state IS DISTINCT FROM before.state
UNION
SELECT key FROM scratch.came;

CREATE OR REPLACE VIEW work.as_read AS
SELECT t.id, t.s
FROM work.told t
JOIN work.documents d ON d.key = t.key AND NOT d.twin
LEFT JOIN work.copied c ON c.id = d.id AND c.position = t.position
WHERE c.id IS NULL;

-- The statements as people want them.
CREATE OR REPLACE VIEW work.said AS
FROM work.as_read ANTI JOIN work.displaced USING (id)
UNION ALL
FROM work.decided;

CREATE OR REPLACE VIEW work.reports AS
SELECT r.project_id, d.path, r.r
FROM work.reported r
JOIN work.documents d ON d.key = r.key AND NOT d.twin
LEFT JOIN work.copied c ON c.id = d.id AND c.position = r.position
WHERE c.id IS NULL;

CREATE OR REPLACE TABLE work.refusals AS
SELECT sha256(name)[:16] AS id, name AS path, message FROM work.read WHERE state = 'refused';
