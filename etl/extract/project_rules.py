"""What a sentence says of a project it names: one rule each for money, a day promised, a step taken, who answers.

Each rule looks at one sentence; what several projects share is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from etl.extract.alternatives import any_of
from etl.extract.lexicon import Lexicon, compiled, lexicon_of
from etl.extract.periods import find_periods
from etl.extract.project_lists import listed
from etl.extract.project_names import LONGEST_NAME, names_in
from etl.extract.quantities import find_quantities
from etl.extract.sightings import Sighting, steps_told
from etl.model import Sentence
from etl.patterns import pattern_of
from etl.projects import STAGE_OF_STEP, Milestone
from etl.vocabulary import Vocabulary

FAR = 8

_INVESTMENT = pattern_of(r"总投资(?:额)?(?:约|达|为|近|超)*")
_AND_ANOTHER = pattern_of(r"(?:和|与|、|以及)(?:计划|估算)?总投资")
_BATCH = pattern_of(r"等[\d一二三四五六七八九十多余]*个?|分别|[\d余多]个|[一两二三四五六七八九十几]批")
_JUST = pattern_of(r"[份底前之内年月日，, 将会可要正式实现全面完全顺利成功集中建设并]*$")
_BODY = r"[一-龥]{2,14}?(?:局|委|办|镇|乡|街道|管委会|公司|集团|中心|部|厅|院|协会)"
_OWNER = pattern_of(rf"(?:由|责任单位[：:]?|牵头单位[：:]?)(?P<owner>{_BODY})(?:牵头|负责|实施|承建|[，。；）)]|$)")
_LEADER = pattern_of(r"(?:包联|包保|分包|责任|联系|挂钩)领导(?:[：:为]|是)\s*(?P<leader>[^，。；、）)]{2,14})")
_PROBLEM = pattern_of(
    r"(?:存在(?:的)?问题[：:是为]|(?:存在|面临))(?P<problem>(?!的?问题)[^，,。；;]{3,30}?)(?:等?(?:的)?(?:问题|困难))?(?=[，,。；;]|$)"
)


@lru_cache(maxsize=64)
def _taken(lexicon: Lexicon) -> re.Pattern[str]:
    steps = any_of(steps_told(lexicon))
    return re.compile(rf"(?:已|正式|成功|顺利|集中|全面|建成)*(?P<step>{steps})(?!仪式|后|前|率|时间|合同)")


Rule = Callable[[Sentence, Vocabulary], Iterator[Sighting]]


def invested(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Sighting]:
    """总投资10亿元的康师傅饮品北方区域研发总部; 某产业园项目总投资约3000万元."""
    text, grammar = sentence.text, lexicon_of(vocabulary).grammar
    for said in _INVESTMENT.finditer(text):
        found = find_quantities(text, grammar)
        money = next((q for q in found if said.end() - 2 <= q.start <= said.end() + 3), None)
        if money is None or money.unit != "元" or money.low is None:
            continue
        after = text[money.stop : money.stop + LONGEST_NAME + 8]
        after = _AND_ANOTHER.split(after, maxsplit=1)[0]
        if after.startswith("的"):
            names = [(n, money.stop + 1 + at) for n, at in names_in(after[1:], vocabulary) if at < 4]
        else:
            clause = max(text.rfind(sign, 0, said.start() - 1) for sign in "，。；：") + 1
            names = [(n, clause + at) for n, at in names_in(text[clause : said.start()], vocabulary)]
        if len(names) == 1 and not _BATCH.search(after[: _end(after)]):
            name, at = names[0]
            stop = max(money.stop, at + len(name))
            yield Sighting("investment", name, min(at, said.start()), stop, investment=money.low)


def promised(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Sighting]:
    """杉杉奥特莱斯广场二七店：9月开业; 某产业园项目预计今年9月份正式开业."""
    names = names_in(sentence.text, vocabulary)
    if len(names) == 1:
        yield from find_promises(sentence, vocabulary, *names[0])


def staged(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Sighting]:
    """二七时事通医疗器械产业园项目成功签约; 3月18日，云谷数据中心项目正式开工."""
    text = sentence.text
    names = names_in(text, vocabulary)
    if len(names) != 1:
        return
    name, at = names[0]
    lexicon = lexicon_of(vocabulary)
    told = _taken(lexicon).match(text, at + len(name))
    if told and not _BATCH.search(text[:at]):
        step = steps_told(lexicon)[told["step"]]
        taken = _day_before(sentence, vocabulary, step, at, told.end())
        start = min(at, taken[1]) if taken else at
        steps = (taken[0],) if taken else ()
        yield Sighting("stage", name, start, told.end(), stage=STAGE_OF_STEP[step], milestones=steps)


def answered(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Sighting]:
    """云谷数据中心项目由区大数据局牵头，包联领导：李四，存在用地手续未办结问题."""
    text = sentence.text
    names = names_in(text, vocabulary)
    if len(names) != 1:
        return
    name, at = names[0]
    owner, leader, problem = (pattern.search(text, at) for pattern in (_OWNER, _LEADER, _PROBLEM))
    found = [each for each in (owner, leader, problem) if each]
    if found:
        yield Sighting(
            "responsibility",
            name,
            at,
            max(each.end() for each in found),
            owner=owner["owner"] if owner else None,
            leader=leader["leader"] if leader else None,
            problem=problem["problem"] if problem else None,
        )


RULES: tuple[Rule, ...] = (invested, promised, staged, answered, listed)


def find_promises(sentence: Sentence, vocabulary: Vocabulary, name: str, at: int = -1) -> Iterator[Sighting]:
    """Find days promised for steps, or past ones on which they were taken: 去年9月签约，预计今年9月开业，年底达效.

    A promise governs the days after it. With the name in an earlier sentence (`at` -1) a word such as 预计 is needed.
    """
    text, reference = sentence.text, sentence.article.published_on
    if reference is None:
        return
    taken: set[str] = set()
    governed = False
    lexicon = lexicon_of(vocabulary)
    steps_named = steps_told(lexicon)
    for mention in find_periods(text, reference, lexicon.calendar):
        step = compiled(tuple(steps_named)).search(text, mention.stop, mention.stop + FAR + 4)
        promise = compiled(vocabulary.cells["promises"].words).search(text, max(0, mention.start - 6), mention.start)
        if step is None or mention.start < at or not _JUST.match(text[mention.stop : step.start()]):
            continue
        if at >= 0 and _BATCH.search(text, at + len(name), mention.start):
            continue
        close = at >= 0 and mention.start - at - len(name) <= FAR
        named, day = steps_named[step.group()], mention.period.stop
        if not (promise or close or governed) or named in taken:
            continue
        taken.add(named)
        doubts = () if at >= 0 else (f"项目名称“{name}”取自上文",)
        start = at if at >= 0 else (promise.start() if promise else mention.start)
        printed = text[mention.start : step.end()]
        if day >= reference:
            governed = True
            steps = (Milestone(named, day, None, printed),)
            yield Sighting("promised-day", name, start, step.end(), milestones=steps, doubts=doubts)
        elif close and not promise:
            steps = (Milestone(named, None, day, printed),)
            stage = STAGE_OF_STEP[named]
            yield Sighting("taken-day", name, start, step.end(), stage=stage, milestones=steps, doubts=doubts)


def _day_before(
    sentence: Sentence, vocabulary: Vocabulary, step: str, at: int, stop: int
) -> tuple[Milestone, int] | None:
    """Return the step with the day, just before the project's name, on which it was taken, and where that stands."""
    reference = sentence.article.published_on
    if reference is None:
        return None
    for mention in find_periods(sentence.text, reference, lexicon_of(vocabulary).calendar):
        day = mention.period.stop
        near = 0 <= at - mention.stop <= FAR and mention.period.start == day
        if near and day <= reference:
            return Milestone(step, None, day, sentence.text[mention.start : stop]), mention.start
    return None


def _end(after: str) -> int:
    found = re.search("[，。；]", after)
    return found.start() if found else len(after)
