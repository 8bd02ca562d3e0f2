"""Which parts of an article look back and which ahead: by their headings, or by a turn of the text without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from etl.extract.lexicon import Lexicon
from etl.extract.mentions import heading_period
from etl.extract.scene import Section
from etl.model import Sentence
from etl.patterns import pattern_of

PLANNED = pattern_of(r"将|(?<![主重需必首])要|力争|目标|(?<!年度)(?<!年)计划(?!投资|完成|开工)")
YEAR_ENDS = 11
"""From this month on 2023年，… looks back on the year that ends."""
A_YEAR_OF_A_REPORT = 1
REPORT_SEASON = 3
"""Up to this month 2024年是… opens the plan of a year; later it looks at a year under way."""
TURN = pattern_of(
    r"就(?:做好|抓好|推进|推动)?[^，。；]{0,30}(?:工作|发展)[，,][^。；]{0,16}?(?:提出|强调|要求|表示|明确|指出|部署|说)"
    r"|(?:对于?|关于)?(?:下一步|接下来|下阶段|下一阶段|下半年|今后一个时期)(?:的?工作|[，,]|[^，。；]{0,12}(?:将|要|计划))"
    r"|展望(?:未来|20\d{2}年|明年|全年|下半年|“)"
    r"|明年[，,]|谈及?到?(?:下一步|今后|未来)"
)
YEAR_TURN = pattern_of(
    r"(?:[一-鿿]{2,8}(?:指出|认为|强调|要求|明确|提出|表示|说)[，,：:])?(?:回望|回顾|盘点|总结)?"
    r"(?P<year>20\d{2})年(?:度)?"
    r"(?P<asked>怎么干|如何干|，|,|是|[^，。；]{0,6}[？?]|将|要|[^，。；]{0,12}?(?:目标|总体要求|工作思路)(?:是|为|[：:]))"
)
SPEECH = pattern_of(
    r"[一-鿿]{0,6}会议?(?:部署|布置|安排)了?[^，。；\d]{0,12}(?:任务|工作)"
    r"|(?:[一-鿿]{0,6}会议?|[一-鿿]{2,4})(?:强调|要求|指出|提出)[，,：:](?:今年|新的一年|[各全][^，。；]{1,8})?"
    r"(?:要(?!求|[^，。；]{0,4}(?:看到|认识|承认|肯定))|必须|务必)"
)
"""会议部署了七个方面的重点任务, 会议强调，要…: what the rest of the paragraph unfolds is to be done."""
SPAN = pattern_of(
    r"(?:——)?(?P<span>(?:过去的?|这|近|今后|未来|接下来的?)?(?:五年|5年)(?:来|间|中|里)?|“?十[一二三四五]五”?(?:时期|期间|以来)?)(?:[，,、是]|我们|全[市区县省])"
)
THESE_FIVE = pattern_of(r"这(?:五|5)年[间中里]?|(?:五|5)年[间中里]")
SPAN_ALONE = pattern_of(r"[^，。]*(?:五年|5年|五”?(?:时期|期间|以来))[来间中里]?")
PLAN_NUMBER = pattern_of(r"十([一二三四五])五")
BACK = pattern_of(r"(?:回望|回顾|盘点)(?:过去|去年|一年)?|过去(?:的)?一年[，,里来]")


Turn = tuple[tuple[str, ...], str]
"""The headings that a turn stands under, and its words."""


def with_turns(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Give the sentences after such a turn its words as a heading, to the end of the part that it stands in.

    就做好2024年招商引资工作，经开区提出…: the paragraphs that follow are plans for 2024, though they stand under
    2023年工作成效. 五年来，… opens the years together, until 2023年，… opens the last of them. A sentence that has
    such a heading already keeps it once. What a meeting was told to do is so to the end of its paragraph.
    """
    position = -1
    turns: list[Turn] = []
    speech = ""
    for sentence in sentences:
        if sentence.article.position != position:
            position, turns = sentence.article.position, []
        turns = [turn for turn in turns if _reaches(turn, sentence)]
        if not sentence.lead:
            speech = "下一步 " + _opening(sentence) if SPEECH.match(sentence.text) else ""
            if turned := _turn(sentence):
                turns = [turn for turn in turns if turn[0] != sentence.headings]
                turns.append((sentence.headings, turned))
        yield _under(sentence, turns, speech)


