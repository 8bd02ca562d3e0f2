"""Who is at the board and what they may do, without a server: addresses, half a login, identities that ended."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import streamlit as st

from board import access
from board.access import AccessError, gate, login, serving
from board.access.record import HEADER, read_record
from board.words import LANGS, load_words

SECRETS = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "xushi",
    "client_secret": "s",
    "server_metadata_url": "http://localhost:1/.well-known/openid-configuration",
}
NOW = 1_700_000_000.0
RULES = '[[person]]\nid = "a@example.org"\nrole = "{role}"\n'
CLAIMS = {"is_logged_in": True, "email": "a@example.org", "aud": "xushi", "provider": "default", "exp": NOW + 10}


class Stage:
    """What Streamlit would say: its options, its secrets, the headers of the request and who is signed in."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
        self.options = {
            "server.address": "localhost",
            "server.enableXsrfProtection": True,
            "server.trustedUserHeaders": {},
            "secrets.files": [str(data / "secrets.toml")],
        }
        self.headers: dict[str, str] = {"Host": "localhost:8501"}
        self.secrets: dict[str, Any] | None = None
        self.claims: dict[str, Any] = {}
        self.data = data
        monkeypatch.setenv("XUSHI_DATA", str(data))
        monkeypatch.setattr(st, "get_option", self.options.get)
        monkeypatch.setattr(login, "_secrets", lambda: self.secrets)
        monkeypatch.setattr(login.time, "time", lambda: NOW)
        monkeypatch.setattr(serving, "st", self)
        monkeypatch.setattr(gate, "st", self)
        self.user = self
        self.context = self
        self.get_option = self.options.get

    def to_dict(self) -> dict[str, Any]:
        return self.claims

    def log_in(self, role: str = "admin", **claims: Any) -> None:
        (self.data / "access.toml").write_text(RULES.format(role=role), "utf-8")
        self.secrets = dict(SECRETS)
        self.claims = {**CLAIMS, **claims}


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Stage]:
    login._read_rules.cache_clear()
    yield Stage(monkeypatch, tmp_path)


def refused(act: access.Act = "view") -> str:
    with pytest.raises(AccessError) as error:
        access.require(act)
    return error.value.key


def test_at_this_machine_everything_is_allowed_and_nobody_named(stage: Stage) -> None:
    assert {act: access.may(act) for act in access.ACTS} == dict.fromkeys(access.ACTS, True)
    person = access.person()
    assert (person.name, person.signed_in, person.organisations) == (None, False, None)


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "", None, "192.168.1.5", "board.example.org", "unix:///run/board.sock", "[::]"]
)
def test_any_other_address_without_a_login_is_refused(stage: Stage, address: str | None) -> None:
    stage.options["server.address"] = address
    assert refused() == "no_login"
    with pytest.raises(AccessError) as error:
        access.person()
    for lang in LANGS:
        sentence = error.value.sentence(lang)
        assert "docs/deploy.md" in sentence
        assert "\n" not in sentence
    stage.log_in()
    assert access.may("view")


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.5.5.5", "::1", "LOCALHOST", "[::1]"])
def test_every_name_of_this_machine_is_local(stage: Stage, address: str) -> None:
    stage.options["server.address"] = address
    assert access.may("audit")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "localhost", "X-Forwarded-For": "10.0.0.7"},
        {"Host": "board.example.org"},
        {"host": "board.example.org:443"},
        {"Host": "127.0.0.1.example.org"},
        {"Host": "localhost", "x-real-ip": "10.0.0.7"},
        {"Host": "[2001:db8::1]:8501"},
        {"Host": "127.0.0.1:8501", "Origin": "https://board.example.org"},
    ],
)
def test_a_proxy_in_front_without_a_login_is_refused(stage: Stage, headers: dict[str, str]) -> None:
    stage.headers = headers
    assert refused() == "no_login"


def test_the_sockets_that_really_listen_are_seen() -> None:
    with socket.socket() as everywhere, socket.socket() as here:
        everywhere.bind(("0.0.0.0", 0))
        here.bind(("127.0.0.1", 0))
        before = set(serving._listening())
        everywhere.listen()
        here.listen()
        assert set(serving._listening()) - before == {"0.0.0.0", "127.0.0.1"} - before
    if socket.has_ipv6:
        with socket.socket(socket.AF_INET6) as six:
            six.bind(("::1", 0))
            six.listen()
            assert "::1" in set(serving._listening())


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"cookie_secret": "short"}, "short_secret"),
        ({"client_id": ""}, "secrets_lack"),
        ({"server_metadata_url": None}, "secrets_lack"),
        ({"redirect_uri": ""}, "secrets_lack"),
    ],
)
def test_half_a_login_lets_nobody_in(stage: Stage, change: dict[str, Any], key: str) -> None:
    stage.log_in()
    assert stage.secrets is not None
    stage.secrets.update(change)
    assert refused() == key


