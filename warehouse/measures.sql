-- The arithmetic of the board: every measure, defined once. Run when a snapshot's tables are full, so that whoever opens
-- the file can ask `FROM progress(DATE '2024-05-31')`. The tables of facts hold what no board date changes; the macros
-- take `board_day`, the board's date: what was published later, or counts up to a later day, is not there.
-- Numbers are exact decimals; shares of a whole are doubles, 0.216 for 21.6%.

-- Months since the year 0, the running month counted as the share of its days gone: 2024-05-15 -> 24292.48.
CREATE MACRO months_at(d) AS year(d) * 12 + month(d) - 1 + day(d) / day(last_day(d));

-- Share of a period gone by the end of day d, all days alike: days gone / days of the period, both ends counted.
CREATE MACRO linear_share(p_start, p_stop, d) AS
    (date_diff('day', p_start, d) + 1) / (date_diff('day', p_start, p_stop) + 1);

-- Years due after x months on a pace curve. `shares` are 0 and then how much of a year is due by the end of each month.
CREATE MACRO due_at(shares, x) AS
    floor(x / 12) + shares[floor(x % 12)::INTEGER + 1]
    + (shares[floor(x % 12)::INTEGER + 2] - shares[floor(x % 12)::INTEGER + 1]) * (x - floor(x));

-- '2024' for a calendar year, else '2024-01-01/2024-03-31'.
CREATE MACRO period_text(p_start, p_stop) AS
    CASE WHEN p_start = make_date(year(p_stop), 1, 1) AND p_stop = make_date(year(p_stop), 12, 31)
         THEN year(p_stop)::TEXT ELSE p_start::TEXT || '/' || p_stop::TEXT END;

-- Number of doubts of a statement (one a line).
CREATE MACRO doubts_in(doubts) AS
    CASE WHEN doubts = '' THEN 0 ELSE length(doubts) - length(replace(doubts, chr(10), '')) + 1 END;

-- The thresholds of rules.toml, one row.
CREATE TABLE thresholds AS
SELECT max(value) FILTER (name = 'status.on_pace') AS on_pace, max(value) FILTER (name = 'status.late') AS late,
       max(value) FILTER (name = 'status.level_late') AS level_late,
       max(value) FILTER (name = 'report.stale_days')::INTEGER AS stale_days,
       max(value) FILTER (name = 'forecast.spread') AS spread
FROM rules;

-- Who answers for a goal: the row of `owners` that names most of its metric, theme and organisation.
CREATE TABLE goal_owners AS
SELECT DISTINCT ON (g.id) g.id AS goal_id, w.owner, w.leader
FROM goals g
JOIN metrics m ON m.id = g.metric_id
JOIN owners w ON (w.metric IS NULL OR w.metric IN (m.name, m.id)) AND (w.theme IS NULL OR w.theme = m.theme)
    AND (w.organisation IS NULL OR w.organisation = g.organisation)
ORDER BY g.id, w.metric IS NOT NULL DESC, w.theme IS NOT NULL DESC, w.organisation IS NOT NULL DESC, w.owner;

-- Goals with what is known of their metric and organisation; `first_month` and `last_month` are months_at their ends.
--   owner    who answers for it: as rules.toml says, else the organisation itself
CREATE TABLE goal_facts AS
SELECT g.id AS goal_id, g.organisation, o.parent AS parent_organisation, m.name AS metric, g.metric_id, m.theme, m.unit,
       m.better, m.accumulates, m.known, g.period_start, g.period_stop,
       period_text(g.period_start, g.period_stop) AS period, g.parent_id, c.shares,
       coalesce(w.owner, g.organisation) AS owner, coalesce(w.leader, '') AS leader,
       months_at(g.period_start - 1) AS first_month, months_at(g.period_stop) AS last_month,
       round(last_month - first_month, 1) AS months_total
FROM goals g
JOIN metrics m ON m.id = g.metric_id
LEFT JOIN organisations o ON o.name = g.organisation
LEFT JOIN goal_owners w ON w.goal_id = g.id
LEFT JOIN (SELECT metric_id, list_prepend(0, list(share ORDER BY month)) AS shares FROM pace GROUP BY metric_id) c
       ON c.metric_id = g.metric_id;

