"""Dataclasses as rows of a column file, and back: one shape, derived from the types, so that none is written twice.

Decimals are text, since no fixed scale holds 0.000001 and 10^25 alike; tuples are lists; a dataclass in a dataclass is
a struct.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.json

PLAIN: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    date: pa.date32(),
    Decimal: pa.string(),
}
EPOCH = date(1970, 1, 1).toordinal()
Turn = Callable[[Any], Any]


def table_of(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Return rows of plain values as a table.

    They go through JSON, since arrow imports the whole of pandas to look whether a list is one of its own.
    """
    lines = "\n".join(json.dumps(row, ensure_ascii=False, default=_day) for row in rows).encode()
    whole = pa.json.ReadOptions(use_threads=False, block_size=len(lines) + 4)
    strict = pa.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    table = pa.json.read_json(io.BytesIO(lines or b"{}"), read_options=whole, parse_options=strict)
    return table if lines else table.slice(0, 0)


def _day(value: date) -> int:
    return value.toordinal() - EPOCH


@cache
def struct_of(kind: type) -> pa.StructType:
    """Return the arrow type of a dataclass, its fields in order."""
    return pa.struct([pa.field(name, _arrow(hint)) for name, hint in _hints(kind).items()])


@cache
def dumper(kind: type) -> Turn:
    """Return what turns a dataclass into a row of plain values: {'id': …, 'low': '5E+10', …}."""
    turns = [(name, _dump(hint)) for name, hint in _hints(kind).items()]

    def dump(value: Any) -> dict[str, Any]:
        return {name: getattr(value, name) if turn is None else turn(getattr(value, name)) for name, turn in turns}

    return dump


@cache
def loader(kind: type) -> Turn:
    """Return what turns such a row into the dataclass again. It raises KeyError where a field is not there."""
    turns = [(name, _load(hint)) for name, hint in _hints(kind).items()]

    def load(row: Mapping[str, Any]) -> Any:
        return kind(**{name: row[name] if turn is None else turn(row[name]) for name, turn in turns})

    return load


def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _arrow(hint: Any) -> pa.DataType:
    hint = _bare(hint)
    if is_dataclass(hint):
        return struct_of(hint)  # type: ignore[arg-type]
    if _is_list(hint):
        return pa.list_(_arrow(get_args(hint)[0]))
    return PLAIN[type(get_args(hint)[0]) if get_origin(hint) is Literal else hint]


def _dump(hint: Any) -> Turn | None:
    """Return how a value of this type is made plain; None where it is."""
    whole, hint = hint, _bare(hint)
    turn: Turn | None = None
    if hint is Decimal:
        turn = str
    elif is_dataclass(hint):
        turn = dumper(hint)  # type: ignore[arg-type]
    elif _is_list(hint):
        item = _dump(get_args(hint)[0])
        turn = list if item is None else lambda values: [item(value) for value in values]
    return _unless_none(turn) if whole is not hint else turn


def _load(hint: Any) -> Turn | None:
    whole, hint = hint, _bare(hint)
    turn: Turn | None = None
    if hint is Decimal:
        turn = Decimal
    elif is_dataclass(hint):
        turn = loader(hint)  # type: ignore[arg-type]
    elif _is_list(hint):
        item = _load(get_args(hint)[0])
        turn = tuple if item is None else lambda values: tuple(item(value) for value in values)
    return _unless_none(turn) if whole is not hint else turn


def _unless_none(turn: Turn | None) -> Turn | None:
    return None if turn is None else lambda value: None if value is None else turn(value)


def _bare(hint: Any) -> Any:
    """Return X of `X | None`."""
    if get_origin(hint) in (UnionType, Union):
        (hint,) = (arg for arg in get_args(hint) if arg is not NoneType)
    return hint


def _is_list(hint: Any) -> bool:
    return get_origin(hint) in (tuple, list, Sequence)
