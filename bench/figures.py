"""A snapshot of any size, made of figures by rule: what the questions of a large board are timed on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from etl.tables import small_tables
from etl.vocabulary import load_rules, load_vocabulary
from warehouse.snapshot import Snapshot, publish

DAY = date(2024, 10, 31)
BODIES, METRICS, YEARS = 100, 20, 5

# Goal n is of a body, a metric and a year; statement n is about goal n % goals: every tenth a target, every fiftieth an
# event, the others totals of the year so far, a month apart.
TABLES = """
CREATE TABLE metrics AS
SELECT 'm' || n AS id, '指标' || n AS name, '元' AS unit, 'higher' AS better, true AS accumulates,
       '主题' || n % 6 AS theme, true AS known
FROM range({metrics}) t(n);

CREATE TABLE goals AS
SELECT printf('g%08d', n) AS id, '区县' || n % {bodies} AS organisation, 'm' || n // {bodies} % {metrics} AS metric_id,
       make_date(2024 - (n // {bodies} // {metrics} % {years})::INTEGER, 1, 1) AS period_start,
       make_date(year(period_start)::INTEGER, 12, 31) AS period_stop, NULL AS parent_id
FROM range({goals}) t(n);

CREATE TABLE statements AS
WITH told AS (
    SELECT n, n % {goals} AS g, n // {goals} AS k, 'g' || printf('%08d', g) AS goal,
           CASE WHEN k % 10 = 0 THEN 'target' ELSE 'actual' END AS kind, k % 50 = 7 AS is_event,
           1 + (k * 5 % 12)::INTEGER AS month
    FROM range({statements}) t(n)
)
SELECT printf('s%09d', n) AS id, kind, metric_id, organisation,
       CASE WHEN kind = 'target' THEN 1000000 + k % 3 * 1000 ELSE 80000 * month + k END AS low,
       CASE WHEN kind = 'actual' THEN low END AS high, CASE WHEN kind = 'target' THEN '>=' ELSE '=' END AS comparator,
       low || '元' AS quantity_text,
       CASE WHEN is_event THEN make_date(year(period_start)::INTEGER, month, 15) ELSE period_start END AS period_start,
       CASE WHEN kind = 'target' THEN period_stop WHEN is_event THEN make_date(year(period_start)::INTEGER, month, 15)
            ELSE last_day(make_date(year(period_start)::INTEGER, month, 1)) END AS period_stop,
       CASE WHEN kind = 'actual'
            THEN CASE WHEN is_event THEN make_date(year(g.period_start)::INTEGER, month, 15)
                      ELSE last_day(make_date(year(g.period_start)::INTEGER, month, 1)) END END AS as_of,
       true AS period_stated, CASE WHEN is_event THEN 'event' ELSE 'flow' END AS basis,
       printf('d%08d', n // 5) AS document_id, '通报' AS article,
       CASE WHEN kind = 'target' THEN g.period_start + (k % 40)::INTEGER
            ELSE last_day(make_date(year(g.period_start)::INTEGER, month, 1)) + 9 END AS published_on,
       true AS published_stated, '' AS headings,
       organisation || '累计完成' || low || '元，进度快于去年同期。' AS sentence,
       low || '元' AS quote, 10 AS quote_start, 'bare-total' AS rules, '' AS doubts, NULL AS parent_id, goal
FROM told JOIN goals g ON g.id = goal;

CREATE TABLE documents AS
SELECT document_id AS id, document_id || '.txt' AS path, document_id AS sha256, '通报' AS title, '' AS publisher,
       any_value(organisation) AS organisation, max(published_on) AS published_on, true AS published_stated, '' AS url,
       'read' AS state, '' AS message, string_agg(sentence, '' ORDER BY id) AS text
FROM statements GROUP BY document_id;

CREATE TABLE targets AS
SELECT goal AS goal_id, id AS statement_id, low, NULL AS high, '>=' AS comparator, 'stated' AS basis, false AS chosen
FROM statements WHERE kind = 'target';

CREATE TABLE links AS
SELECT goal AS goal_id, id AS actual_id, CASE basis WHEN 'event' THEN 'event' ELSE 'year-to-date' END AS rule
FROM statements WHERE kind = 'actual';

ALTER TABLE statements DROP goal;
"""


def publish_board(data: Path, statements: int, goals: int) -> Snapshot:
    """Publish a snapshot of so many statements about so many goals."""
    source = data / "board.duckdb"
    with duckdb.connect(str(source)) as con:
        con.execute("SET memory_limit = '2GB'")
        sizes = {"bodies": BODIES, "metrics": METRICS, "years": YEARS, "goals": goals, "statements": statements}
        con.execute(TABLES.format(**sizes))
    tables = dict.fromkeys(("metrics", "goals", "statements", "documents", "targets", "links"), source)
    bodies = [f"区县{number}" for number in range(BODIES)]
    snapshot = publish(data, small_tables((), bodies, load_vocabulary(), load_rules()) | tables, "bench")
    source.unlink()
    return snapshot
