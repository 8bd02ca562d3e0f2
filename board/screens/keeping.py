"""What a person does with a document that is there: say more about it, take it off the board, bring it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from board import access, state
from board.screens import acting, building, style, uploading
from board.state import word


def buttons(row: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> None:
    """Offer what can be done with a document, to whoever may; `others` are the rows of all documents."""
    if not access.may("upload"):
        return
    with st.container(key="acts-document", horizontal=True, gap="small"):
        for name, icon in (("describe", ":material/edit_note:"), ("withdraw", ":material/move_to_inbox:")):
            opened = (f"{name} {row['id']}",)
            st.button(word(f"inbox.{name}"), key=name, icon=icon, on_click=acting.open_dialog, args=opened)
    acting.dialog(f"describe {row['id']}", word("inbox.describe"), _describe, row)
    acting.dialog(f"withdraw {row['id']}", word("inbox.withdraw"), _withdraw, row, others)


def _describe(row: Mapping[str, Any]) -> None:
    from etl import inbox

    path = str(row["path"])
    found: dict[str, str] = {}
    acting.attempt(lambda: found.update(inbox.described(state.data_dir(), path)))
    st.html(style.tag("p", style.text(word("inbox.describe_line", path=path)), "xs-soft"))
    about = uploading.fields(found, f"about-{row['id']}")
    by = acting.who("upload", "describe")
    if st.button(word("inbox.save"), key="save", type="primary"):
        _do(lambda: inbox.describe(state.data_dir(), path, about, by=by), "describe", path, by)


def _withdraw(row: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> None:
    from etl import inbox

    path = str(row["path"])
    names = {str(each["path"]): str(each["title"] or each["path"]) for each in others if each["path"] != path}
    st.html(style.tag("p", style.text(word("inbox.withdraw_line", path=path)), "xs-soft"))
    successor = st.selectbox(
        word("inbox.successor"),
        ["", *names],
        key="successor",
        format_func=lambda each: f"{names[each]} · {each}" if each else word("inbox.no_successor"),
    )
    reason = st.text_area(word("inbox.reason"), key="reason", max_chars=300)
    by = acting.who("upload", "withdraw")
    if not st.button(word("inbox.do_withdraw"), key="do-withdraw", type="primary"):
        return
    if not reason.strip():
        acting.complain(word("acting.no_reason"))
        return
    data = state.data_dir()
    if successor:
        _do(lambda: inbox.supersede(data, path, successor, by=by, reason=reason), "supersede", path, by)
    else:
        _do(lambda: inbox.withdraw(data, path, by=by, reason=reason), "withdraw", path, by)


def withdrawn() -> None:
    """List what was taken off the board, with who, when and why, and offer to bring it back."""
    from etl import inbox

    if access.person().organisations is not None:
        return  # what was taken off may be of anybody
    entries: list[inbox.Entry] = []
    if not acting.attempt(lambda: entries.extend(inbox.withdrawn(state.data_dir()))) or not entries:
        return
    with st.expander(word("inbox.withdrawn", count=len(entries))):
        for number, entry in enumerate(entries):
            line = word("inbox.withdrawn_by", by=entry.by, at=entry.at.replace("T", " ")[:16], reason=entry.reason)
            more = word("inbox.replaced_by", path=entry.replaced_by) if entry.replaced_by else ""
            st.html(
                style.tag("p", f"<b>{style.text(entry.path)}</b>", "xs-said-line")
                + style.tag("p", style.text(" ".join(filter(None, (line, more)))), "xs-soft")
            )
            if access.may("upload"):
                opened = (f"restore {entry.detail}",)
                label = word("inbox.restore")
                st.button(label, key=f"restore-{number}", type="tertiary", on_click=acting.open_dialog, args=opened)
    for entry in entries:
        acting.dialog(f"restore {entry.detail}", word("inbox.restore"), _restore, entry)


def _restore(entry: Any) -> None:
    from etl import inbox

    st.html(style.tag("p", style.text(word("inbox.restore_line", path=entry.path)), "xs-soft"))
    reason = st.text_area(word("inbox.reason"), key="restore-reason", max_chars=300)
    by = acting.who("upload", "restore")
    if st.button(word("inbox.restore"), key="do-restore", type="primary"):
        _do(partial(inbox.restore, state.data_dir(), entry, by=by, reason=reason), "restore", entry.path, by)


def _do(act: Callable[[], Any], name: str, path: str, by: str) -> None:
    """Do an act, build anew, say what came of it, and draw the screen again; a refusal is said in the dialog."""

    def allowed() -> None:
        access.require("upload")
        act()

    if not by:
        acting.complain(word("acting.no_name"))
        return
    if not acting.attempt(allowed):
        return
    acting.close()
    access.record(name, path, by)
    acting.tell(word(f"inbox.done_{name}", path=path))
    if failed := building.again():
        acting.tell(failed, "bad")
    if name in ("withdraw", "supersede"):
        state.change(document=None, statement=None)
    st.rerun()
