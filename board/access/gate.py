"""Who is looking at this run of the board, and what they may do."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import streamlit as st

from board.access import login, serving
from board.access.errors import AccessError
from board.access.rules import ROLES, Person, Role

Act = Literal["view", "export", "review", "upload", "audit"]
ACTS: tuple[Act, ...] = get_args(Act)
NEEDS: dict[Act, Role] = {
    "view": "viewer",
    "export": "viewer",
    "review": "reviewer",
    "upload": "reviewer",
    "audit": "admin",
}
ANYONE = Person(None, frozenset(ROLES), None, False)
HOME = Path(__file__).resolve().parent.parent.parent


def person() -> Person:
    """Return who is looking. Raises AccessError where nobody may: not signed in, run out, or not safe to serve."""
    found = login.configured(data_dir())
    if found is None:
        elsewhere = serving.reached_from_elsewhere()
        if elsewhere:
            raise AccessError("no_login", address=elsewhere)
        return ANYONE
    claims = st.user.to_dict()
    if claims.get("is_logged_in") is not True:
        raise AccessError("sign_in")
    login.demand_valid(found, claims)
    return found.rules.who(claims)


def may(act: Act) -> bool:
    """Tell whether the person at the board may do this; to offer it or not. The check is `require`."""
    try:
        require(act)
    except AccessError:
        return False
    return True


def require(act: Act) -> Person:
    """Return the person who does this; raises AccessError with one sentence where they may not."""
    someone = person()
    if NEEDS[act] not in someone.roles:
        name = someone.name or "?"
        raise AccessError(f"may_not_{act}" if someone.roles else "no_role", name=name)
    return someone


def data_dir() -> Path:
    """Return the folder of the data: XUSHI_DATA, else data/ beside the program."""
    return _folder(os.environ.get("XUSHI_DATA") or str(HOME / "data"))


@lru_cache(maxsize=8)
def _folder(name: str) -> Path:
    return Path(name).expanduser()
