-- The statements that count, without their words: what tells teams apart and whether one is as it was.

CREATE TABLE scratch.dirty AS
SELECT id FROM work.slim WHERE key IN (SELECT key FROM scratch.moved)
UNION SELECT id FROM work.told WHERE key IN (SELECT key FROM scratch.moved)
UNION FROM scratch.decided_before
UNION SELECT id FROM work.decided
UNION FROM work.displaced;

DELETE FROM work.slim WHERE id IN (SELECT id FROM scratch.dirty);

INSERT INTO work.slim BY NAME
SELECT d.key, s.id AS id, d.id AS document_id, d.path, s.organisation AS organisation, s.metric AS metric,
       s.parent_id AS parent, list_contains(s.rules, '{implied}') AS implies,
       -- what is the same for figures that look like one number; those of few digits look like each other by chance
       CASE WHEN s.quantity.unit <> '%' AND length(regexp_replace(split_part(s.quantity.value, 'E', 1), '\D', '', 'g')) >= {digits}
            THEN hash(s.organisation, s.kind, s.quantity.unit,
                      TRY_CAST(coalesce(s.quantity.low, s.quantity.high) AS DOUBLE), year(s.period.stop)) END AS number,
       hash(s, d.path) AS hash, s.sentence.article.published_on AS published_on, s.quote_start AS quote_start,
       s.quantity.start AS start
FROM (SELECT s FROM work.said WHERE id IN (SELECT id FROM scratch.dirty))
JOIN work.documents d ON d.id = s.sentence.article.document_id;