-- Targets, each with the bound that a result is held against.
--   is_ceiling  the bound is an upper one: 以内/以下, or less is better and the text gives no lower bound
--   bound       a ceiling's upper end, else the lower end
--   paced       pace applies: the metric accumulates, towards a floor
--   place       order of preference: a person's choice, then stated before implied, then the earliest,
--               a sentence of the text before a headline that repeats it
--   bound_no    the same for the same bound: 超60, 60以上 and 60 are one; 6% and 6%—6.5% are two
CREATE TABLE target_facts AS
WITH bounded AS (
    SELECT t.*, s.quantity_text, s.published_on, doubts_in(s.doubts) AS doubts, g.months_total, r.*,
           t.low IS NULL OR t.comparator IN ('<', '<=')
           OR (g.better = 'lower' AND t.comparator NOT IN ('>', '>=')) AS is_ceiling,
           CASE WHEN is_ceiling THEN coalesce(t.high, t.low) ELSE t.low END AS bound,
           g.accumulates AND NOT is_ceiling AS paced,
           CASE WHEN t.low < t.high THEN t.high - t.low ELSE 0 END AS width,
           row_number() OVER (
               PARTITION BY t.goal_id ORDER BY t.chosen DESC, t.basis = 'stated' DESC, s.published_on NULLS LAST,
               contains(s.article, s.sentence), d.path, s.quote_start, s.id) AS place
    FROM targets t
    CROSS JOIN thresholds r
    JOIN goal_facts g ON g.goal_id = t.goal_id
    JOIN statements s ON s.id = t.statement_id
    JOIN documents d ON d.id = s.document_id
)
SELECT *, min(place) OVER (PARTITION BY goal_id, is_ceiling, bound, width) AS bound_no,
       coalesce(published_on, DATE '0001-01-01') AS seen_from
FROM bounded;

-- Which target of a goal is official, and how many there are, from one board day (`known_from`) to the next that changes it
-- (`known_until`, no longer included). What is known of a goal changes only on the day something is said of it, so that a
-- question finds one row a goal, however much was ever said.
CREATE TABLE target_spans AS
WITH counted AS (
    SELECT *, seen_from = min(seen_from) OVER same_bound
              AND place = min(place) OVER (PARTITION BY goal_id, bound_no, seen_from) AS is_new_bound
    FROM target_facts WINDOW same_bound AS (PARTITION BY goal_id, bound_no)
),
days AS (
    SELECT goal_id, seen_from, min(place) AS place, count(*) FILTER (is_new_bound) AS bounds, count(*) AS targets,
           sum(doubts)::BIGINT AS doubts
    FROM counted GROUP BY goal_id, seen_from
),
folded AS (
    SELECT goal_id, seen_from AS known_from, lead(seen_from, 1, DATE '9999-12-31') OVER seen AS known_until,
           min(place) OVER seen AS official_place, (sum(bounds) OVER seen)::BIGINT - 1 AS rival_count,
           (sum(targets) OVER seen)::BIGINT AS target_count, (sum(doubts) OVER seen)::BIGINT AS target_doubts
    FROM days
    WINDOW seen AS (PARTITION BY goal_id ORDER BY seen_from)
)
SELECT f.*, t.bound_no AS official_bound
FROM folded f JOIN target_facts t ON t.goal_id = f.goal_id AND t.place = f.official_place
ORDER BY f.known_until, f.goal_id;

-- Linked results, and whether each can measure its goal.
--   measures  total  counts from the first day of the goal's period (a flow), or holds on a day within it (a level), or
--                    a person says so
--             event  one occasion of a metric that accumulates: a lower bound of the total
--             other  another unit, another stretch of time, or a stock where a flow is asked for
--   elapsed   share of the period gone at the result's own day, on the metric's pace curve
--   months_left = months from that day to the period's end, to a tenth; months_done = the other months of the period
--   place     order in time: of one day the latest published, then the exact figure before 超/近, comes last
CREATE TABLE report_facts AS
WITH dated AS (
    SELECT l.goal_id, l.rule AS link_rule, s.id AS statement_id, coalesce(s.low, s.high) AS value, s.comparator,
           s.quantity_text, s.basis, s.published_on, doubts_in(s.doubts) AS doubts, d.path, s.quote_start,
           g.period_start, g.period_stop, g.shares, g.first_month, g.last_month, g.months_total,
           coalesce(s.as_of, s.period_stop) AS said_as_of,
           CASE WHEN s.basis = 'flow' AND s.period_stop <= g.period_stop THEN least(said_as_of, g.period_stop)
                ELSE said_as_of END AS counted_to,
           CASE
               WHEN m.unit <> g.unit OR counted_to NOT BETWEEN g.period_start AND g.period_stop THEN 'other'
               WHEN s.basis = 'event' AND g.accumulates THEN 'event'
               WHEN s.basis = 'flow' AND s.period_start = g.period_start THEN 'total'
               WHEN s.basis <> 'event' AND NOT g.accumulates AND (s.basis = 'stock' OR s.period_start IS NULL)
               THEN 'total'
               WHEN l.rule = 'linked-by-a-person' THEN 'total'
               ELSE 'other' END AS measures,
           months_at(counted_to) AS at_month
    FROM links l
    JOIN goal_facts g ON g.goal_id = l.goal_id
    JOIN statements s ON s.id = l.actual_id
    JOIN metrics m ON m.id = s.metric_id
    JOIN documents d ON d.id = s.document_id
)
SELECT * EXCLUDE (counted_to, period_start, period_stop, shares, first_month, last_month, months_total, path,
                  quote_start), counted_to AS as_of,
       coalesce((due_at(shares, at_month) - due_at(shares, first_month))
                / nullif(due_at(shares, last_month) - due_at(shares, first_month), 0),
                linear_share(period_start, period_stop, counted_to)) AS elapsed,
       round(last_month - at_month, 1) AS months_left,
       round(months_total - months_left, 1) AS months_done,
       counted_to >= period_stop AS period_over,
       greatest(said_as_of, published_on) AS seen_from,
       row_number() OVER (
           PARTITION BY goal_id ORDER BY counted_to, published_on NULLS FIRST, comparator = '=', path DESC,
           quote_start DESC, statement_id) AS place
