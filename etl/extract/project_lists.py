"""Projects in a row: A、B等20个项目竣工投产 says of each that it was finished; what they cost together is nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from etl.extract.alternatives import any_of
from etl.extract.lexicon import Lexicon, compiled, lexicon_of
from etl.extract.periods import find_periods
from etl.extract.project_names import LONGEST_NAME, PHASE, is_name
from etl.extract.sightings import Sighting, steps_told
from etl.model import Sentence
from etl.patterns import pattern_of
from etl.projects import STAGE_OF_STEP, Milestone
from etl.vocabulary import Vocabulary

LANDED = "落地"
"""Said of many projects at once, it is their signing."""
_ITEM = r"[^，。；：、,;:\s]"
_LIST = pattern_of(
    rf"(?P<names>{_ITEM}{{3,40}}(?:、{_ITEM}{{3,{LONGEST_NAME}}})+)等(?P<kind>{_ITEM}{{0,26}}?项目)(?P<after>[^，。；,;]{{0,20}})"
)
_WISHED = pattern_of(r"加快|推进|推动|促进|争取|谋划|招引|洽谈|在谈|围绕|确保|力争|聚焦|支持|对接|跟进")
_SIZE = pattern_of(r"[\d.]+(?:万|亿)")


class _Told(NamedTuple):
    """How a list of projects tells their step: newly, as done, or as planned for a day."""

    new: re.Pattern[str]
    done: re.Pattern[str]
    planned: re.Pattern[str]


@lru_cache(maxsize=64)
def _told(lexicon: Lexicon) -> _Told:
    step = f"(?P<step>{any_of((*steps_told(lexicon), LANDED))})"
    return _Told(
        re.compile(rf"^.*?新{step}"),
        re.compile(rf"^(?:\d+余?个)?(?:的)?(?:相继|陆续|顺利|集中|成功|全部|正式|已|全面|先后)*{step}"),
        re.compile(rf"^(?:\d+余?个)?(?:计划|预计|将于?|拟于?)(?P<day>[^，。；]{{2,10}}?){step}"),
    )


def listed(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Sighting]:
    """郑州中视数据中心项目、中原新能源科技产业园项目等一批重大项目相继签约; A、B等60个项目计划年内竣工投产."""
    text, lexicon = sentence.text, lexicon_of(vocabulary)
    ways = _told(lexicon)
    for row in _LIST.finditer(text):
        clause = max(text.rfind(sign, 0, row.start()) for sign in "，。；：,;:") + 1
        new = ways.new.match(row["names"])
        told = new or ways.done.match(row["after"])
        planned = None if told else ways.planned.match(row["after"])
        first = new.end() if new else 0
        verb = told or planned
        if verb is None or (not new and _WISHED.search(text[clause : row.end("names")])):
            continue
        names = list(_names(row["names"], first, vocabulary))
        step = steps_told(lexicon).get(verb["step"], "signing")
        steps: tuple[Milestone, ...] = ()
        if planned:
            found = _promised_day(sentence, planned["day"], vocabulary)
            if found is None:
                continue
            steps = (Milestone(step, found, None, planned.group()),)
        stop = row.end("kind") if new else row.start("after") + verb.end()
        for name, at in names:
            stage = None if planned else STAGE_OF_STEP[step]
            yield Sighting("listed", name, row.start() + at, stop, stage=stage, milestones=steps)


def _names(row: str, first: int, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """Yield the names of a list with their places; none where not one is plainly a project's."""
    endings = compiled(vocabulary.cells["project endings"].words)
    found, at = [], 0
    for item in row.split("、"):
        lead = first if at == 0 else 0
        name = item[lead:].strip("“”的 ")
        if len(PHASE.sub("", name)) >= 4 and len(name) <= LONGEST_NAME and not _SIZE.search(name):
            found.append((name, at + item.index(name)))
        at += len(item) + 1
    if any(is_name(name, vocabulary) and endings.search(name) for name, _ in found):
        yield from ((name, place) for name, place in found if name[0] not in "和与及等在对")


def _promised_day(sentence: Sentence, text: str, vocabulary: Vocabulary) -> date | None:
    """Return the day that a few words promise: 年内 -> 31 December; None where it is no day ahead."""
    reference = sentence.article.published_on
    if reference is None:
        return None
    mentions = find_periods(text, reference, lexicon_of(vocabulary).calendar)
    return next((m.period.stop for m in mentions if m.period.stop >= reference), None)
