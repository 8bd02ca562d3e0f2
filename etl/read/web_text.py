"""The article of a web page: the part in which its sentences stand, without links, menus and footers.

The text is where the sentences are. Of all the boxes of a page, the innermost one that holds nearly all its unlinked
sentences is taken; menus have none, and a footer's few words end no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.patterns import pattern_of
from etl.read.prose_table import clean, read_table

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def tags(names: str) -> frozenset[str]:
    """Return the names of elements in a text."""
    return frozenset(names.split())


_SKIPPED = tags(
    "script style noscript template nav footer aside iframe object embed svg canvas video audio button "
    "select option input textarea head link meta title dialog menu"
)
_INLINE = tags(
    "a abbr b bdi bdo big cite code del em font i img ins kbd label mark q s samp small span strong sub "
    "sup time tt u var wbr o:p"
)
_BOXES = tags("body div section article main td tr table tbody center ul ol dl")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FURNITURE = pattern_of(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|foot|copyright|sidebar|related|recommend|share"
    r"|toolbar|comments?|pagination|pager|banner|advert|ads?|login|search)(?:[-_\s]|$)",
    re.IGNORECASE,
)
_HIDDEN = pattern_of(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ENDS_SENTENCE = pattern_of(r"[。；！？]")
_FURNITURE_LINE = pattern_of(
    r"(?:上一[篇条]|下一[篇条]|分享到|扫一扫|打印本页|关闭窗口|字体[：:]|浏览次数|点击数|版权所有|主办单位|备案号|网站标识码|责任编辑|"
    r"当前位置|您(?:现在)?的位置|【(?:打印|关闭|字体)|相关(?:链接|阅读|新闻|稿件)|[A-Z]?ICP备)|.{0,12}ICP备"
)
_DEEPEST = 200
_DEEPEST_TABLE = 40
_WIDEST, _LONGEST = 64, 2_000
_BREAK = pattern_of(r"[ \t]*[\r\n][\s]*")
_BLANKS = pattern_of(r"[\s\u200b\ufeff]+")
_SHARE = 0.95
_LINKED = 0.5
_LONGEST_CELL = 80


@dataclass(slots=True)
class PageText:
    """The article's lines, and what the page says around it: `around` is all its text, `meta` its named metadata."""

    lines: tuple[str, ...]
    around: str
    title: str = ""
    headline: str = ""
    url: str = ""
    meta: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Line:
    text: str
    linked: int
    furniture: bool
    mark: str

    @property
    def is_link(self) -> bool:
        return self.linked > _LINKED * len(self.text)

    @property
    def weight(self) -> int:
        """How much of it is text of an article."""
        return len(self.text) if _ENDS_SENTENCE.search(self.text) and not self.is_link else 0


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open: where its lines begin, and what it makes of what is in it."""

    first: int
    tag: str
    link: bool
    furniture: bool


def read_page(html: str) -> PageText:
    """Return the article of a page; no lines where it has none."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    walk = _Walk()
    if tree.body is not None:
        walk.read(tree.body)
    title = tree.css_first("title")
    canonical = tree.css_first("link[rel=canonical]")
    headlines = [line.text for line in walk.lines if line.mark == "# " and not line.is_link]
    url = (canonical.attributes.get("href") or "") if canonical is not None else ""
    return PageText(
        lines=tuple(walk.article()),
        around="\n".join(line.text for line in walk.lines),
        title=clean(title.text()) if title is not None else "",
        headline=headlines[0] if len(headlines) == 1 else "",
        url=url if url.startswith(("http://", "https://")) else "",
        meta=_meta(tree.css("meta")),
    )


def _meta(nodes: Sequence[LexborNode]) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in nodes:
        name = node.attributes.get("name") or node.attributes.get("property") or node.attributes.get("itemprop") or ""
        content = clean(node.attributes.get("content") or "")
        if name and content:
            found.setdefault(name.lower(), content)
    return found