FROM dated;

-- The result that counts for each goal with any link, from one board day to the next that changes it, as in target_spans;
-- its value is NULL where none can measure it.
--   a total    that of the latest day
--   events     their sum, only where there is no total; two accounts of one day are one event, the larger
--   earlier_*  the total before it, by half a month or more
CREATE TABLE actual_spans AS
WITH days AS (
    SELECT goal_id, seen_from, count(*) AS linked, max(said_as_of) AS last_linked, sum(doubts)::BIGINT AS doubts,
           max(place) FILTER (measures = 'total') AS total, max(place) FILTER (measures = 'event') AS event
    FROM report_facts GROUP BY goal_id, seen_from
),
folded AS (
    SELECT goal_id, seen_from AS known_from, lead(seen_from, 1, DATE '9999-12-31') OVER seen AS known_until,
           (sum(linked) OVER seen)::BIGINT AS linked_count, max(last_linked) OVER seen AS last_linked,
           (sum(doubts) OVER seen)::BIGINT AS linked_doubts,
           coalesce(max(total) OVER seen, max(event) OVER seen) AS place
    FROM days
    WINDOW seen AS (PARTITION BY goal_id ORDER BY seen_from)
),
current AS (
    SELECT f.known_from, r.* FROM folded f JOIN report_facts r ON r.goal_id = f.goal_id AND r.place = f.place
),
event_days AS (
    SELECT n.goal_id, n.known_from, r.as_of, max(r.value) AS value, max_by(r.quantity_text, (r.value, r.place)) AS quantity_text
    FROM current n
    JOIN report_facts r ON r.goal_id = n.goal_id AND r.measures = 'event' AND r.seen_from <= n.known_from
    WHERE n.measures = 'event'
    GROUP BY n.goal_id, n.known_from, r.as_of
),
events AS (
    SELECT goal_id, known_from, sum(value) AS value, string_agg(quantity_text, ' + ' ORDER BY as_of) AS quantity_text
    FROM event_days GROUP BY goal_id, known_from
),
totals AS (
    SELECT goal_id, seen_from, at_month, max_by(value, place) AS value, max(place) AS place
    FROM report_facts WHERE measures = 'total' GROUP BY goal_id, seen_from, at_month
),
earlier AS (
    SELECT n.goal_id, n.known_from, max_by(r.value, r.place) AS value, max(r.at_month) AS at_month
    FROM current n
    JOIN totals r ON r.goal_id = n.goal_id AND r.seen_from <= n.known_from AND n.at_month - r.at_month >= 0.5
    GROUP BY n.goal_id, n.known_from
)
SELECT f.* EXCLUDE (place), CASE WHEN r.measures = 'event' THEN e.value ELSE r.value END AS actual,
       r.statement_id AS actual_id, r.as_of AS actual_as_of, r.basis AS actual_basis,
       r.published_on AS actual_published_on,
       CASE WHEN r.measures = 'event' THEN e.quantity_text ELSE r.quantity_text END AS actual_text,
       CASE WHEN r.measures = 'event' THEN '>' ELSE r.comparator END AS actual_comparator,
       r.elapsed AS share_gone, r.months_left, r.months_done, r.period_over, r.at_month,
       b.value AS earlier_value, b.at_month AS earlier_month
FROM folded f
LEFT JOIN current r ON r.goal_id = f.goal_id AND r.known_from = f.known_from
LEFT JOIN events e ON e.goal_id = f.goal_id AND e.known_from = f.known_from
LEFT JOIN earlier b ON b.goal_id = f.goal_id AND b.known_from = f.known_from
ORDER BY known_until, f.goal_id;

CREATE MACRO goal_targets(board_day) AS TABLE
FROM target_facts WHERE seen_from <= board_day;

CREATE MACRO goal_reports(board_day) AS TABLE
FROM report_facts WHERE seen_from <= board_day;

CREATE MACRO goal_actuals(board_day) AS TABLE
SELECT * EXCLUDE (known_from, known_until) FROM actual_spans WHERE known_from <= board_day AND board_day < known_until;

