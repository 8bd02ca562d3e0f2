-- The goals whose facts may differ from those of the snapshot before: those of which a target or a link came or went, or a
-- statement they stand on, or what is known of their metric or body. A rule, a pace curve or who answers for a goal may
-- matter to all of them.

CREATE TEMP TABLE changed_goals AS
WITH all_differ AS (
    SELECT EXISTS (FROM rules EXCEPT FROM rules_before) OR EXISTS (FROM rules_before EXCEPT FROM rules)
        OR EXISTS (FROM pace EXCEPT FROM pace_before) OR EXISTS (FROM pace_before EXCEPT FROM pace)
        OR EXISTS (FROM owners EXCEPT FROM owners_before) OR EXISTS (FROM owners_before EXCEPT FROM owners) AS so
),
other_metrics AS (
    SELECT id FROM (FROM metrics EXCEPT FROM metrics_before)
    UNION SELECT id FROM (FROM metrics_before EXCEPT FROM metrics)
),
other_bodies AS (
    SELECT name FROM (FROM organisations EXCEPT FROM organisations_before)
    UNION SELECT name FROM (FROM organisations_before EXCEPT FROM organisations)
),
other_statements AS (
    SELECT id FROM source.gone_statements
    UNION SELECT id FROM statements WHERE metric_id IN (FROM other_metrics)
)
SELECT id AS goal_id FROM source.gone_goals
UNION SELECT goal_id FROM source.gone_targets
UNION SELECT goal_id FROM source.gone_links
UNION SELECT goal_id FROM targets WHERE statement_id IN (FROM other_statements)
UNION SELECT goal_id FROM links WHERE actual_id IN (FROM other_statements)
UNION SELECT id FROM goals
WHERE (SELECT so FROM all_differ) OR metric_id IN (FROM other_metrics) OR organisation IN (FROM other_bodies);
