-- The arithmetic of the board: every measure, defined once. Made inside each snapshot, so that whoever opens the file
-- can ask `FROM progress(DATE '2024-05-31')`. `board_day` is the board's date: what was published later, or counts up to
-- a later day, is not there. Numbers are exact decimals; shares of a whole are doubles, 0.216 for 21.6%.

-- Months since the year 0, the running month counted as the share of its days gone: 2024-05-15 -> 24292.48.
CREATE MACRO months_at(d) AS year(d) * 12 + month(d) - 1 + day(d) / day(last_day(d));

-- Months from one day to another, to a tenth: 2024-05-15 to 2024-12-31 -> 7.5.
CREATE MACRO months_between_days(a, b) AS round(months_at(b) - months_at(a), 1);

-- Share of a period gone by the end of day d, all days alike: days gone / days of the period, both ends counted.
CREATE MACRO linear_share(p_start, p_stop, d) AS
    (date_diff('day', p_start, d) + 1) / (date_diff('day', p_start, p_stop) + 1);

-- Years gone by the end of day d when `shares` says how much of a year is due by the end of each month.
CREATE MACRO curve_at(shares, d) AS
    year(d) + coalesce(shares[month(d) - 1], 0)
    + (shares[month(d)] - coalesce(shares[month(d) - 1], 0)) * day(d) / day(last_day(d));

-- Share of a period due by the end of day d on a pace curve; NULL without one, or where the curve is flat.
CREATE MACRO curved_share(shares, p_start, p_stop, d) AS
    (curve_at(shares, d) - curve_at(shares, p_start - 1))
    / nullif(curve_at(shares, p_stop) - curve_at(shares, p_start - 1), 0);

-- '2024' for a calendar year, else '2024-01-01/2024-03-31'.
CREATE MACRO period_text(p_start, p_stop) AS
    CASE WHEN p_start = make_date(year(p_stop), 1, 1) AND p_stop = make_date(year(p_stop), 12, 31)
         THEN year(p_stop)::TEXT ELSE p_start::TEXT || '/' || p_stop::TEXT END;

-- Number of doubts of a statement (one a line).
CREATE MACRO doubts_in(doubts) AS
    CASE WHEN doubts = '' THEN 0 ELSE length(doubts) - length(replace(doubts, chr(10), '')) + 1 END;

-- Goals with what is known of their metric and organisation.
CREATE VIEW known_goals AS
SELECT g.id AS goal_id, g.organisation, o.parent AS parent_organisation, m.name AS metric, g.metric_id, m.theme, m.unit,
       m.better, m.accumulates, m.known, g.period_start, g.period_stop,
       period_text(g.period_start, g.period_stop) AS period, g.parent_id
FROM goals g
JOIN metrics m ON m.id = g.metric_id
LEFT JOIN organisations o ON o.name = g.organisation;

-- A statement with the words around it: what a number opens.
CREATE VIEW evidence AS
SELECT s.id AS statement_id, s.published_on, s.published_stated, s.document_id, d.title AS document_title,
       d.path AS document_path, s.article, s.sentence, s.quote, s.quote_start, s.headings, s.rules, s.doubts
FROM statements s
JOIN documents d ON d.id = s.document_id;

-- An organisation and every one below it.
CREATE MACRO organisation_and_below(top) AS TABLE
WITH RECURSIVE below AS (
    SELECT top AS name
    UNION
    SELECT o.name FROM organisations o JOIN below b ON o.parent = b.name
)
SELECT name FROM below;