-- Every target held against its goal's result: the official one (`official_place`) and its rivals alike.
--   ratio    = actual / bound            lead = ratio - elapsed            pace = ratio / elapsed
--   gap      = bound - actual, never below 0 for a floor; below 0 where a ceiling is passed
--   needed   = gap / months_left         run_rate = actual / months_done
--   forecast = run_rate * months of the period; its range spans the run rate since the earlier report, and the spread
-- Pace is for metrics that accumulate towards a floor; rates, stocks and ceilings are compared with the bound alone.
CREATE MACRO held(board_day) AS TABLE
WITH paired AS (
    SELECT t.* EXCLUDE (doubts, width, seen_from), o.* EXCLUDE (goal_id, known_from, known_until), a.* EXCLUDE (goal_id),
           CASE WHEN t.bound > 0 THEN a.actual / t.bound END AS ratio,
           CASE WHEN t.is_ceiling OR a.actual < t.bound THEN t.bound - a.actual
                WHEN a.actual IS NOT NULL THEN 0 END AS gap
    FROM target_spans o
    JOIN goal_targets(board_day) t ON t.goal_id = o.goal_id
    LEFT JOIN goal_actuals(board_day) a ON a.goal_id = t.goal_id
    WHERE o.known_from <= board_day AND board_day < o.known_until
),
paces AS (
    SELECT *, CASE WHEN paced THEN share_gone END AS elapsed,
           CASE WHEN paced THEN gap / nullif(months_left, 0) END AS needed,
           CASE WHEN paced AND actual_basis <> 'event' THEN actual / nullif(months_done, 0) END AS run_rate,
           CASE WHEN is_ceiling THEN gap > 0 OR (gap = 0 AND actual_comparator <> '>')
                ELSE gap = 0 AND NOT (actual = bound AND actual_comparator = '<') END AS met,
           NOT period_over AND board_day > actual_as_of + stale_days AS stale
    FROM paired
),
compared AS (
    SELECT *, round(ratio - elapsed, 12) AS lead, ratio / nullif(elapsed, 0) AS pace,
           CASE WHEN months_left > 0 THEN run_rate * months_total END AS forecast,
           CASE WHEN months_left > 0 AND run_rate IS NOT NULL
                THEN actual + (actual - earlier_value) / (at_month - earlier_month) * months_left END AS recent_forecast
    FROM paces
),
judged AS (
    SELECT *,
           CASE WHEN forecast IS NOT NULL
                THEN greatest(actual, least(forecast, recent_forecast) * (1 - spread)) END AS forecast_low,
           CASE WHEN forecast IS NOT NULL
                THEN greatest(actual, greatest(forecast, recent_forecast) * (1 + spread)) END AS forecast_high,
           CASE
               WHEN actual IS NULL THEN 'no_data'
               WHEN paced AND met THEN 'done'
               WHEN stale THEN 'no_data'
               WHEN paced AND lead >= on_pace THEN 'on_pace'
               WHEN actual_basis = 'event' THEN 'no_data'
               WHEN paced AND lead >= late THEN 'late'
               WHEN paced THEN 'severe'
               WHEN met AND period_over THEN 'done'
               WHEN met THEN 'on_pace'
               WHEN abs(actual - bound) <= level_late * abs(bound) THEN 'late'
               ELSE 'severe' END AS status
    FROM compared
)
SELECT g.*, j.* EXCLUDE (goal_id, months_total),
       CASE
           WHEN j.status <> 'no_data' THEN ''
           WHEN j.linked_count IS NULL THEN 'never_reported'
           WHEN j.actual IS NULL THEN 'not_comparable'
           WHEN j.stale THEN 'stale'
           ELSE 'event_only' END AS status_reason
FROM judged j
JOIN goal_facts g ON g.goal_id = j.goal_id;

-- One row a goal: its official target held against its result, and how much is said about it.
CREATE MACRO progress(board_day) AS TABLE
SELECT goal_id, organisation, parent_organisation, owner, leader, metric, metric_id, theme, unit, better, accumulates, known,
       period_start, period_stop, period,
       comparator, bound AS target, low AS target_low, high AS target_high, quantity_text AS target_text,
       basis AS target_basis, statement_id AS target_id, published_on AS target_published_on,
       actual, actual_id, actual_as_of, actual_basis, actual_published_on, actual_text,
       ratio, elapsed, lead, pace, gap, months_done, months_left, needed, run_rate, forecast_low, forecast, forecast_high,
       status, status_reason, date_diff('day', coalesce(last_linked, published_on), board_day) AS days_since_report,
       rival_count, target_count + coalesce(linked_count, 0) AS evidence_count,
       target_doubts + coalesce(linked_doubts, 0) AS doubts_count, parent_id
FROM held(board_day)
WHERE place = official_place;
