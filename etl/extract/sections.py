"""Where an article turns from what was done to what is to be done without a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from etl.model import Sentence

TURN = re.compile(
    r"就(?:做好|抓好|推进|推动)?[^，。；]{0,30}(?:工作|发展)[，,][^。；]{0,16}?(?:提出|强调|要求|表示|明确|指出|部署|说)"
    r"|(?:对于?|关于)?(?:下一步|接下来|下阶段|下一阶段|下半年|今后一个时期)(?:的?工作|[，,]|[^，。；]{0,12}(?:将|要|计划))"
    r"|展望(?:未来|20\d{2}年|明年|全年|下半年|“)"
    r"|明年[，,]|谈及?到?(?:下一步|今后|未来)"
)


def with_turns(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Give the sentences after such a turn its words as a heading, until the next real heading.

    就做好2024年招商引资工作，经开区提出…: the paragraphs that follow are plans for 2024, though they stand under
    2023年工作成效.
    """
    headings: tuple[str, ...] | None = None
    position, turn = -1, ""
    for sentence in sentences:
        if sentence.headings != headings or sentence.article.position != position:
            headings, position, turn = sentence.headings, sentence.article.position, ""
        found = TURN.match(sentence.text)
        if found and not sentence.lead:
            turn = "下一步 " + re.split(r"[，,。]", sentence.text, maxsplit=1)[0]
        yield replace(sentence, headings=(*sentence.headings, turn)) if turn else sentence