def _reaches(turn: Turn, sentence: Sentence) -> bool:
    """Whether a turn still holds: in the part that it stands in, and where that has headings, below them.

    What comes before the first heading is a part of its own; “十五五”时期，… tells of years to come, and what is then
    to be done under headings is so in the year that begins.
    """
    part, words = turn
    if sentence.headings == part:
        return True
    below = bool(part) and sentence.headings[: len(part)] == part
    return below and not (SPAN_ALONE.fullmatch(words) and _is_to_come(words, sentence.article.published_on))


def _is_to_come(span: str, published: date | None) -> bool:
    """Tell a span that is not over: 今后五年; “十五五”时期 in 2026."""
    plan = PLAN_NUMBER.search(span)
    if plan is None:
        return span.startswith(("今后", "未来", "接下来"))
    return published is None or published.year <= 2010 + 5 * "一二三四五".index(plan[1])


def _under(sentence: Sentence, turns: list[Turn], speech: str) -> Sentence:
    """Put each turn among the headings, after those that it was taken under."""
    if not turns and not speech:
        return sentence
    headings: list[str] = []
    for depth in range(len(sentence.headings) + 1):
        headings += [turn for under, turn in turns if len(under) == depth and turn not in sentence.headings]
        headings += sentence.headings[depth : depth + 1]
    if speech and sentence.headings[-1:] != (speech,):
        headings.append(speech)
    told = tuple(headings)
    return sentence if told == sentence.headings else replace(sentence, headings=told)


def _turn(sentence: Sentence) -> str:
    """Return what a paragraph's first sentence turns to, as a heading, or ''."""
    if TURN.match(sentence.text):
        return "下一步 " + _opening(sentence)
    span = SPAN.match(sentence.text)
    if span:
        return "过去五年" if THESE_FIVE.fullmatch(span["span"]) else span["span"]
    year = YEAR_TURN.match(sentence.text)
    published = sentence.article.published_on
    if year and published:
        return _year_turn(int(year["year"]), year["asked"], sentence.text, published)
    return "回顾 " + _opening(sentence) if BACK.match(sentence.text) else ""


def _opening(sentence: Sentence) -> str:
    return re.split(r"[，,。？?]", sentence.text, maxsplit=1)[0]


def _year_turn(year: int, asked: str, text: str, published: date) -> str:
    """Return what a paragraph that begins with a year turns to: one that is over or ends looks back."""
    if year < published.year - A_YEAR_OF_A_REPORT:
        return ""  # 2004年，泸州老窖…: what is told of long ago is a story, not a part of a report
    planned = asked not in "，," or PLANNED.search(text)
    if year < published.year or (year == published.year and published.month >= YEAR_ENDS and not planned):
        return f"{year}年回顾"
    if year == published.year and asked == "是" and published.month > REPORT_SEASON:
        return ""
    return f"{year}年工作计划" if planned or year > published.year else ""


def section_of(headings: tuple[str, ...], published_on: date | None, lexicon: Lexicon) -> Section:
    """Decide whether a part looks back or ahead, by its innermost heading that tells.

    一、2021年工作回顾 -> review; 三、2022年重点工作 -> plan; a bare earlier year looks back, a later one ahead.
    推动项目建设取得新进展 may stand in either and tells only where no heading above it does.
    """
    for words in ("", "weak_"):
        for heading in reversed(headings):
            section = heading_section(heading, published_on, lexicon, words)
            if section:
                return section
    return ""


@lru_cache(maxsize=1024)
def heading_section(heading: str, published_on: date | None, lexicon: Lexicon, words: str = "") -> Section:
    """Return what one heading tells: a word of its kind, else the period it names against the document's date."""
    if lexicon.any_of(f"{words}review_headings").search(heading):
        return "review"
    if lexicon.any_of(f"{words}plan_headings").search(heading):
        return "plan"
    period = heading_period(heading, published_on, lexicon)
    if period is None or published_on is None:
        return ""
    if period.stop < published_on:
        return "review"
    if period.stop.year > published_on.year or (published_on.month <= 3 and period.stop > published_on):
        return "plan"
    return ""
