"""What `access.toml` says: which role a person has, and to which organisations they are limited. Pure, no Streamlit.

A person is what the login says of them: the claims of their identity token.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

Role = Literal["viewer", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
FILE = "access.toml"
LONGEST = 200  # characters of a key that are said: it may be of any length


class RulesError(Exception):
    """An access.toml that cannot be followed: one sentence that names the file and the key."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is looking. `name` is None where nobody signs in; `organisations` None where they are limited to none.

    `roles` holds the role given and those below it; it is empty for someone whom no rule names.
    """

    name: str | None
    roles: frozenset[Role]
    organisations: tuple[str, ...] | None
    signed_in: bool


class Entry(BaseModel):
    """What is written by hand: a key that nobody knows is an error."""

    model_config = ConfigDict(extra="forbid")


class Access(Entry):
    """How the board is reached. `session_hours` lets a login last longer than its token, counted from its issue."""

    provider: str | None = Field(default=None, pattern=r"^[A-Za-z0-9-]+$")
    everyone: Literal["viewer"] | None = None
    session_hours: float | None = Field(default=None, gt=0, le=24 * 14)


class Claims(Entry):
    """Which claims of the token say who someone is; dots go down into an object: `realm_access.roles`."""

    id: str = "email"
    name: str = "name"
    roles: str = "roles"


class RoleEntry(Entry):
    """Who has a role: the values of the roles' claim that give it, and the organisations it is limited to."""

    values: list[str] = Field(default_factory=list)
    organisations: list[str] | None = Field(default=None, min_length=1)


class PersonEntry(Entry):
    """One person by the claim that identifies them; wins over what their roles' claim says."""

    id: str = Field(min_length=1)
    role: Role
    organisations: list[str] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _limited_people_only_look(self) -> PersonEntry:
        if self.organisations is not None and self.role != "viewer":
            raise ValueError(f"{self.id} is {self.role}, who works on the whole folder: only viewers can be limited")
        return self


class Rules(Entry):
    """All of access.toml."""

    access: Access = Field(default_factory=Access)
    claims: Claims = Field(default_factory=Claims)
    role: dict[Role, RoleEntry] = Field(default_factory=dict)
    person: list[PersonEntry] = Field(default_factory=list)

    @model_validator(mode="after")
    def _limited_roles_only_look(self) -> Rules:
        for name, entry in self.role.items():
            if entry.organisations is not None and name != "viewer":
                raise ValueError(f"a {name} works on the whole folder: only viewers can be limited to organisations")
        return self

    def who(self, claims: Mapping[str, Any]) -> Person:
        """Return the person that these claims are of; without a role where no rule gives one."""
        identity = _text(_claim(claims, self.claims.id))
        name = _text(_claim(claims, self.claims.name)) or identity
        if not identity or (self.claims.id == "email" and claims.get("email_verified") is False):
            return Person(name or None, frozenset(), (), True)
        entry = next((entry for entry in self.person if entry.id == identity), None)
        role, limits = (entry.role, entry.organisations) if entry else self._by_claim(claims)
        if role is None:
            return Person(_spoken(name, identity), frozenset(), (), True)
        return Person(_spoken(name, identity), _and_below(role), tuple(limits) if limits is not None else None, True)

    def _by_claim(self, claims: Mapping[str, Any]) -> tuple[Role | None, list[str] | None]:
        """Return the highest role that a value of the roles' claim gives, else the one that everyone has."""
        given = _claim(claims, self.claims.roles)
        listed = given if isinstance(given, list | tuple) else [given]
        values = {value for value in listed if isinstance(value, str)}
        for role in reversed(ROLES):
            entry = self.role.get(role)
            if entry and values & set(entry.values):
                return role, entry.organisations
        if self.access.everyone is None:
            return None, []
        entry = self.role.get(self.access.everyone)
        return self.access.everyone, entry.organisations if entry else None


def load_rules(data: Path) -> Rules | None:
    """Read access.toml of a data folder; None where there is none. Raises RulesError."""
    path = data / FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8 text'}") from error
    try:
        return Rules.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])[:LONGEST]
        raise RulesError(f"{path}: {f'{where}: ' if where else ''}{first['msg']}") from error


def _and_below(role: Role) -> frozenset[Role]:
    return frozenset(ROLES[: ROLES.index(role) + 1])


def _spoken(name: str, identity: str) -> str:
    """Name a person so that two of one name are told apart in the record."""
    return name if name == identity else f"{name} <{identity}>"


def _claim(claims: Mapping[str, Any], path: str) -> Any:
    """Return a claim by its name, which may itself hold dots, else by the path down to it."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for part in path.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return None
        found = found[part]
    return found


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