-- Every target published by the day, with the bound that a result is held against, and its place among its rivals.
--   is_ceiling  the bound is an upper one: 以内/以下, or less is better and the text gives no lower bound
--   bound       a ceiling's upper end, else the lower end
--   preference  1 is the official one: a person's choice, else stated before implied, else the earliest
--   rival       0 has the official bound, 1, 2, ... have others. 超60 / 60以上 / 60 are one bound; 6% and 6%—6.5% are two
CREATE MACRO goal_targets(board_day) AS TABLE
WITH seen AS (
    SELECT g.*, t.statement_id, t.low, t.high, t.comparator, t.basis AS target_basis, t.chosen, s.quantity_text,
           s.published_on, d.path, s.quote_start,
           t.low IS NULL OR t.comparator IN ('<', '<=')
           OR (g.better = 'lower' AND t.comparator NOT IN ('>', '>=') AND t.high IS NOT NULL) AS is_ceiling
    FROM targets t
    JOIN known_goals g ON g.goal_id = t.goal_id
    JOIN statements s ON s.id = t.statement_id
    JOIN documents d ON d.id = s.document_id
    WHERE s.published_on IS NULL OR s.published_on <= board_day
),
bounded AS (
    SELECT *, CASE WHEN is_ceiling THEN high ELSE low END AS bound,
           CASE WHEN low < high THEN high - low ELSE 0 END AS width
    FROM seen
),
preferred AS (
    SELECT *, row_number() OVER (
        PARTITION BY goal_id
        ORDER BY chosen DESC, target_basis = 'stated' DESC, published_on NULLS LAST, path, quote_start, statement_id
    ) AS preference
    FROM bounded
),
grouped AS (
    SELECT *, min(preference) OVER (PARTITION BY goal_id, is_ceiling, bound, width) AS first_preference FROM preferred
)
SELECT *, dense_rank() OVER (PARTITION BY goal_id ORDER BY first_preference) - 1 AS rival FROM grouped;

-- Every linked result published by the day and counting up to it, and whether it can measure its goal:
--   total  counts from the first day of the goal's period (a flow), or holds on a day within it (a level)
--   event  one occasion of a metric that accumulates: a lower bound of the total
--   other  another unit, another stretch of time, or a stock where a flow is asked for
CREATE MACRO goal_reports(board_day) AS TABLE
WITH seen AS (
    SELECT l.goal_id, l.rule AS link_rule, s.id AS statement_id, coalesce(s.low, s.high) AS value, s.comparator,
           s.quantity_text, s.basis, s.published_on, s.quote_start, d.path, g.accumulates,
           coalesce(s.as_of, s.period_stop) AS said_as_of, s.period_start AS from_day, s.period_stop AS to_day,
           g.period_start, g.period_stop, m.unit = g.unit AS same_unit
    FROM links l
    JOIN known_goals g ON g.goal_id = l.goal_id
    JOIN statements s ON s.id = l.actual_id
    JOIN metrics m ON m.id = s.metric_id
    JOIN documents d ON d.id = s.document_id
    WHERE (s.published_on IS NULL OR s.published_on <= board_day) AND coalesce(s.as_of, s.period_stop) <= board_day
),
dated AS (
    SELECT *, CASE WHEN basis = 'flow' AND to_day <= period_stop THEN least(said_as_of, period_stop)
                   ELSE said_as_of END AS as_of
    FROM seen
)
SELECT *, CASE
        WHEN NOT same_unit OR as_of NOT BETWEEN period_start AND period_stop THEN 'other'
        WHEN basis = 'event' AND accumulates THEN 'event'
        WHEN basis = 'flow' AND (from_day = period_start OR (from_day IS NULL AND NOT accumulates)) THEN 'total'
        WHEN basis = 'stock' AND NOT accumulates THEN 'total'
        ELSE 'other' END AS measures
FROM dated;

-- The result that counts for each goal with any link by the day; its value is NULL where none can measure it.
--   a total   the latest day, then the latest published, then the exact figure before 超/近
--   events    their sum, only where there is no total; two accounts of one day are one event, the larger
--   earlier_* the total before it, half a month or more: the run rate between the two is the forecast's other end
CREATE MACRO goal_actuals(board_day) AS TABLE
WITH reports AS (FROM goal_reports(board_day)),
linked AS (SELECT goal_id, count(DISTINCT statement_id) AS linked_count, max(as_of) AS last_linked FROM reports GROUP BY goal_id),
totals AS (
    SELECT * FROM reports WHERE measures = 'total'
    QUALIFY row_number() OVER (
        PARTITION BY goal_id, as_of ORDER BY published_on DESC NULLS LAST, comparator = '=' DESC, path, quote_start) = 1
),
latest AS (SELECT * FROM totals QUALIFY row_number() OVER (PARTITION BY goal_id ORDER BY as_of DESC) = 1),
earlier AS (
    SELECT t.goal_id, max(t.as_of) AS earlier_as_of, arg_max(t.value, t.as_of) AS earlier_value
    FROM totals t JOIN latest n ON n.goal_id = t.goal_id
    WHERE months_at(n.as_of) - months_at(t.as_of) >= 0.5
    GROUP BY t.goal_id
),
days AS (
    SELECT * FROM reports WHERE measures = 'event'
    QUALIFY row_number() OVER (PARTITION BY goal_id, as_of ORDER BY value DESC, published_on, path, quote_start) = 1
),
events AS (
    SELECT goal_id, sum(value) AS value, max(as_of) AS as_of, arg_max(statement_id, as_of) AS statement_id,
           max(published_on) AS published_on, string_agg(quantity_text, ' + ' ORDER BY as_of) AS quantity_text
    FROM days GROUP BY goal_id
)
SELECT l.goal_id, l.linked_count, l.last_linked,
       coalesce(n.value, e.value) AS actual, coalesce(n.statement_id, e.statement_id) AS actual_id,
       coalesce(n.as_of, e.as_of) AS actual_as_of,
       CASE WHEN n.goal_id IS NOT NULL THEN n.basis WHEN e.goal_id IS NOT NULL THEN 'event' END AS actual_basis,
       CASE WHEN n.goal_id IS NOT NULL THEN n.published_on ELSE e.published_on END AS actual_published_on,
       coalesce(n.quantity_text, e.quantity_text) AS actual_text,
       coalesce(n.comparator, '>') AS actual_comparator,
       r.earlier_as_of, r.earlier_value
