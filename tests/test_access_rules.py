"""Who a person is by the claims of their token and the rules of access.toml: roles, limits, and no guess in between."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from board.access.rules import Person, RulesError, load_rules

RULES = """
[access]
session_hours = 10

[claims]
id = "email"
name = "name"
roles = "realm_access.roles"

[role.viewer]
values = ["board-viewers"]
organisations = ["临江区"]

[role.reviewer]
values = ["board-reviewers"]

[[person]]
id = "chief@example.org"
role = "admin"

[[person]]
id = "guest@example.org"
role = "viewer"
organisations = ["高新区", "临江区"]
"""


def who(tmp_path: Path, claims: dict[str, Any], text: str = RULES) -> Person:
    (tmp_path / "access.toml").write_text(text, "utf-8")
    rules = load_rules(tmp_path)
    assert rules is not None
    return rules.who(claims)


def groups(*values: str) -> dict[str, Any]:
    return {"email": "a@example.org", "name": "甲", "realm_access": {"roles": list(values)}}


def test_a_value_of_the_claim_gives_the_role_and_its_limits(tmp_path: Path) -> None:
    person = who(tmp_path, groups("board-viewers", "canteen"))
    assert person == Person("甲 <a@example.org>", frozenset({"viewer"}), ("临江区",), True)


def test_the_highest_role_decides(tmp_path: Path) -> None:
    person = who(tmp_path, groups("board-viewers", "board-reviewers"))
    assert person.roles == {"viewer", "reviewer"}
    assert person.organisations is None


def test_a_person_named_wins_over_the_claim(tmp_path: Path) -> None:
    guest = {**groups("board-reviewers"), "email": "guest@example.org"}
    assert who(tmp_path, guest).roles == {"viewer"}
    assert who(tmp_path, guest).organisations == ("高新区", "临江区")
    assert who(tmp_path, {"email": "chief@example.org"}).roles == {"viewer", "reviewer", "admin"}


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"name": "甲"},
        groups("canteen"),
        groups(),
        {"email": "a@example.org", "realm_access": "board-reviewers-not"},
        {"email": "a@example.org", "realm_access": {"roles": {"board-reviewers": True}}},
        {"email": "a@example.org", "realm_access": {"roles": [["board-reviewers"]]}},
        {"email": ["chief@example.org"]},
        {"email": "CHIEF@example.org"},
        {"email": "chief@example.org", "email_verified": False},
    ],
    ids=["none", "no id", "other group", "no group", "a string", "an object", "nested", "a list", "case", "unverified"],
)
def test_whom_no_rule_names_has_no_role_and_sees_no_organisation(tmp_path: Path, claims: dict[str, Any]) -> None:
    person = who(tmp_path, claims)
    assert (person.roles, person.organisations, person.signed_in) == (frozenset(), (), True)


def test_everyone_may_be_let_look(tmp_path: Path) -> None:
    text = '[access]\neveryone = "viewer"\n[role.viewer]\norganisations = ["临江区"]\n'
    person = who(tmp_path, {"email": "a@example.org"}, text)
    assert (person.name, person.roles, person.organisations) == ("a@example.org", {"viewer"}, ("临江区",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[access\n", "access.toml: "),
        ("[access]\nbehind = true\n", "access.behind"),
        ('[access]\neveryone = "admin"\n', "access.everyone"),
        ("[access]\nsession_hours = 0\n", "access.session_hours"),
        ('[role.chief]\nvalues = ["x"]\n', "role.chief"),
        ('[role.reviewer]\norganisations = ["临江区"]\n', "only viewers can be limited"),
        ('[[person]]\nid = "x"\nrole = "admin"\norganisations = ["临江区"]\n', "only viewers can be limited"),
        ("[role.viewer]\norganisations = []\n", "role.viewer.organisations"),
        ('[[person]]\nid = ""\nrole = "admin"\n', "person.0.id"),
    ],
)
def test_rules_that_cannot_be_followed_are_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "access.toml").write_text(text, "utf-8")
    with pytest.raises(RulesError) as error:
        load_rules(tmp_path)
    assert "access.toml" in str(error.value)
    assert said in str(error.value)


def test_no_file_is_no_rules_and_another_encoding_is_named(tmp_path: Path) -> None:
    assert load_rules(tmp_path) is None
    (tmp_path / "access.toml").write_bytes("# 规则".encode("gb18030"))
    with pytest.raises(RulesError, match="not UTF-8"):
        load_rules(tmp_path)