class _Walk:
    """A page on the way to its lines, and the boxes that hold them as (first, last + 1)."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.boxes: list[tuple[int, int]] = []
        self.pieces: list[str] = []
        self.linked = self.links = self.furniture = self.depth = 0
        self.mark = ""

    def read(self, body: LexborNode) -> None:
        """Walk the page without recursion: it may be nested deeper than any stack."""
        tasks: list[tuple[LexborNode, _Open | None]] = [(body, None)]
        while tasks:
            node, opened = tasks.pop()
            if opened is not None:
                self._close(opened)
            elif node.is_text_node:
                self._say(node.text_content or "")
            elif (tag := node.tag or "") in ("br", "hr"):
                self._break()
            elif node.is_element_node and tag not in _SKIPPED:
                if tag == "table" and self.depth < _DEEPEST_TABLE and self._read_table(node):
                    continue
                tasks.append((node, self._open(node, tag)))
                tasks += [(child, None) for child in reversed(list(node.iter(include_text=True)))]
        self._break()

    def article(self) -> Iterator[str]:
        """Yield the lines of the innermost box that holds nearly all sentences, without what is not text in it."""
        total = sum(line.weight for line in self.lines)
        astray = sum(line.weight for line in self.lines if line.furniture)
        if 2 * astray > total:
            for line in self.lines:
                line.furniture = False
        first, stop = self._main_box()
        for line in self.lines[first:stop]:
            if not line.furniture and not line.is_link and not _FURNITURE_LINE.match(line.text):
                yield line.mark + line.text

    def _main_box(self) -> tuple[int, int]:
        sums = [0]
        for line in self.lines:
            sums.append(sums[-1] + (0 if line.furniture else line.weight))
        whole = (0, len(self.lines))
        if not sums[-1]:
            return whole
        holding = [(a, b) for a, b in self.boxes if sums[b] - sums[a] >= _SHARE * sums[-1] and b - a > 1]
        return min(holding, key=lambda box: box[1] - box[0], default=whole)

    def _open(self, node: LexborNode, tag: str) -> _Open:
        self.depth += 1
        attributes = node.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        hidden = "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
        furniture = tag not in ("body", "main", "article") and (hidden or bool(_FURNITURE.search(named)))
        if tag not in _INLINE:
            self._break()
            self.mark = f"{'#' * _HEADINGS[tag]} " if tag in _HEADINGS else ""
        self.links += tag == "a"
        self.furniture += furniture
        return _Open(len(self.lines), tag, tag == "a", furniture)

    def _close(self, opened: _Open) -> None:
        if opened.tag not in _INLINE:
            self._break()
            self.mark = ""
        if opened.tag in _BOXES and self.depth <= _DEEPEST:
            self.boxes.append((opened.first, len(self.lines)))
        self.depth -= 1
        self.links -= opened.link
        self.furniture -= opened.furniture

    def _say(self, text: str) -> None:
        self.pieces.append(text)
        self.linked += len(text.strip()) if self.links else 0

    def _break(self) -> None:
        text = _joined("".join(self.pieces))
        if text:
            self.lines.append(_Line(text, self.linked, self.furniture > 0, self.mark))
        self.pieces, self.linked = [], 0

    def _read_table(self, table: LexborNode) -> bool:
        """Read a table of figures as lines; one that only lays out the page is left to the walk."""
        if any(inner.mem_id != table.mem_id for inner in table.css("table")):
            return False
        rows = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in table.css("tr")][:_LONGEST]
        wide = [row for row in rows if len(row) > 1]
        if len(rows) < 2 or 2 * len(wide) < len(rows):
            return False
        if any(len(cell.text().strip()) > _LONGEST_CELL for row in rows for cell in row):
            return False
        self._break()
        linked = sum(len(link.text().strip()) for link in table.css("a"))
        lines = read_table(_grid(rows))
        first = len(self.lines)
        said = sum(map(len, lines)) or 1
        for line in lines:
            self.lines.append(_Line(line, round(linked * len(line) / said), self.furniture > 0, ""))
        self.boxes.append((first, len(self.lines)))
        return True


def _joined(text: str) -> str:
    """Return a line as a browser shows it; a line break of the source between Chinese words is none."""
    parts = [_BLANKS.sub(" ", part).strip(" ") for part in _BREAK.split(text)]
    line = ""
    for part in filter(None, parts):
        line += (" " if line[-1:].isascii() and part[0].isascii() and line else "") + part
    return line.strip()


def _grid(rows: Sequence[Sequence[LexborNode]]) -> list[list[str]]:
    """Return the cells of a table, merged ones given once for each place they cover."""
    grid: list[list[str]] = []
    held: dict[int, tuple[str, int]] = {}
    for row in rows:
        line: list[str] = []
        coming: dict[int, tuple[str, int]] = {}
        for cell in row:
            _fill(line, held, coming)
            text, down = clean(cell.text()), _span(cell, "rowspan", _LONGEST)
            for _ in range(_span(cell, "colspan", _WIDEST)):
                coming[len(line)] = (text, down - 1)
                line.append(text)
        _fill(line, held, coming)
        held = coming
        grid.append(line[:_WIDEST])
    return grid


def _fill(line: list[str], held: dict[int, tuple[str, int]], coming: dict[int, tuple[str, int]]) -> None:
    """Go on with the cells that reach down from the rows above."""
    while held.get(len(line), ("", 0))[1] > 0:
        text, left = held[len(line)]
        coming[len(line)] = (text, left - 1)
        line.append(text)


def _span(cell: LexborNode, name: str, most: int) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return min(max(int(value), 1), most) if value.isdecimal() else 1
