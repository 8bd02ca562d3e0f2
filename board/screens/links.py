"""Links from one screen to another that keep the reader's filters."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from board import access, state

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~:$&.])")


def plain_label(words: str) -> str:
    """Return text so that a label shows it as it is, with none of its signs read as markup."""
    return _MARKDOWN.sub(r"\\\1", " ".join(words.split()))


def to_goal(goal_id: str, label: str, as_of: date | None = None) -> None:
    """Link to a goal, as it stood on a day if one is given; `label` is markdown."""
    view = replace(state.view(), goal=goal_id)
    query = (replace(view, as_of=as_of) if as_of else view).to_query("goal")
    st.page_link("board/screens/goal.py", label=label, query_params=query)


def to_project(project_id: str, label: str) -> None:
    """Link to a project; `label` is markdown."""
    query = replace(state.view(), project=project_id).to_query("project")
    st.page_link("board/screens/projects.py", label=label, query_params=query)


def goal_address(goal_id: str) -> str:
    """Return the address of a goal, beside that of any screen, with the reader's filters."""
    return "goal?" + urlencode(replace(state.view(), goal=goal_id).to_query("goal"))


def to_document(document_id: str, label: str, statement_id: str | None = None) -> None:
    """Link to a document, at a statement if one is named; `label` is markdown."""
    query = replace(state.view(), document=document_id, statement=statement_id).to_query("document", "statement")
    st.page_link("board/screens/sources.py", label=label, query_params=query)


def to_item(item: str, label: str) -> None:
    """Link to an item of 核对, `rivals:<goal>` say, for those who may decide; `label` is markdown."""
    if access.may("review"):
        query = replace(state.view(), item=item).to_query("item")
        st.page_link("board/screens/review.py", label=label, query_params=query)
