"""Which briefing: its kind, its period and the weights of the ranking."""

from __future__ import annotations

import streamlit as st

from board import state
from board.briefing.material import stated_weights
from board.briefing.span import KINDS, Span, span_of, spans_back
from board.state import word
from warehouse.questions import Weights

OFFERED = {"week": 26, "month": 24, "quarter": 12}
PARTS = ("fulfilment", "on_track", "reported")


def show() -> None:
    """Draw the controls. Choosing a period is choosing the board's day: its last, or the latest known."""
    view = state.view()
    kind = view.briefing
    st.session_state["briefing-kind"] = kind
    st.segmented_control(
        word("briefing.kind"),
        KINDS,
        key="briefing-kind",
        format_func=lambda name: word(f"briefing.kind_{name}"),
        on_change=_kind,
    )
    chosen = span_of(kind, state.as_of())
    spans = spans_back(kind, max(state.latest_day(), state.as_of()), OFFERED[kind])
    offered = spans if chosen in spans else [*spans, chosen]
    st.session_state["briefing-span"] = chosen
    st.selectbox(
        word("briefing.period"),
        offered,
        key="briefing-span",
        format_func=lambda span: span.name(view.lang),
        on_change=_span,
        width=320,
    )
    with st.popover(word("briefing.weights"), key="briefing-weights"):
        _weights()


def chosen_weights() -> Weights | None:
    """Return the weights in the address; None for those of rules.toml."""
    written = state.view().weights
    if written is None:
        return None
    fulfilment, on_track, reported, cap = (float(part) for part in written.split("-"))
    return Weights(fulfilment, on_track, reported, cap / 100)


def _kind() -> None:
    chosen = st.session_state["briefing-kind"]
    if chosen:
        state.change(briefing=chosen)


def _span() -> None:
    span: Span = st.session_state["briefing-span"]
    latest = state.latest_day()
    state.change(as_of=None if span.start <= latest <= span.stop else span.stop)


def _weights() -> None:
    weights = chosen_weights() or stated_weights(state.ask)
    values = (*weights_of(weights), round(weights.cap * 100))
    for name, value in zip((*PARTS, "cap"), values, strict=True):
        key = f"weight-{name}"
        st.session_state[key] = value
        low, high = (100, 999) if name == "cap" else (0, 100)
        st.number_input(word(f"briefing.weight_{name}"), low, high, key=key, step=5, on_change=_weigh)
    if st.session_state.pop("weights-refused", False):
        st.warning(word("briefing.weights_nothing"))
    if state.view().weights is not None:
        back = word("briefing.weights_stated")
        st.button(back, key="weights-stated", on_click=state.change, kwargs={"weights": None})


def weights_of(weights: Weights) -> tuple[int, int, int]:
    """Return the three weights as whole numbers."""
    return round(weights.w_fulfilment), round(weights.w_on_track), round(weights.w_reported)


def _weigh() -> None:
    values = [int(st.session_state[f"weight-{name}"]) for name in PARTS]
    if not any(values):
        st.session_state["weights-refused"] = True
        return
    state.change(weights="-".join(map(str, [*values, int(st.session_state["weight-cap"])])))
