"""The login as it is configured, and whether an identity still counts.

Streamlit signs who somebody is into a cookie that lasts thirty days, and looks at its signature and its origin alone.
That the identity has not run out and was issued to this board is looked at here, at every act.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Any

import streamlit as st

from board.access.errors import AccessError
from board.access.rules import FILE, Rules, RulesError, load_rules

LEAST_SECRET = 32
NEEDED, SHARED = ("client_id", "client_secret", "server_metadata_url"), ("redirect_uri",)
DEFAULT = "default"
LEEWAY = 60  # seconds by which two clocks may differ
HOUR = 3600

_found = Event()  # secrets were read: Streamlit keeps them, also where their file is gone


@dataclass(frozen=True, slots=True)
class Login:
    """A login that is configured whole: the rules, the provider's name and our name with it."""

    rules: Rules
    provider: str
    client_id: str


def configured(data: Path) -> Login | None:
    """Return the login; None where neither its secrets nor its rules are there. Raises AccessError for half of it."""
    try:
        rules = _rules(data)
    except RulesError as error:
        raise AccessError("bad_rules", reason=str(error)) from error
    secrets = _secrets()
    if rules is None and secrets is None:
        return None
    if rules is None:
        raise AccessError("no_rules", file=data / FILE)
    if secrets is None:
        raise AccessError("no_secrets", file=data / FILE)
    _demand_safe(secrets)
    provider = rules.access.provider or DEFAULT
    section = secrets.get(provider) if rules.access.provider else secrets
    given = section if isinstance(section, Mapping) else {}
    missing = [key for key in NEEDED if not given.get(key)] or [key for key in SHARED if not secrets.get(key)]
    if missing:
        raise AccessError("secrets_lack", keys=", ".join(missing))
    return Login(rules, provider, str(given["client_id"]))


def demand_valid(login: Login, claims: Mapping[str, Any], now: float | None = None) -> None:
    """Raise AccessError unless an identity was issued by this provider, to this board, and has not run out."""
    now = time.time() if now is None else now
    audience = claims.get("aud")
    named = audience if isinstance(audience, list | tuple) else [audience]
    if login.client_id not in named or claims.get("provider", DEFAULT) != login.provider:
        raise AccessError("not_for_us")
    if now > _end(login, claims) + LEEWAY:
        raise AccessError("run_out")


def _end(login: Login, claims: Mapping[str, Any]) -> float:
    """Return when an identity ends; one that does not say has ended."""
    hours = login.rules.access.session_hours
    claim = claims.get("exp") if hours is None else claims.get("iat")
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        return 0.0
    return float(claim) if hours is None else float(claim) + hours * HOUR


def _rules(data: Path) -> Rules | None:
    """Return access.toml as it is now; read again only where the file is another."""
    try:
        known = (data / FILE).stat()
    except FileNotFoundError:
        return None
    except OSError:
        return load_rules(data)
    return _read_rules(data, known.st_mtime_ns, known.st_size, known.st_ino)


@lru_cache(maxsize=4)
def _read_rules(data: Path, *version: int) -> Rules | None:
    return load_rules(data)


def _secrets() -> Mapping[str, Any] | None:
    """Return [auth] of secrets.toml, None where there is none. A file that cannot be read is not taken for none.

    Streamlit is asked only where there is a file: it would open each place it may stand in anew, at every question.
    """
    there = [path for path in _places() if _is_there(path)]
    if not there and not _found.is_set():
        return None
    with suppress(OSError):
        if st.secrets.load_if_toml_exists():
            _found.set()
            found = st.secrets.get("auth")
            return found if isinstance(found, Mapping) else None
    raise AccessError("bad_secrets", file=next(iter(there), Path("secrets.toml")))


def _is_there(path: Path) -> bool:
    """Tell whether a file is there; what cannot be looked at is."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


@lru_cache(maxsize=1)
def _places() -> tuple[Path, ...]:
    """Return where secrets may stand: an option of the server, which does not change while it runs."""
    return tuple(map(Path, st.get_option("secrets.files")))


@lru_cache(maxsize=1)
def _has_authlib() -> bool:
    return find_spec("authlib") is not None


def _demand_safe(secrets: Mapping[str, Any]) -> None:
    """Raise unless a cookie cannot be guessed, comes from our own page, and cannot be replaced by a header."""
    if not _has_authlib():
        raise AccessError("no_authlib")
    if len(str(secrets.get("cookie_secret") or "")) < LEAST_SECRET:
        raise AccessError("short_secret", least=LEAST_SECRET)
    if not st.get_option("server.enableXsrfProtection"):
        raise AccessError("no_xsrf")
    if st.get_option("server.trustedUserHeaders"):
        raise AccessError("trusted_headers")
