"""Split a page into articles and an article into sentences.

One page holds several articles of several bodies. A byline closes one; 本报讯, a dateline or a # opens one. Headings
inside an article become the `headings` of the sentences under them, and are read as sentences themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from etl.model import Article, Document, Sentence
from etl.patterns import pattern_of
from etl.read.blocks import (
    BARE,
    BRACKETED,
    COUNTED,
    OF_A_PLACE,
    Block,
    closes_with_byline,
    half_width,
    has_number,
    read_blocks,
    run_in_heading,
)
from etl.read.dating import Page, date_articles
from etl.read.digest import (
    ends_masthead,
    first_piece,
    is_place_alone,
    names_several,
    own_days,
    places_told_of,
    undated_pieces,
)
from etl.read.naming import find_organisation
from etl.read.piece import body_of_piece
from etl.read.sheet_pages import split_sheets

_OPENING = pattern_of(
    r"【?(?:本报|本网|本台|新华社|中新社|[一-龥]{2,6}[网报社])[^。，,]{0,14}[讯电](?=[\s　（(:：】]|$)"
)
_LONGEST_SENTENCE = 1200
"""Characters; no sentence of the genre is longer, and what is quadratic in one stays bounded."""
_SENTENCE = pattern_of(r"[^。！？!?]*[。！？!?]+[”’」』）)】]*|[^。！？!?]+$")
_ENUMERATES = pattern_of(r"(?:[：:]|——?)$")
_IS_A_BODY = pattern_of(r"(?:公司|集团|政府|[局厅委办]|委员会|办公室)$")
_SIGNED_ON = pattern_of(
    r"(?:19|20|二[〇○零])[\d〇○零一二三四五六七八九]{2}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_SPACED_OUT = pattern_of(r"(?:[一-龥][\s　]+)+[一-龥]")
_ADDRESSES = pattern_of(r"(?:各位|尊敬的|同志们|女士们)")
_LONGEST_LEAD = 2000


def split_articles(document: Document) -> list[Article]:
    """Return the articles of a page, each with its own title, organisation and date; a sheet is one."""
    if document.kind == "sheet":
        return split_sheets(document)
    several = names_several(document.organisation)
    pages = _pages(document.text, several=several)
    said = [page for _, page in pages]
    inferred = document.published_on is None or "published_on" in document.inferred
    dates = date_articles(said) if inferred else own_days(document, said)
    articles = []
    for position, (start, page) in enumerate(pages):
        stop = len(document.text) if position == len(pages) - 1 else pages[position + 1][0]
        organisation = document.organisation
        if several:
            organisation = body_of_piece(page.title, page.body, page.meta) or organisation
        elif "organisation" in document.inferred:
            organisation = find_organisation(page.title, page.body, page.meta) or organisation
        published_on, stated = dates[position]
        articles.append(
            Article(
                document_id=document.id,
                position=position,
                title=half_width(page.title),
                start=start,
                stop=stop,
                organisation=organisation,
                published_on=published_on or document.published_on,
                published_stated=stated if published_on else document.published_stated,
                text=document.text[start:stop],
            )
        )
    return articles


@lru_cache(maxsize=2)
def _pages(text: str, *, several: bool = False) -> list[tuple[int, Page]]:
    """Return where each article starts and what it says where; kept, since a page is dated first and split later."""
    blocks = read_blocks(text)
    groups = [blocks[start:stop] for start, stop in _bounds(blocks, several=several)]
    return [(group[0].line if position else 0, _page(group)) for position, group in enumerate(groups)]


def split_sentences(article: Article) -> list[Sentence]:
    """Return the sentences of an article, its title and headings among them, each under its headings."""
    blocks = read_blocks(article.text)
    first, stop = _title_span(blocks)
    walk = _Walk(article)
    for number, block in enumerate(blocks):
        if block.kind == "text":
            walk.read_paragraph(block, number)
        elif block.kind == "heading" and first <= number < stop:
            walk.read_title(block, number)
        elif block.kind == "heading":
            follower = blocks[number + 1] if number + 1 < len(blocks) else None
            if walk.is_listed(block, follower):
                walk.read_paragraph(block, number)
            else:
                walk.read_heading(block, number)
    return walk.sentences


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a paragraph stand; one that never ends is cut at its last comma in reach."""
    for found in _SENTENCE.finditer(text):
        start, stop = found.span()
        while stop - start > _LONGEST_SENTENCE:
            reach = start + _LONGEST_SENTENCE
            cut = max(text.rfind(mark, start, reach) for mark in "；;，,、")
            cut = reach if cut <= start else cut + 1
            yield start, cut
            start = cut
        yield start, stop


