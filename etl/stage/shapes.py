"""The tables that a build keeps for the next one, each with its columns."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from etl.engine.parts import SCHEMA, Print
from etl.engine.shapes import struct_of
from etl.model import Metric, Statement
from etl.projects import ProjectReport
from etl.stage.outcomes import FindingRow, Outcome

TEXT, NUMBER, FLAG, DAY, HASH = pa.string(), pa.int64(), pa.bool_(), pa.date32(), pa.uint64()
OUTCOME = pa.schema(list(struct_of(Outcome)))
FINDING = pa.schema(list(struct_of(FindingRow)))
SAID = pa.schema([("id", TEXT), ("s", struct_of(Statement))])


def _of(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


_DOCUMENT = {
    "id": TEXT,
    "path": TEXT,
    "sha256": TEXT,
    "title": TEXT,
    "publisher": TEXT,
    "organisation": TEXT,
    "published_on": DAY,
    "published_stated": FLAG,
    "url": TEXT,
    "notes": pa.list_(TEXT),
}
_SHOWN = {**_DOCUMENT, "state": TEXT, "message": TEXT}
del _SHOWN["notes"]

KEPT: Mapping[str, pa.Schema] = {
    # of which state of the words the rest is, and of which snapshot
    "work.words": _of(words=TEXT),
    "work.base": _of(snapshot=TEXT, bytes=NUMBER),
    # which part holds which document, and nothing at all in the shape of a part
    "work.held": _of(key=TEXT, part=TEXT),
    "work.no_rows": SCHEMA,
    # what was read of the documents that are there: without their text, their statements, their reports
    "work.read": _of(
        key=TEXT, name=TEXT, sidecar=FLAG, state=TEXT, message=TEXT, **_DOCUMENT, prints=pa.list_(struct_of(Print))
    ),
    "work.told": _of(key=TEXT, id=TEXT, position=NUMBER, s=struct_of(Statement)),
    "work.reported": _of(key=TEXT, project_id=TEXT, position=NUMBER, r=struct_of(ProjectReport)),
    "work.misquoted": _of(key=TEXT, id=TEXT),
    # each document and article counted once; what follows from that and from the decisions is made by `loading.sql`
    "work.documents": _of(
        key=TEXT, sidecar=FLAG, **_DOCUMENT, prints=pa.list_(struct_of(Print)), original=TEXT, twin=FLAG
    ),
    "work.copied": _of(id=TEXT, position=NUMBER, other=TEXT),
    "work.decided": SAID,
    "work.displaced": _of(id=TEXT),
    # the statements that count, without their words
    "work.slim": _of(
        key=TEXT,
        id=TEXT,
        document_id=TEXT,
        path=TEXT,
        organisation=TEXT,
        metric=struct_of(Metric),
        parent=TEXT,
        implies=FLAG,
        number=HASH,
        hash=HASH,
        published_on=DAY,
        quote_start=NUMBER,
        start=NUMBER,
    ),
    "work.outcomes": OUTCOME,
    "work.across": _of(organisation=TEXT, state=TEXT, findings=pa.list_(struct_of(FindingRow))),
    "work.findings": FINDING,
    "work.accepted": _of(id=TEXT),
    "work.nests": _of(goal_id=TEXT, parent_id=TEXT),
    "work.shown": _of(**_SHOWN),
}
