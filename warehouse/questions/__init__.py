"""What is asked of a snapshot: one function a question, each returning a DataFrame.

`as_of` is the board's date: only what was published by that day (undated counts always), and results that count up to a
day no later, are there. Money is in 元, counts in the base unit, shares are fractions (0.216) and % stays as printed
(5.5). A value that was not computed is null. No question computes a measure: those stand in `measures.sql`.
"""

from warehouse.questions.briefing import Weights, changes, new_evidence, ranking, ranking_weights
from warehouse.questions.documents import document, document_projects, document_statements, documents
from warehouse.questions.goals import children, goal, reports, targets, timeline
from warehouse.questions.overview import default_as_of, filters, headline, progress
from warehouse.questions.projects import milestones, pipeline, project_choices, project_history, projects
from warehouse.questions.review import (
    alike,
    decision,
    decision_history,
    findings,
    link_choices,
    metric_statements,
    neighbours,
    review_counts,
    review_queue,
    statement,
    statement_goals,
    successors,
)
from warehouse.questions.standing import extent, quoted, standing, timeline_extent, timeline_page, worst

__all__ = [
    "Weights",
    "alike",
    "changes",
    "children",
    "decision",
    "decision_history",
    "default_as_of",
    "document",
    "document_projects",
    "document_statements",
    "documents",
    "extent",
    "filters",
    "findings",
    "goal",
    "headline",
    "link_choices",
    "metric_statements",
    "milestones",
    "neighbours",
    "new_evidence",
    "pipeline",
    "progress",
    "project_choices",
    "project_history",
    "projects",
    "quoted",
    "ranking",
    "ranking_weights",
    "reports",
    "review_counts",
    "review_queue",
    "standing",
    "statement",
    "statement_goals",
    "successors",
    "targets",
    "timeline",
    "timeline_extent",
    "timeline_page",
    "worst",
]
