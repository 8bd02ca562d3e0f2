"""Saved web pages (.html, .htm, .mht): the article without the site around it, its title, source and day.

Nothing is fetched and no script is run; the parser knows no entities but those of HTML.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from etl.model import DocumentError
from etl.patterns import pattern_of
from etl.read.source import Source
from etl.read.text import decode
from etl.read.web_text import PageText, read_page, tags

LARGEST = 32 * 2**20
DEEPEST = 4_000
ARCHIVES = (".mht", ".mhtml")

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHINESE = frozenset(("gb2312", "gbk", "gb-2312", "gb_2312-80", "x-gbk", "cp936", "gb18030", "hz-gb-2312"))
_LOOKS_LIKE_PAGE = pattern_of(
    r"<\s*(?:!doctype|html|head|body|div|p|table|meta|title|article|section|h\d)\b", re.IGNORECASE
)
_TAG = pattern_of(r"<(/?)([a-z][a-z0-9:]*)\b[^<>]*?(/?)>", re.IGNORECASE)
_CLOSED_BY_OTHERS = tags(
    "p li td th tr dt dd option tbody thead tfoot colgroup html head body br img input meta link hr col "
    "area base embed source track wbr param"
)
_ENDS = pattern_of(r"</\s*(?:html|body)\s*>", re.IGNORECASE)
_BEGINS = pattern_of(r"<\s*(?:html|body)\b", re.IGNORECASE)

_DATE = r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
_DAY = pattern_of(_DATE)
_STATED = pattern_of(rf"(?:发布时间|发布日期|发布于|发表时间|时间|日期)\s*[：:]?[\s·]*{_DATE}")
_SIGNED = pattern_of(rf"(?:成文日期|发文日期|印发日期)\s*[：:]?[\s·]*{_DATE}")
_ALONE = pattern_of(rf"^{_DATE}日?(?:\s+\d{{1,2}}[：:]\d{{2}}(?:[：:]\d{{2}})?)?(?:\s+\S.{{0,30}})?$", re.MULTILINE)
_FROM = pattern_of(
    r"(?:信息来源|文章来源|稿件来源|来源|发布机构|发布单位|发文机关)\s*[：:][\s·]*([^\s：:|｜·【\[（(]{2,30})"
)
_DAY_NAMES = ("pubdate", "article:published_time", "publishdate", "datepublished", "firstpublishedtime", "createdate")
_FROM_NAMES = ("contentsource", "source", "mediaid")
_TITLE_NAMES = ("articletitle", "og:title")
_SITE = pattern_of(r"\s*(?:[_|｜–—]|\s-\s|--+).*$")


@dataclass(frozen=True, slots=True)
class _Archived:
    content: bytes
    charset: str = ""
    url: str = ""


def read(path: Path, content: bytes) -> Source:
    """Read the main text of a saved page. Raises DocumentError where there is no page, or none with a text."""
    name = path.name
    if len(content) > LARGEST:
        raise DocumentError(f"{name}: the page is larger than {LARGEST >> 20} MB; it was not opened")
    saved = _unpack(name, content) if path.suffix.lower() in ARCHIVES else _Archived(content)
    html = _decode(saved)
    if html is None:
        raise DocumentError(f"{name}: the page is no text in UTF-8, UTF-16 or GB18030")
    if not _LOOKS_LIKE_PAGE.search(html[:200_000]):
        raise DocumentError(f"{name}: the file is no web page")
    if _depth(html) > DEEPEST:
        raise DocumentError(f"{name}: the page is nested deeper than {DEEPEST} levels; it was not opened")
    page = read_page(html)
    if not page.lines:
        raise DocumentError(f"{name}: the page holds no text of its own; it may be filled in by a script when opened")
    cut = _BEGINS.search(html) and not _ENDS.search(html)
    title = _title(page)
    return Source(
        text=_with_title(title, page.lines),
        title=title,
        publisher=_publisher(page),
        published_on=_published_on(page),
        url=saved.url or page.url,
        notes=(f"{name}: the page is cut short; what is there was read",) if cut else (),
    )


def _unpack(name: str, content: bytes) -> _Archived:
    """Return the page of a web archive: the part it starts with, else its first page."""
    try:
        message = email.message_from_bytes(content, _class=EmailMessage, policy=email.policy.default)
        pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        start = str(message.get_param("start", "") or "").strip("<>")
        pages.sort(key=lambda part: str(part.get("Content-ID", "")).strip("<> ") != start)
        if pages:
            body = pages[0].get_payload(decode=True)
            place = str(pages[0].get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
            charset = pages[0].get_content_charset() or ""
            if isinstance(body, bytes) and body.strip():
                return _Archived(body, charset, place if place.startswith(("http://", "https://")) else "")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise DocumentError(f"{name}: the web archive is damaged and cannot be read") from error
    raise DocumentError(f"{name}: the web archive holds no page, or was cut short before it")


def _decode(saved: _Archived) -> str | None:
    """Decode by byte order mark, by what archive or page say, else by what fits; a last sign cut in two is dropped."""
    content = saved.content
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    declared = _META_CHARSET.search(content[:8192])
    for named in (saved.charset, declared[1].decode("ascii") if declared else ""):
        encoding = "gb18030" if named.lower() in _CHINESE else named
        if encoding and (text := _decoded(content, encoding)) is not None:
            return text
    for encoding in ("utf-8", "gb18030"):
        if b"\0" not in content and (text := _decoded(content, encoding)) is not None:
            return text
    return decode(content)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(content, final=False)
    except (UnicodeError, LookupError):
        return None
    return None if "\0" in text else text


def _depth(html: str) -> int:
    """Return how deep elements are nested at most, roughly: the time of the parser grows with its square."""
    depth = deepest = 0
    for closes, tag, alone in _TAG.findall(html):
        if not alone and tag.lower() not in _CLOSED_BY_OTHERS:
            depth += -1 if closes and depth else 0 if closes else 1
            deepest = max(deepest, depth)
    return deepest


def _title(page: PageText) -> str:
    """Return what the page names itself, without the name of the site."""
    for name in _TITLE_NAMES:
        if found := page.meta.get(name):
            return found
    whole = page.title
    if page.headline and (not whole or page.headline in whole or len(page.headline) > 10):
        return page.headline
    return _SITE.sub("", whole) or whole


def _with_title(title: str, lines: tuple[str, ...]) -> str:
    """Put the title first, once: it says whose year and whose district the text is about."""
    said = re.sub(r"[\s#]", "", title)
    rest = [line for number, line in enumerate(lines) if number > 3 or re.sub(r"[\s#]", "", line) != said]
    return "\n".join([f"# {title}", "", *rest] if title else rest) + "\n"


def _publisher(page: PageText) -> str:
    for name in _FROM_NAMES:
        if found := page.meta.get(name):
            return found
    found_in_text = _FROM.search(page.around)
    return found_in_text[1].strip("，,。;；") if found_in_text else page.meta.get("sitename", "")


def _published_on(page: PageText) -> date | None:
    """Return the day the page says it was put out, else the day it was signed."""
    stated = (_DAY.search(page.meta.get(name, "")) for name in _DAY_NAMES)
    printed = (pattern.search(page.around) for pattern in (_STATED, _ALONE, _SIGNED))
    for found in (*stated, *printed):
        if found is not None:
            with suppress(ValueError):
                return date(int(found[1]), int(found[2]), int(found[3]))
    return None
