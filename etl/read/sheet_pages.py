"""The sheets of a workbook as articles: each has its title, its body and its day, from the lines above its table.

A table of a month cannot be older than the month's last day, so that is its day until a sidecar or the sheet says.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from etl.grid import Sheet, parse
from etl.model import Article, Document, Sentence
from etl.patterns import pattern_of
from etl.read.naming import find_organisation
from etl.read.stem import said_stem

_STATED = pattern_of(r"(?:填报|制表|报送|发布|印发|编制)(?:日期|时间)\s*[：:]")
_DAY = pattern_of(r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})(?!\d)")
_YEAR = pattern_of(r"(?<!\d)(20\d\d)(?!\d)")
_MONTH = pattern_of(r"(?<!\d)(?:\d{1,2}月?[—–~～至到-])?(\d{1,2})月|(?<=20\d\d[.-])(\d{1,2})(?![\d.-])")
_LEADING_DATE = pattern_of(r"^[（(]?20\d\d年?度?[\d—–~～至到-]*月?[）)]?")
_SPAN = pattern_of(r"(?:第?([一二三四1-4])季度|(上半年))")
_RANGE = pattern_of(r"(?<!\d)1月?[—–~～至到-](\d{1,2})月")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}


@dataclass(frozen=True, slots=True)
class _Moment:
    year: int | None = None
    month: int | None = None
    day: int | None = None
    stated: bool = False


def split_sheets(document: Document) -> list[Article]:
    """Return the sheets of a document, each dated and named by its own title, else by what the file is called."""
    sheets = parse(document.text)
    stem = said_stem(PurePath(document.path))
    moments = [_moment([*sheet.preamble, sheet.name]) for sheet in sheets]
    years = [moment.year for moment in (_moment([stem]), *moments) if moment.year is not None]
    month_of_others = next((moment for moment in moments if moment.month), _Moment())
    articles = []
    for position, (sheet, moment) in enumerate(zip(sheets, moments, strict=True)):
        day, stated = _day(moment, sheet, years, _moment([stem]) if len(sheets) == 1 else month_of_others)
        organisation = document.organisation
        if "organisation" in document.inferred:
            lines = "\n".join(sheet.preamble)
            title = _LEADING_DATE.sub("", sheet.title)
            organisation = find_organisation(title, lines) or organisation or find_organisation(stem, "")
        own = "published_on" in document.inferred and day is not None
        articles.append(
            Article(
                document_id=document.id,
                position=position,
                title=sheet.title,
                start=sheet.start,
                stop=sheet.stop,
                organisation=organisation,
                published_on=day if own else document.published_on,
                published_stated=stated if own else document.published_stated,
                text=document.text[sheet.start : sheet.stop],
            )
        )
    return articles


def split_rows(article: Article) -> list[Sentence]:
    """Return each row of a sheet as a sentence, as a person quotes it."""
    sheet = parse(article.text)[0]
    found = []
    for row in sheet.rows:
        start = article.start + row.start
        place = range(start, start + len(row.text))
        found.append(Sentence(article, start, row.text, place, (sheet.title,), row.number))
    return found


def _moment(texts: list[str]) -> _Moment:
    """Return what lines say of the day: a stated one first, else the first month and the first year."""
    for text in texts:
        if _STATED.match(text) and (found := _DAY.search(text)):
            return _Moment(int(found[1]), int(found[2]), int(found[3]), stated=True)
    year = month = day = None
    for text in texts:
        if _STATED.match(text):
            continue
        if year is None and (named := _YEAR.search(text)):
            year = int(named[1])
        if month is None and (full := _DAY.search(text)):
            year, month, day = int(full[1]), int(full[2]), int(full[3])
        if month is None:
            month = _month(text)
    return _Moment(year, month, day)


def _month(text: str) -> int | None:
    if found := _MONTH.search(text):
        month = int(found[1] or found[2])
        return month if 1 <= month <= 12 else None
    if span := _SPAN.search(text):
        return 6 if span[2] else _QUARTERS.get(span[1]) or 3 * int(span[1])
    return None


def _day(moment: _Moment, sheet: Sheet, years: list[int], of_file: _Moment) -> tuple[date | None, bool]:
    year = moment.year or next(iter(years), None)
    if year is None:
        return None, False
    own = moment.month or _month_of_headers(sheet)
    month = own or of_file.month or 12
    if not 1 <= month <= 12:
        return None, False
    last = calendar.monthrange(year, month)[1]
    day = moment.day if own else of_file.day
    return date(year, month, min(max(day or last, 1), last)), moment.stated


def _month_of_headers(sheet: Sheet) -> int | None:
    """Return the month up to which a column such as 1—4月完成 counts."""
    texts = [cell for row in sheet.rows[:8] for cell in row.cells]
    months = [int(found[1]) for text in texts if (found := _RANGE.search(text))]
    return max((month for month in months if month <= 12), default=None)
