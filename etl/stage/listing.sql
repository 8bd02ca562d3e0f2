-- The documents among the files. A sidecar is none, unless what it is about is not there: then it is listed to be named.

CREATE TABLE scratch.listed AS
SELECT f.name, f.stamp || coalesce(' + ' || s.stamp, '') AS stamp, greatest(f.changed, coalesce(s.changed, 0)) AS changed,
       f.size, s.name IS NOT NULL AS sidecar, NULL::TEXT AS key
FROM scratch.files f
LEFT JOIN scratch.files s ON s.name = f.name || '{sidecar}'
WHERE NOT ends_with(f.name, '{sidecar}')
   OR (f.name[:-6] NOT IN (SELECT name FROM scratch.files)
       AND '.' || lower(regexp_extract(f.name[:-6], '\.([^./]+)$', 1)) IN ({suffixes}));
