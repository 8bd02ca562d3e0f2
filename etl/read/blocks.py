"""Lines of a page made into blocks: headings, datelines, bylines and whole paragraphs.

Columns are broken in the middle of a sentence, with or without a blank line, so that a paragraph is joined from pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from etl.patterns import pattern_of
from etl.read.text_table import find_rows

Kind = Literal["heading", "meta", "byline", "text"]
Span = tuple[int, int]

PART, YEAR, NUMBERED, BRACKETED, COUNTED, BARE = 10, 15, 20, 30, 40, 50
"""Levels of headings without #, outermost first; 1 to 6 are the number of #."""
OF_A_PLACE = 8
"""A name of a place alone stands above 一、 and 第一章 of what is told of it."""

NUMERAL = "[一二三四五六七八九十]{1,3}"
_LINE = pattern_of(r"[^\r\n\f\v\u2028\u2029]+")
_SIGNS = pattern_of(r"[０-９％﹪．]|\d，\d{3}")
_HALF = str.maketrans("０１２３４５６７８９％﹪", "0123456789%%")
_POINT = pattern_of(r"(?<=\d)．(?=\d)")
_THOUSANDS = pattern_of(r"(?<!\d)\d{1,3}(?:，\d{3})+(?!\d)")

_META = pattern_of(
    r"(?:发布时间|发布日期|发布人|发布单位|发布机构|信息来源|来源|文章来源|作者|时间|日期|成文日期|索引号|文号|字号|字体|浏览次数|点击数|"
    r"访问量|责任编辑|编辑|责编|校对|证券代码|公告编号|当前位置|分享到|上一篇|下一篇)\s*[：:]"
    r"|首页\s*[>＞»]|【(?:打印|关闭|字体)"
    r"|(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}[:：时]\d{2}(?:[:：]\d{2}|分)?)?(?:\s+\S{2,4}\s*[：:].*)?$"
    r"|[—－-]{1,3}\s*\d{4}年\d{1,2}月\d{1,2}日.{0,60}上$"
    r"|[（(]\s*\d{4}年\d{1,2}月(?:\d{1,2}日)?.{0,40}[）)]$"
    r"|[（(]本(?:期|刊|文|材料)[^）)]{2,40}[）)]$"
    r"|(?:(?:19|20)\d\d年)?(?:第\d{1,4}期|[（(]?总第\d{1,4}期[）)]?)+[\s　]*(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日)?$"
    r"|[（(]\s*(?:来源|原载|摘自)\s*[：:]?[^）)。]{2,40}[）)]$"
    r"|[一-龥]{2,24}(?:委员会|政府|办公[室厅]|小组|指挥部|[局委])文件$|[一-龥]{1,10}[〔\[［（(]20\d\d[〕\]］）)]第?\d{1,4}号$"
)
_UNDER_A_TITLE = pattern_of(r"[一-龥]{2,20}[\s　]+(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?$")
"""青川日报　2022年4月30日, under a title; as the first line of a page it is the title."""
_PERSON = pattern_of(
    r".{0,20}(?:总理|省长|主席|市长|州长|盟长|区长|县长|旗长|主任|局长|厅长|书记|董事长|总经理)"
    r"[\s　]+[一-龥·]{1,5}(?:[\s　]+[一-龥]{1,2})?$"
)
_NAMES = r"[一-龥·]{1,5}(?:[\s　、]+(?:(?:记者|通讯员|实习生)[\s　]*)?[一-龥·]{1,5})*"
_ROLE = r"(?:本报|本网|本台)?(?:首席|见习|实习|特约|全媒体)?(?:记者|通讯员|实习生|撰稿|供稿|摄影)"
_CREDIT = r"(?:[\s　]*(?:文/图|文图|图/文|摄影报道|摄影|摄|报道|/文图?|/图))?"
_BYLINE = pattern_of(rf"(?:{_ROLE}[\s　：:/]+{_NAMES}{_CREDIT}|{_NAMES}[\s　]+(?:文/图|图/文|文图|摄))$")
_BYLINE_AT_END = pattern_of(
    rf"(?:[。！？”…\s　][（(]?{_ROLE}[\s　：:/]+{_NAMES}{_CREDIT}|[（(]{_ROLE}\s*{_NAMES}{_CREDIT})[）)]?$"
)