class _Walk:
    """An article on the way to its sentences: the headings it is under, and the sentence that opened a list."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sentences: list[Sentence] = []
        self.titles: set[str] = set()
        self.stack: list[tuple[int, str]] = []
        self.opening = ""
        self.listing = False

    def read_paragraph(self, block: Block, number: int) -> None:
        """Split a paragraph, or one item of a list, into sentences."""
        text = half_width(block.text)
        if block.kind == "text" and (heading := run_in_heading(text)):
            self._stand_under(heading[1], heading[0])
        offsets = block.offsets(self.article.start)
        headings = tuple(words for _, words in self.stack)
        carried = f"{self.opening}\n" if self.opening else ""
        last = ""
        for first, stop in _pieces(text):
            start = first
            while start < stop and text[start] in " 　":
                start += 1
            if start < stop:
                lead = carried + text[max(0, start - _LONGEST_LEAD) : start]
                last, place = text[start:stop], offsets[start:stop]
                self.sentences.append(Sentence(self.article, place[0], last, place, headings, number, lead))
        if block.kind == "text":
            self.listing = bool(_ENUMERATES.search(last)) and not _ADDRESSES.match(last)
            self.opening = last if self.listing else self.opening

    def read_title(self, block: Block, number: int) -> None:
        """Read a line of the title, once however often it is printed."""
        if block.text not in self.titles:
            self.titles.add(block.text)
            self._read_line(block, number)

    def read_heading(self, block: Block, number: int) -> None:
        """Read a heading under those above it; what follows stands under it."""
        level = OF_A_PLACE if block.level == BARE and is_place_alone(block.text) else block.level
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self._read_line(block, number)
        self._stand_under(level, half_width(block.text))

    def is_listed(self, block: Block, follower: Block | None) -> bool:
        """Tell an item of a list from a heading: right after ：, short lines one after the other or with a number."""
        if not self.listing or block.level < BRACKETED:
            return False
        words = re.sub(r"^[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]", "", block.text)
        among = follower is not None and follower.kind == "heading" and follower.level == block.level
        return among or bool(re.search(r"\d", words))

    def _read_line(self, block: Block, number: int) -> None:
        start = self.article.start + block.start
        headings = tuple(words for _, words in self.stack)
        place = block.offsets(self.article.start)
        self.sentences.append(Sentence(self.article, start, half_width(block.text), place, headings, number, "", True))

    def _stand_under(self, level: int, words: str) -> None:
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self.stack.append((level, words))
        self.opening, self.listing = "", False


def _bounds(blocks: Sequence[Block], *, several: bool) -> list[tuple[int, int]]:
    """Return the articles as (first, last + 1) of the blocks."""
    starts = [0]
    body = closed = False
    last_text = max((number for number, block in enumerate(blocks) if block.kind == "text"), default=-1)
    for number, block in enumerate(blocks):
        before = blocks[number - 1].kind if number else None
        if body and _is_signature(blocks, number):
            closed = True
            continue
        told = body or ends_masthead(blocks, number)
        if told and number <= last_text and _begins_article(blocks, number, before, closed=closed):
            starts.append(number)
            body = closed = False
        if block.kind == "text":
            body = True
            closed = closed or closes_with_byline(block)
        elif block.kind == "byline":
            closed = body
    if several:
        starts = sorted({*starts, *first_piece(blocks)})
        starts = sorted((*starts, *places_told_of(blocks, starts)))
    starts = sorted((*starts, *undated_pieces(blocks, starts)))
    return list(zip(starts, [*starts[1:], len(blocks)], strict=True)) if blocks else []


def _is_signature(blocks: Sequence[Block], number: int) -> bool:
    """青石市水务局 | 2024年2月6日: who signed a circular, and when; what it passes on follows as an article."""
    after = number
    while after < len(blocks) and blocks[after].kind == "heading" and _IS_A_BODY.search(blocks[after].text):
        after += 1
    return number < after < len(blocks) and bool(_SIGNED_ON.fullmatch(blocks[after].text))


def _begins_article(blocks: Sequence[Block], number: int, before: str | None, *, closed: bool) -> bool:
    """Tell whether a new article begins at a block: a title after a byline, before a dateline, or of level 1."""
    block = blocks[number]
    if block.kind == "text":
        return before == "text" and bool(_OPENING.match(block.text))
    if block.kind != "heading" or before == "heading":
        return False
    follower = number + _run_length(blocks, number)
    is_title = block.level == 1 and not has_number(block.text)
    return closed or is_title or (follower < len(blocks) and _opens(blocks[follower]))


def _run_length(blocks: Sequence[Block], first: int) -> int:
    length = 0
    while first + length < len(blocks) and blocks[first + length].kind == "heading":
        length += 1
    return length


def _opens(block: Block) -> bool:
    return block.kind in ("meta", "byline") or (block.kind == "text" and bool(_OPENING.match(block.text)))


def _title_span(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return the title as (first, last + 1): one line, or all the headings before 本报讯 or a dateline."""
    first = next((number for number, block in enumerate(blocks) if block.kind not in ("meta", "byline")), 0)
    run = _run_length(blocks, first)
    if run <= 1:
        return first, first + run
    lines = blocks[first : first + run]
    numbered = next((i for i in range(1, run) if 6 < lines[i].level <= COUNTED), run)
    if first + numbered < len(blocks) and _opens(blocks[first + numbered]):
        return first, first + numbered
    length = 1
    while length < run and (lines[length].text.startswith(lines[0].text) or _IS_A_BODY.search(lines[length - 1].text)):
        length += 1
    return first, first + length


def _page(blocks: Sequence[Block]) -> Page:
    first, stop = _title_span(blocks)
    rest = [*blocks[:first], *blocks[stop:]]
    lines = list(dict.fromkeys(_without_gaps(block.text) for block in blocks[first:stop]))
    body = "\n".join(block.text for block in rest if block.kind == "text")
    return Page(
        title=" ".join(lines) if lines else re.split("[，。,]", body, maxsplit=1)[0][:40],
        meta="\n".join(block.text for block in blocks if block.kind == "meta"),
        headings="\n".join(block.text for block in rest if block.kind == "heading"),
        body=body,
    )


def _without_gaps(title: str) -> str:
    """Close up a title printed with gaps: 政 府 工 作 报 告."""
    return re.sub(r"[\s　]+", "", title) if _SPACED_OUT.fullmatch(title) else title