def test_secrets_without_rules_and_rules_without_secrets_let_nobody_in(stage: Stage) -> None:
    (stage.data / "access.toml").write_text(RULES.format(role="admin"), "utf-8")
    assert refused() == "no_secrets"
    (stage.data / "access.toml").unlink()
    stage.secrets = dict(SECRETS)
    assert refused() == "no_rules"
    (stage.data / "access.toml").write_text("[acess]\n", "utf-8")
    assert refused() == "bad_rules"


def test_a_login_needs_xsrf_protection_and_no_trusted_headers(stage: Stage) -> None:
    stage.log_in()
    stage.options["server.enableXsrfProtection"] = False
    assert refused() == "no_xsrf"
    stage.options["server.enableXsrfProtection"] = True
    stage.options["server.trustedUserHeaders"] = {"X-User": "email"}
    assert refused() == "trusted_headers"


def test_secrets_that_cannot_be_read_are_not_taken_for_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    monkeypatch.setattr(login, "_places", lambda: (secrets,))
    monkeypatch.setattr(login, "_found", Event())
    monkeypatch.setattr(type(st.secrets), "load_if_toml_exists", lambda self: False)
    assert login._secrets() is None
    secrets.write_text("[auth\n", "utf-8")
    with pytest.raises(AccessError) as error:
        login._secrets()
    assert error.value.key == "bad_secrets"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("viewer", {"view", "export"}),
        ("reviewer", {"view", "export", "review", "upload"}),
        ("admin", set(access.ACTS)),
    ],
)
def test_a_role_may_do_what_is_its_own_and_no_more(stage: Stage, role: str, allowed: set[str]) -> None:
    stage.log_in(role)
    assert {act for act in access.ACTS if access.may(act)} == allowed
    for act in set(access.ACTS) - allowed:
        assert refused(act) == f"may_not_{act}"


@pytest.mark.parametrize(
    ("claims", "key"),
    [
        ({"is_logged_in": False}, "sign_in"),
        ({"is_logged_in": "true"}, "sign_in"),
        ({"exp": NOW - login.LEEWAY - 1}, "run_out"),
        ({"exp": None}, "run_out"),
        ({"exp": "never"}, "run_out"),
        ({"exp": True}, "run_out"),
        ({"aud": "other"}, "not_for_us"),
        ({"aud": ["other"], "azp": "xushi"}, "not_for_us"),
        ({"aud": None}, "not_for_us"),
        ({"provider": "elsewhere"}, "not_for_us"),
        ({"email": "b@example.org"}, "no_role"),
        ({"email": None}, "no_role"),
    ],
)
def test_an_identity_that_is_not_good_is_refused(stage: Stage, claims: dict[str, Any], key: str) -> None:
    stage.log_in("admin", **claims)
    assert {refused(act) for act in access.ACTS} == {key}


def test_a_session_may_outlast_its_token_where_the_rules_say_so(stage: Stage) -> None:
    stage.log_in("admin", exp=NOW - 3600, iat=NOW - 7200)
    assert refused() == "run_out"
    text = "[access]\nsession_hours = 8\n" + RULES.format(role="admin")
    (stage.data / "access.toml").write_text(text, "utf-8")
    assert access.may("view")
    stage.claims["iat"] = NOW - 9 * 3600
    assert refused() == "run_out"
    del stage.claims["iat"]
    assert refused() == "run_out"


def test_a_role_that_is_taken_away_is_gone_at_the_next_act(stage: Stage) -> None:
    stage.log_in("admin")
    assert access.may("audit")
    (stage.data / "access.toml").write_text(RULES.format(role="viewer") + "# taken back\n", "utf-8")
    assert not access.may("audit")


def test_acts_are_written_down_and_only_added(stage: Stage) -> None:
    stage.log_in("admin", name="陈")
    access.record("export", "总览.pdf\n=HYPERLINK(1)")
    access.record("upload", 'a "quoted", name')
    text = (stage.data / "audit.csv").read_text("utf-8")
    assert text.startswith(",".join(HEADER) + "\n")
    assert [(entry.by, entry.act, entry.about) for entry in read_record(stage.data)] == [
        ("陈 <a@example.org>", "export", "总览.pdf =HYPERLINK(1)"),
        ("陈 <a@example.org>", "upload", 'a "quoted", name'),
    ]


def test_a_record_that_cannot_be_written_does_not_undo_the_act(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    (stage.data / "audit.csv").mkdir()
    access.record("export", "a.pdf", by="王")
    assert "not recorded" in caplog.text
    assert "王 · export · a.pdf" in caplog.text


def test_each_refusal_has_its_sentence() -> None:
    keys = {"no_login", "bad_rules", "no_rules", "no_secrets", "bad_secrets", "secrets_lack", "no_authlib"}
    keys |= {"short_secret", "no_xsrf", "trusted_headers", "sign_in", "run_out", "not_for_us", "no_role"}
    keys |= {f"may_not_{act}" for act in access.ACTS}
    assert keys <= set(load_words()["access"])