_MARKED = pattern_of(r"(#{1,6})\s*(\S.*?)\s*#*$|\*\*([^*。；]{2,60})\*\*$")
_LEVELS: tuple[tuple[re.Pattern[str], int], ...] = (
    (pattern_of(r"第[一二三四五六七八九十]{1,3}[章篇]|第[一二三四五六七八九十]{1,3}部分"), PART),
    (pattern_of(rf"{NUMERAL}、"), NUMBERED),
    (pattern_of(rf"[（(]{NUMERAL}[）)]"), BRACKETED),
    (pattern_of(r"\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]"), COUNTED),
    (pattern_of(r"(?:二[〇○零]\d\d|\d{4})年(?:度)?(?:$|\s)"), YEAR),
    (
        pattern_of(
            r"(?=.*(?:\d{4}年|今年|去年|上年|过去|五年|下一步|下步|[上下]半年|[一二三四]季度|时期)).*"
            r"(?:工作|回顾|总结|任务|安排|目标|打算|计划|思路|要求|展望|重点|成效|完成情况|取向)$"
        ),
        YEAR,
    ),
)
_RUN_IN = pattern_of(rf"(?:{NUMERAL}、|[（(]{NUMERAL}[）)]|\d{{1,2}}[.．、](?!\d))[^。；！？：\d]{{2,40}}。(?=.)")

_CLOSED = frozenset("。！？；：!?;:…—”’」』）)》】|")
_OPEN = frozenset("，、,（(“‘《0123456789０１２３４５６７８９.．—一")
_CANNOT_START = frozenset("%％，。、；：！？）》”」』】,.;:!?)元")
_COMPLETES = pattern_of(r"[%％，。、；）]|[约近超逾达]\d")
_UNIT_AT_START = pattern_of(r"[万亿千百]*(?:元|人|个|项|家|户|吨|套|辆|公里|平方米|亩|次)|[万亿]")
_STARTS_ANEW = pattern_of(
    r"本报讯|[—•●■◆※*-]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]是|其[一二三]|首先|此外|另外|据悉|据了解|相关资料"
)
_UNIT_AT_END = pattern_of(r"[\d%％][%％]?\s*(?:[万亿千百]*(?:元|人|个|项|家|户|吨|套|辆|公里|平方米|亩|次|%|％))?$")
_SCALE_AT_END = pattern_of(r"\d[万亿千百]+$")
_STOPS = pattern_of(r"[。！？；;](?!$)|\t")
_NO_TITLE_END = frozenset("。！；，、：,;:—…")
_NO_TITLE_START = frozenset("|•●-*—")
_COMMAS = pattern_of(r"[，,、]")
_FULL_COMMAS = pattern_of(r"[，,]")
_LONGEST_MARK = 120
_TITLE_LENGTH = 70
_COMMA_TITLE_LENGTH = 34


@dataclass(slots=True)
class Block:
    """A heading, a dateline, a byline or a paragraph: `pieces` are its stretches of the text, in order.

    `line` is where its first line begins, marks such as # included; `last` is its last line. `places` are where its
    characters stand, where that cannot be told by the pieces.
    """

    kind: Kind
    level: int
    pieces: list[Span]
    text: str
    line: int
    last: str = ""
    places: tuple[int, ...] = ()

    @property
    def start(self) -> int:
        """Where its words begin in the text it was read from."""
        return self.pieces[0][0]

    def offsets(self, base: int) -> Sequence[int]:
        """Return where each character of the joined text stands; a plain range where nothing was taken out."""
        if self.places:
            return tuple(base + place for place in self.places)
        if len(self.pieces) == 1:
            start, stop = self.pieces[0]
            return range(base + start, base + stop)
        return tuple(chain.from_iterable(range(base + start, base + stop) for start, stop in self.pieces))


def half_width(text: str) -> str:
    """Make full-width digits, ％, ． and ， of numbers half-width, one for one: １，２３４．５％ -> 1,234.5%."""
    if not _SIGNS.search(text):
        return text
    text = _POINT.sub(".", text.translate(_HALF))
    return _THOUSANDS.sub(lambda found: found.group().replace("，", ","), text)


def closes_with_byline(block: Block) -> bool:
    """Tell whether the paragraph ends in a byline: ……“全年红”。记者 某某."""
    return block.kind == "byline" or (block.kind == "text" and bool(_BYLINE_AT_END.search(block.text[-60:])))


def has_number(heading: str) -> bool:
    """Tell whether a heading is numbered: 一、, （一）, 第一章, 1."""
    return any(pattern.match(heading) for pattern, level in _LEVELS if level != YEAR)


def run_in_heading(text: str) -> tuple[str, int] | None:
    """Return the heading that opens a paragraph, with its level: （一）扩大有效投资。全年…… -> （一）扩大有效投资."""
    found = _RUN_IN.match(text)
    if found is None:
        return None
    return found.group()[:-1], _level(text)