FROM linked l
LEFT JOIN latest n ON n.goal_id = l.goal_id
LEFT JOIN events e ON e.goal_id = l.goal_id
LEFT JOIN earlier r ON r.goal_id = l.goal_id;

-- Every target held against its goal's result: the official one and its rivals alike.
--   ratio    = actual / bound
--   elapsed  = share of the period gone at the result's own day, on the metric's pace curve
--   lead     = ratio - elapsed
--   pace     = ratio / elapsed
--   gap      = bound - actual, never below 0 for a floor; below 0 where a ceiling is passed
--   needed   = gap / months left         run_rate = actual / months done
--   forecast = run_rate * months of the period; its range spans the run rate since the earlier report, and the spread
-- Pace is for metrics that accumulate towards a floor; rates, stocks and ceilings are compared with the bound alone.
CREATE MACRO held(board_day) AS TABLE
WITH thresholds AS (
    SELECT max(value) FILTER (name = 'status.on_pace') AS on_pace, max(value) FILTER (name = 'status.late') AS late,
           max(value) FILTER (name = 'status.level_late') AS level_late,
           max(value) FILTER (name = 'report.stale_days')::INTEGER AS stale_days,
           max(value) FILTER (name = 'forecast.spread') AS spread
    FROM rules
),
curves AS (SELECT metric_id, list(share ORDER BY month) AS shares FROM pace GROUP BY metric_id),
paired AS (
    SELECT t.*, a.* EXCLUDE (goal_id), r.*, c.shares,
           t.accumulates AND NOT t.is_ceiling AS paced,
           a.actual_as_of >= t.period_stop AS period_over,
           a.actual_as_of < t.period_stop AND board_day > a.actual_as_of + r.stale_days AS stale,
           CASE WHEN t.is_ceiling THEN a.actual < t.bound OR (a.actual = t.bound AND a.actual_comparator <> '>')
                ELSE a.actual > t.bound OR (a.actual = t.bound AND a.actual_comparator <> '<') END AS met,
           months_between_days(t.period_start - 1, t.period_stop) AS months_total,
           months_between_days(a.actual_as_of, t.period_stop) AS months_left
    FROM goal_targets(board_day) t
    CROSS JOIN thresholds r
    LEFT JOIN goal_actuals(board_day) a ON a.goal_id = t.goal_id
    LEFT JOIN curves c ON c.metric_id = t.metric_id
),
shared AS (
    SELECT *, CASE WHEN bound > 0 THEN actual / bound END AS ratio,
           CASE WHEN is_ceiling OR actual < bound THEN bound - actual WHEN actual >= bound THEN 0 END AS gap,
           CASE WHEN paced THEN coalesce(curved_share(shares, period_start, period_stop, actual_as_of),
                                         linear_share(period_start, period_stop, actual_as_of)) END AS elapsed,
           months_total - months_left AS months_done,
           paced AND actual_basis <> 'event' AS runs
    FROM paired
),
compared AS (
    SELECT *, CASE WHEN paced THEN round(ratio - elapsed, 12) END AS lead,
           CASE WHEN paced THEN ratio / nullif(elapsed, 0) END AS pace,
           CASE WHEN paced THEN gap / nullif(months_left, 0) END AS needed,
           CASE WHEN runs THEN actual / nullif(months_done, 0) END AS run_rate,
           CASE WHEN runs AND months_left > 0 THEN
               actual + (actual - earlier_value) / (months_at(actual_as_of) - months_at(earlier_as_of)) * months_left
           END AS forecast_since_earlier
    FROM shared
),
forecasted AS (
    SELECT *, CASE WHEN months_left > 0 THEN run_rate * months_total END AS forecast FROM compared
),
ranged AS (
    SELECT *, greatest(actual, least(forecast, coalesce(forecast_since_earlier, forecast)) * (1 - spread)) AS lowest,
           greatest(actual, greatest(forecast, coalesce(forecast_since_earlier, forecast)) * (1 + spread)) AS highest
    FROM forecasted
)
SELECT * EXCLUDE (lowest, highest),
       CASE WHEN forecast IS NOT NULL THEN lowest END AS forecast_low,
       CASE WHEN forecast IS NOT NULL THEN highest END AS forecast_high,
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
           ELSE 'severe' END AS status,
       CASE
           WHEN linked_count IS NULL THEN 'never_reported'
           WHEN actual IS NULL THEN 'not_comparable'
           WHEN status <> 'no_data' THEN ''
           WHEN stale THEN 'stale'
           ELSE 'event_only' END AS status_reason
