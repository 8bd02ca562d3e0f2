-- What a briefing says: how the board of one day differs from that of an earlier one, and how the units stand in order.

-- 0 for done … 3 for severely late; NULL where nothing is known.
CREATE MACRO severity(status) AS
    CASE status WHEN 'done' THEN 0 WHEN 'on_pace' THEN 1 WHEN 'late' THEN 2 WHEN 'severe' THEN 3 END;

-- One row a goal of the board's day, beside what it was on the day `since`.
--   change   new           no target of it had been published by then
--            retargeted    another bound is the official one
--            first_report  it had no result that could measure it
--            lapsed        it had a status, and is now without one: the last report is too old
--            better, worse its status moved
--            reported      a newer figure, and the same status
--            same          nothing
--   *_gain   now less then
CREATE MACRO changes(since, board_day) AS TABLE
SELECT n.*, b.status AS status_before, b.status_reason AS status_reason_before, b.actual AS actual_before,
       b.actual_as_of AS actual_as_of_before, b.ratio AS ratio_before, b.lead AS lead_before, b.target AS target_before,
       n.actual - b.actual AS actual_gain, n.ratio - b.ratio AS ratio_gain, n.lead - b.lead AS lead_gain,
       CASE
           WHEN b.goal_id IS NULL THEN 'new'
           WHEN n.target <> b.target THEN 'retargeted'
           WHEN n.actual IS NOT NULL AND b.actual IS NULL THEN 'first_report'
           WHEN n.status = 'no_data' AND b.status <> 'no_data' THEN 'lapsed'
           WHEN severity(n.status) < severity(b.status) THEN 'better'
           WHEN severity(n.status) > severity(b.status) THEN 'worse'
           WHEN n.actual_id IS DISTINCT FROM b.actual_id THEN 'reported'
           ELSE 'same' END AS change
FROM progress(board_day) n
LEFT JOIN progress(since) b ON b.goal_id = n.goal_id;

-- What each goal adds to the rank of its unit.
--   fulfilment  pace, where pace applies; else 1 where the bound is met, and the share of it where it is not.
--               NULL without data: unknown is not nought
CREATE MACRO goal_scores(board_day) AS TABLE
SELECT goal_id, organisation, period_start, period_stop, status <> 'no_data' AS reported,
       status IN ('done', 'on_pace') AS on_track,
       CASE WHEN status = 'no_data' THEN NULL
            WHEN paced THEN pace
            WHEN met THEN 1
            WHEN is_ceiling THEN bound / nullif(actual, 0)
            ELSE ratio END AS fulfilment
FROM held(board_day) WHERE place = official_place;

-- Units in order of their score, of 100: the weighted mean of
--   fulfilment  of the goals with data, each counted up to `cap`
--   on_track    share of the goals with data that are done or on pace
--   reported    share of all goals that have data
-- A unit without any data has no score and no rank. `top` is an organisation with those below it, NULL for all;
-- `of_year` the year that a goal's period touches, NULL for all.
CREATE MACRO ranking(board_day, top, of_year, w_fulfilment, w_on_track, w_reported, cap) AS TABLE
WITH counted AS (
    SELECT organisation, count(*) AS goals, count(*) FILTER (reported) AS reported_goals,
           count(*) FILTER (on_track) AS on_track_goals,
           avg(greatest(0, least(fulfilment, cap))) FILTER (fulfilment IS NOT NULL) AS fulfilment
    FROM goal_scores(board_day)
    WHERE (top IS NULL OR organisation IN (SELECT name FROM organisation_and_below(top)))
      AND (of_year IS NULL OR of_year BETWEEN year(period_start) AND year(period_stop))
    GROUP BY organisation
),
shares AS (
    SELECT *, on_track_goals / nullif(reported_goals, 0) AS on_track, reported_goals / goals AS reported FROM counted
),
scored AS (
    SELECT *, 100 / (w_fulfilment + w_on_track + w_reported) AS scale,
           w_fulfilment * fulfilment * scale AS fulfilment_points, w_on_track * on_track * scale AS on_track_points,
           w_reported * reported * scale AS reported_points,
           fulfilment_points + on_track_points + reported_points AS score
    FROM shares
)
SELECT * EXCLUDE (scale), CASE WHEN score IS NOT NULL THEN rank() OVER (ORDER BY round(score, 6) DESC NULLS LAST) END AS rank
FROM scored;
