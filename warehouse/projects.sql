-- Projects as of a day: what the latest reports say, and which steps are overdue. Like `progress`, the macros take the
-- board's date and count only what had been published by then.

-- Reports by the day; `place` orders those of a project in time.
CREATE MACRO project_reports_at(board_day) AS TABLE
SELECT r.*, row_number() OVER (
           PARTITION BY r.project_id ORDER BY r.published_on NULLS FIRST, d.path DESC, r.quote_start, r.id) AS place
FROM project_reports r
JOIN documents d ON d.id = r.document_id
WHERE r.published_on IS NULL OR r.published_on <= board_day;

-- How far a stage is, and the stage by which a step has been taken: a project that operates is finished.
CREATE MACRO stage_rank(stage) AS
    list_position(['planning', 'signing', 'start', 'operation', 'full capacity'], stage);
CREATE MACRO step_rank(step) AS
    CASE step WHEN 'signing' THEN 2 WHEN 'start' THEN 3 WHEN 'full capacity' THEN 5 ELSE 4 END;

-- The bodies or people that one cell names: 区商务局、马寨镇 -> [区商务局, 马寨镇].
CREATE MACRO named_in(cell) AS
    list_filter(list_transform(string_split_regex(coalesce(cell, ''), '[、，,;；/\s]+'), lambda name: trim(name)),
                lambda name: name <> '');

-- One row a step of a project.
--   planned_on    as last told; first_planned_on as first told; slipped_days between the two
--   reached_on    as last told, if it is no later than the board's day
--   state         done          reached, or the project's stage is at the step or past it
--                 overdue       planned for a day before the board's, and not done
--                 open          planned for the board's day or later
--                 undated       not done, and no day is planned
--   days_overdue  from the planned day to the board's, for what is overdue
--   days_late     from the planned day to the day it was reached (below 0: early)
CREATE MACRO milestones_at(board_day) AS TABLE
WITH stages AS (
    SELECT project_id, max_by(stage, place) FILTER (stage IS NOT NULL) AS stage
    FROM project_reports_at(board_day) GROUP BY project_id
),
told AS (
    SELECT m.project_id, m.step,
           max_by(m.planned_on, r.place) FILTER (m.planned_on IS NOT NULL) AS planned_on,
           min_by(m.planned_on, r.place) FILTER (m.planned_on IS NOT NULL) AS first_planned_on,
           max_by(m.reached_on, r.place) FILTER (m.reached_on <= board_day) AS reached_on,
           max_by(m.printed, r.place) AS printed, max_by(r.id, r.place) AS report_id
    FROM milestones m JOIN project_reports_at(board_day) r ON r.id = m.report_id
    GROUP BY m.project_id, m.step
),
judged AS (
    SELECT t.*, s.stage,
           CASE WHEN t.reached_on IS NOT NULL OR stage_rank(s.stage) >= step_rank(t.step) THEN 'done'
                WHEN t.planned_on < board_day THEN 'overdue'
                WHEN t.planned_on IS NOT NULL THEN 'open'
                ELSE 'undated' END AS state
    FROM told t JOIN stages s ON s.project_id = t.project_id
)
SELECT j.project_id, p.name, p.organisation, j.step, j.planned_on, j.first_planned_on,
       date_diff('day', j.first_planned_on, j.planned_on) AS slipped_days, j.reached_on, j.state, j.stage,
       CASE WHEN j.state = 'overdue' THEN date_diff('day', j.planned_on, board_day) END AS days_overdue,
       date_diff('day', j.planned_on, j.reached_on) AS days_late, j.printed,
       r.id AS report_id, r.document_id, d.title AS document_title, d.path AS document_path, r.article,
       r.published_on, r.published_stated, r.sentence, r.quote, r.quote_start, r.rules, r.doubts
FROM judged j
JOIN projects p ON p.id = j.project_id
JOIN project_reports r ON r.id = j.report_id
JOIN documents d ON d.id = r.document_id;

-- One row a project: each field as it was last told, with the latest report as its evidence.
--   total_ratio   = cumulative_investment / total_investment
--   annual_ratio  = annual_done / annual_investment
--   overdue       number of steps overdue; overdue_step the one overdue longest, and its days_overdue
--   next_step     the open step that comes first, and its day
--   status        first match: severe   overdue for more than project.late_days of rules.toml
--                              late     overdue
--                              on_pace  a step is open, none overdue
--                              done     in operation or at full capacity, and no step is open
--                              no_data  no day is promised
CREATE MACRO projects_at(board_day) AS TABLE
WITH folded AS (
    SELECT project_id, max_by(stage, place) FILTER (stage IS NOT NULL) AS stage,
           max_by(total_investment, place) FILTER (total_investment IS NOT NULL) AS total_investment,
           max_by(annual_investment, place) FILTER (annual_investment IS NOT NULL) AS annual_investment,
           max_by(annual_done, place) FILTER (annual_done IS NOT NULL) AS annual_done,
           max_by(cumulative_investment, place) FILTER (cumulative_investment IS NOT NULL) AS cumulative_investment,
           max_by(owner, place) FILTER (owner IS NOT NULL) AS owner,
           max_by(leader, place) FILTER (leader IS NOT NULL) AS leader,
           max_by(problem, place) FILTER (problem IS NOT NULL) AS problem,
           max_by(chain, place) FILTER (chain <> '') AS chain,
           max_by(id, place) AS report_id, count(*) AS reports, sum(doubts_in(doubts))::BIGINT AS doubts_count
    FROM project_reports_at(board_day) GROUP BY project_id
),
steps AS (
    SELECT project_id, count(*) FILTER (state = 'overdue') AS overdue, max(days_overdue) AS days_overdue,
           arg_max(step, days_overdue) FILTER (state = 'overdue') AS overdue_step,
           min_by(step, planned_on) FILTER (state = 'open') AS next_step,
           min(planned_on) FILTER (state = 'open') AS next_on
    FROM milestones_at(board_day) GROUP BY project_id
)
SELECT p.id AS project_id, p.name, p.organisation, o.parent AS parent_organisation, f.* EXCLUDE (project_id, report_id),
       (f.cumulative_investment / nullif(f.total_investment, 0))::DOUBLE AS total_ratio,
       (f.annual_done / nullif(f.annual_investment, 0))::DOUBLE AS annual_ratio,
       coalesce(s.overdue, 0) AS overdue, s.overdue_step, s.days_overdue, s.next_step, s.next_on,
       CASE WHEN s.days_overdue > (SELECT max(value) FROM rules WHERE name = 'project.late_days') THEN 'severe'
            WHEN s.overdue > 0 THEN 'late'
            WHEN s.next_step IS NOT NULL THEN 'on_pace'
            WHEN stage_rank(f.stage) >= 4 THEN 'done'
            ELSE 'no_data' END AS status,
       r.id AS report_id, r.document_id, d.title AS document_title, d.path AS document_path, r.article,
       r.published_on, r.published_stated, r.sentence, r.quote, r.quote_start, r.rules, r.doubts
FROM folded f
JOIN projects p ON p.id = f.project_id
LEFT JOIN organisations o ON o.name = p.organisation
LEFT JOIN steps s ON s.project_id = f.project_id
JOIN project_reports r ON r.id = f.report_id
JOIN documents d ON d.id = r.document_id;