FROM ranged;

-- One row a goal: its official target held against its result, and how much is said about it.
CREATE MACRO progress(board_day) AS TABLE
WITH said AS (
    SELECT goal_id, count(DISTINCT statement_id) AS evidence_count, sum(doubts_in(s.doubts))::INTEGER AS doubts_count
    FROM (SELECT goal_id, statement_id FROM goal_targets(board_day)
          UNION SELECT goal_id, statement_id FROM goal_reports(board_day)) e
    JOIN statements s ON s.id = e.statement_id
    GROUP BY goal_id
),
rivals AS (SELECT goal_id, max(rival)::INTEGER AS rival_count FROM goal_targets(board_day) GROUP BY goal_id)
SELECT h.goal_id, organisation, parent_organisation, metric, metric_id, theme, unit, better, accumulates, known,
       period_start, period_stop, period,
       comparator, bound AS target, low AS target_low, high AS target_high, quantity_text AS target_text, target_basis,
       statement_id AS target_id, published_on AS target_published_on,
       actual, actual_id, actual_as_of, actual_basis, actual_published_on, actual_text,
       ratio, elapsed, lead, pace, gap, months_done, months_left, needed, run_rate, forecast_low, forecast, forecast_high,
       status, status_reason, date_diff('day', coalesce(last_linked, published_on), board_day) AS days_since_report,
       rival_count, evidence_count, doubts_count, parent_id
FROM held(board_day) h
JOIN said USING (goal_id)
JOIN rivals USING (goal_id)
WHERE preference = 1;

-- What was said, a row for each goal it is about: a target on the day it was published, a result on its own day.
CREATE MACRO timeline(board_day) AS TABLE
WITH seen AS (
    SELECT *, CASE WHEN kind = 'actual' THEN coalesce(as_of, period_stop) ELSE published_on END AS day
    FROM statements WHERE published_on IS NULL OR published_on <= board_day
),
about AS (
    SELECT goal_id, statement_id FROM targets
    UNION SELECT goal_id, actual_id FROM links
)
SELECT s.day,
       CASE WHEN s.kind = 'target' THEN s.published_stated
            ELSE s.period_stated AND (s.published_stated OR s.day IS DISTINCT FROM s.published_on) END AS day_stated,
       s.kind AS what, a.goal_id, m.name AS metric, s.organisation, m.theme, coalesce(s.low, s.high) AS value, m.unit,
       s.comparator, s.quantity_text, s.id AS statement_id, s.document_id, d.title AS document_title,
       d.path AS document_path, s.sentence, s.quote, s.quote_start,
       coalesce(g.period_start, s.period_start, s.period_stop) AS period_start,
       coalesce(g.period_stop, s.period_stop) AS period_stop
FROM seen s
JOIN metrics m ON m.id = s.metric_id
JOIN documents d ON d.id = s.document_id
LEFT JOIN about a ON a.statement_id = s.id
LEFT JOIN goals g ON g.id = a.goal_id
WHERE s.day <= board_day;