def read_blocks(text: str) -> list[Block]:
    """Split a page into blocks, joining the pieces of a broken paragraph."""
    blocks: list[Block] = []
    lines = list(_lines(text))
    wrapped_at = _wrap_width([stop - start for start, stop in lines])
    rows = find_rows(text, lines)
    for number, (start, stop) in enumerate(lines):
        line = text[start:stop]
        if number in rows:
            row = rows[number]
            blocks.append(Block("text", 0, [(start, stop)], row.text, start, row.text, row.places))
        elif blocks and _continues(blocks[-1], line, wrapped_at):
            blocks[-1].pieces.append((start, stop))
            blocks[-1].last = line
        else:
            longest = min(wrapped_at or _LONGEST_MARK, _LONGEST_MARK)
            blocks.append(_block(line, start, longest, before=blocks[-1].kind if blocks else None))
            blocks[-1].last = line
    for block in blocks:
        if len(block.pieces) > 1:
            block.text = "".join(text[start:stop] for start, stop in block.pieces)
    return blocks


def _lines(text: str) -> Iterator[Span]:
    for found in _LINE.finditer(text):
        line = found.group()
        whole = line.strip()
        if whole:
            start = found.start() + len(line) - len(line.lstrip())
            yield start, start + len(whole)


def _wrap_width(widths: list[int]) -> int:
    """Return the width at which the page is wrapped, or 0: there, most lines are about as long as the longest."""
    longest = max(widths, default=0)
    if len(widths) < 6 or not 16 <= longest <= 60:
        return 0
    full = sum(width >= longest - 4 for width in widths)
    return longest - 4 if full >= 0.6 * len(widths) else 0


def _continues(block: Block, line: str, wrapped_at: int) -> bool:
    """Tell whether the line is the rest of the block's last, broken one."""
    if line[0] == "#" or "\t" in line:
        return False
    if block.kind == "heading" and block.level == BARE and _completes(block.last, line):
        block.kind = "text"
        return True
    if block.kind != "text" or (block.last[-1] in _CLOSED and line[0] not in _CANNOT_START):
        return False
    return line[0] in _CANNOT_START or (not _begins_anew(line) and _is_broken(block, line, wrapped_at))


def _completes(short: str, line: str) -> bool:
    """Tell whether what looked like a title is the start of a broken sentence: 完成投资30 | 亿元，增长8%."""
    return bool(_COMPLETES.match(line) or (short[-1].isdigit() and _UNIT_AT_START.match(line)))


def _begins_anew(line: str) -> bool:
    if _STARTS_ANEW.match(line):
        return True
    if len(line) > _LONGEST_MARK:
        return False
    return bool(
        _META.match(line) or _BYLINE.match(line) or any(p.match(line) for p, level in _LEVELS if level < COUNTED)
    )


def _is_broken(block: Block, line: str, wrapped_at: int) -> bool:
    """Tell whether the block, which ends without a full stop, was cut short; a figure and its unit may well end one."""
    end = block.last[-8:]
    if end[-1] in _OPEN:
        return True
    if wrapped_at:
        start, stop = block.pieces[-1]
        return stop - start >= wrapped_at
    if _UNIT_AT_END.search(end) and not _SCALE_AT_END.search(end):
        return False
    return not _is_bare_heading(line) or bool(_COMMAS.search(line))


def _block(line: str, start: int, longest: int, *, before: Kind | None) -> Block:
    marked = _MARKED.match(line) if line[0] in "#*" else None
    if marked is not None:
        words = marked[2] or marked[3]
        at = start + marked.start(2 if marked[2] else 3)
        return Block("heading", len(marked[1] or "") or _level(words), [(at, at + len(words))], words, start)
    kind: Kind = "text"
    if len(line) < longest:
        kind = _kind_of_short(line, before)
    return Block(kind, _level(line) if kind == "heading" else 0, [(start, start + len(line))], line, start)


def _kind_of_short(line: str, before: Kind | None) -> Kind:
    if _META.match(line) or (before != "text" and _PERSON.match(line)):
        return "meta"
    if before == "heading" and _UNDER_A_TITLE.match(line):
        return "meta"
    if _BYLINE.match(line):
        return "byline"
    return "heading" if _is_bare_heading(line) else "text"


def _is_bare_heading(line: str) -> bool:
    """Tell whether a line without # reads as a title: short, with no full stop, not a row of a table or a list."""
    if len(line) > _TITLE_LENGTH or line[-1] in _NO_TITLE_END or line[0] in _NO_TITLE_START or _STOPS.search(line):
        return False
    return len(line) <= _COMMA_TITLE_LENGTH or not _FULL_COMMAS.search(line)


def _level(line: str) -> int:
    return next((level for pattern, level in _LEVELS if pattern.match(line)), BARE)
