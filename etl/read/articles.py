"""Split a page into articles and an article into sentences.

One page holds several articles of several bodies. A byline closes one; 本报讯, a dateline or a # opens one. Headings
inside an article become the `headings` of the sentences under them, and are read as sentences themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.model import Article, Document, Sentence
from etl.read.blocks import COUNTED, Block, closes_with_byline, half_width, read_blocks, run_in_heading
from etl.read.dating import Page, date_articles
from etl.read.naming import find_organisation

_OPENING = re.compile(
    r"【?(?:本报|本网|本台|新华社|中新社|[一-龥]{2,6}[网报社])[^。，,]{0,14}[讯电](?=[\s　（(:：】]|$)"
)
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)】]*|[^。！？!?]+$")
_ENUMERATES = re.compile(r"(?:[：:]|——?)$")


def split_articles(document: Document) -> list[Article]:
    """Return the articles of a page, each with its own title, organisation and date."""
    blocks = read_blocks(document.text)
    groups = [blocks[start:stop] for start, stop in _bounds(blocks)]
    pages = [_page(group) for group in groups]
    dates = date_articles(pages)
    articles = []
    for position, (group, page) in enumerate(zip(groups, pages, strict=True)):
        start = 0 if position == 0 else group[0].line
        stop = len(document.text) if position == len(groups) - 1 else groups[position + 1][0].line
        organisation = document.organisation
        if "organisation" in document.inferred:
            organisation = find_organisation(page.title, page.body, page.meta) or organisation
        published_on, stated = dates[position]
        if document.published_on and ("published_on" not in document.inferred or published_on is None):
            published_on, stated = document.published_on, document.published_stated
        articles.append(
            Article(
                document_id=document.id,
                position=position,
                title=half_width(page.title),
                start=start,
                stop=stop,
                organisation=organisation,
                published_on=published_on,
                published_stated=stated,
                text=document.text[start:stop],
            )
        )
    return articles


def split_sentences(article: Article) -> list[Sentence]:
    """Return the sentences of an article, its title and headings among them, each under its headings."""
    blocks = read_blocks(article.text)
    titles = len(_title_blocks(blocks))
    sentences: list[Sentence] = []
    stack: list[tuple[int, str]] = []
    seen: set[str] = set()
    enumeration = ""
    for number, block in enumerate(blocks):
        if block.kind in ("meta", "byline"):
            continue
        if block.kind == "text":
            if opening := run_in_heading(block.text):
                _push(stack, opening[1], opening[0])
                enumeration = ""
            made = list(_sentences(article, block, _names(stack), number, enumeration))
            sentences.extend(made)
            if made and _ENUMERATES.search(made[-1].text):
                enumeration = made[-1].text
            continue
        text = half_width(block.text)
        enumeration = ""
        if number >= titles:
            _pop(stack, block.level)
        elif text in seen:
            continue
        seen.add(text)
        start = article.start + block.start
        sentences.append(Sentence(article, start, text, block.offsets(article.start), _names(stack), number, "", True))
        if number >= titles:
            stack.append((block.level, text))
    return sentences


def _bounds(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the articles as (first, last + 1) of the blocks."""
    starts = [0]
    body = closed = False
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        if block.kind == "text" and body and _OPENING.match(block.text) and before and before.kind == "text":
            starts.append(number)
            body = closed = False
        elif block.kind == "heading" and body and not (before and before.kind == "heading"):
            run = _run_length(blocks, number)
            follower = blocks[number + run] if number + run < len(blocks) else None
            if closed or block.level == 1 or (follower and _opens(follower)):
                starts.append(number)
                body = closed = False
        if block.kind == "text":
            body = True
            closed = closed or closes_with_byline(block)
        elif block.kind == "byline":
            closed = body
    return list(zip(starts, [*starts[1:], len(blocks)], strict=True)) if blocks else []


def _run_length(blocks: Sequence[Block], first: int) -> int:
    length = 0
    while first + length < len(blocks) and blocks[first + length].kind == "heading":
        length += 1
    return length


def _opens(block: Block) -> bool:
    return block.kind in ("meta", "byline") or (block.kind == "text" and bool(_OPENING.match(block.text)))


def _title_blocks(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks that make up the title: one, or the whole run of headings before 本报讯 or a dateline."""
    run = _run_length(blocks, 0)
    if run <= 1:
        return blocks[:run]
    numbered = next((i for i in range(1, run) if 6 < blocks[i].level <= COUNTED), run)
    if numbered < len(blocks) and _opens(blocks[numbered]):
        return blocks[:numbered]
    repeated = 1
    while repeated < run and blocks[repeated].text.startswith(blocks[0].text):
        repeated += 1
    return blocks[:repeated]


def _page(blocks: Sequence[Block]) -> Page:
    titles = _title_blocks(blocks)
    rest = blocks[len(titles) :]
    lines = list(dict.fromkeys(block.text for block in titles))
    body = "\n".join(block.text for block in rest if block.kind == "text")
    return Page(
        title=" ".join(lines) if lines else re.split("[，。,]", body, maxsplit=1)[0][:40],
        meta="\n".join(block.text for block in blocks if block.kind == "meta"),
        headings="\n".join(block.text for block in rest if block.kind == "heading"),
        body=body,
    )


def _sentences(
    article: Article, block: Block, headings: tuple[str, ...], number: int, enumeration: str
) -> Iterator[Sentence]:
    text = half_width(block.text)
    offsets = block.offsets(article.start)
    carried = f"{enumeration}\n" if enumeration else ""
    for found in _SENTENCE.finditer(text):
        start, stop = found.span()
        while start < stop and text[start] in " 　":
            start += 1
        if start == stop:
            continue
        lead = carried + text[:start]
        yield Sentence(article, offsets[start], text[start:stop], offsets[start:stop], headings, number, lead)


def _push(stack: list[tuple[int, str]], level: int, text: str) -> None:
    _pop(stack, level)
    stack.append((level, half_width(text)))


def _pop(stack: list[tuple[int, str]], level: int) -> None:
    while stack and stack[-1][0] >= level:
        stack.pop()


def _names(stack: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(text for _, text in stack)
