"""Projects that prose names: their investment, the stage they reached, the day they are promised for.

Conservative on purpose: a project counts where its name is plain (…项目, …产业园, …广场二七店) and something is said
of it that a ledger would hold. Each rule looks at one sentence; what several projects share is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from etl.extract.lexicon import compiled, lexicon_of
from etl.extract.periods import find_periods
from etl.extract.quantities import find_quantities
from etl.model import Document, Sentence
from etl.projects import Milestone, ProjectReport, report_id
from etl.vocabulary import Vocabulary

STEPS = {
    "签约": "signing",
    "开工": "start",
    "动工": "start",
    "竣工": "finish",
    "建成": "finish",
    "完工": "finish",
    "投产": "operation",
    "开业": "operation",
    "投用": "operation",
    "投入使用": "operation",
    "达产": "full capacity",
    "达效": "full capacity",
}
STAGE_OF = {"finish": "operation"}
FAR = 8
LONGEST_NAME = 26

_STEP = re.compile("|".join(STEPS))
_INVESTMENT = re.compile(r"总投资(?:额)?(?:约|达|为|近|超)*")
_CUT = re.compile(r"[，。；：、！？,;:]|记者|看到|就是|现场|位于|落户|落地|正在|已经|目前|如今|在[一-龥]+的")
_LEAD = re.compile(r"^(?:就是|走进|来到|在|其中|推动|推进|加快|支持|确保|是|和|与|及|的|对|[-—•●]|\d+[.、])+")
_BATCH = re.compile(r"等[\d一二三四五六七八九十多余]*个?|分别|[\d余多]个|[一两二三四五六七八九十几]批")
_JUST = re.compile(r"[份底前之内年月日，, 将会可要正式实现全面完全顺利成功集中建设并]*$")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a rule found: a name, where it and what is said of it stand, and what is said."""

    rule: str
    name: str
    start: int
    stop: int
    investment: Decimal | None = None
    stage: str | None = None
    milestone: Milestone | None = None
    doubts: tuple[str, ...] = ()


Rule = Callable[[Sentence, Vocabulary], Iterator[Sighting]]


def find_projects(document: Document, sentences: Iterable[Sentence], vocabulary: Vocabulary) -> list[ProjectReport]:
    """Return what a document says of projects by name, in order of place; the first rule to answer has a sentence."""
    found: list[ProjectReport] = []
    paragraph, named = (-1, -1), ""
    for sentence in sentences:
        if (sentence.article.position, sentence.paragraph) != paragraph:
            paragraph, named = (sentence.article.position, sentence.paragraph), ""
        sightings = next((seen for rule in RULES if (seen := list(rule(sentence, vocabulary)))), [])
        if not sightings and named:
            sightings = list(_promised(sentence, vocabulary, named))
        found += [_report(document, sentence, sighting) for sighting in sightings]
        names = [name for name, _ in names_in(sentence.text, vocabulary)]
        named = names[-1] if len(set(names)) == 1 else "" if names else named
    return found


def names_in(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """Yield the plain names of projects with where they start: 就是杉杉奥莱二七店项目建设现场 -> 杉杉奥莱二七店项目."""
    endings = compiled(vocabulary.cells["project endings"].words)
    start = 0
    for cut in [*_CUT.finditer(text), None]:
        piece = text[start : cut.start() if cut else len(text)]
        ends = list(endings.finditer(piece))
        if ends:
            last = ends[-1]
            lead = _LEAD.match(piece)
            at = lead.end() if lead else 0
            inner = piece.rfind("亿元的", 0, last.start())
            at = inner + 3 if inner >= 0 else at
            store = re.match(r"[一-龥]{2,3}店", piece[last.end() :])
            name = piece[at : last.end() + (len(store.group()) if store else 0)].strip(" “”")
            if is_name(name, vocabulary):
                yield name, start + piece.index(name)
        start = cut.end() if cut else len(text)


def is_name(name: str, vocabulary: Vocabulary) -> bool:
    """Tell a project's name from 一批重大项目 and 该项目."""
    bare = name.removesuffix("项目")
    plain = 4 <= len(bare) <= LONGEST_NAME and not compiled(vocabulary.cells["not projects"].words).search(name)
    return plain and not re.search(r"\d+(?:万|亿|平方米|亩|%)|[（(）)“”]", name)


def invested(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Sighting]:
    """总投资10亿元的康师傅饮品北方区域研发总部; 某产业园项目总投资约3000万元."""
    text, grammar = sentence.text, lexicon_of(vocabulary).grammar
    for said in _INVESTMENT.finditer(text):
        found = find_quantities(text, grammar)
        money = next((q for q in found if said.end() - 2 <= q.start <= said.end() + 3), None)
        if money is None or money.unit != "元" or money.low is None:
            continue
        after = text[money.stop : money.stop + LONGEST_NAME + 8]
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
    names = list(names_in(sentence.text, vocabulary))
    if len(names) == 1:
        yield from _promised(sentence, vocabulary, *names[0])


def staged(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Sighting]:
    """二七时事通医疗器械产业园项目成功签约."""
    text = sentence.text
    names = list(names_in(text, vocabulary))
    if len(names) != 1:
        return
    name, at = names[0]
    told = re.match(
        rf"(?:已|正式|成功|顺利|集中|全面|建成)*(?P<step>{_STEP.pattern})(?!仪式|后|前|率|时间|合同)",
        text[at + len(name) :],
    )
    if told and not _BATCH.search(text[:at]):
        step = STEPS[told["step"]]
        yield Sighting("stage", name, at, at + len(name) + told.end(), stage=STAGE_OF.get(step, step))


RULES: tuple[Rule, ...] = (invested, promised, staged)


def _promised(sentence: Sentence, vocabulary: Vocabulary, name: str, at: int = -1) -> Iterator[Sighting]:
    """Find a day promised for a step; with the name in an earlier sentence (`at` -1) a word such as 预计 is needed."""
    text, reference = sentence.text, sentence.article.published_on
    if reference is None:
        return
    for mention in find_periods(text, reference, lexicon_of(vocabulary).calendar):
        step = _STEP.search(text, mention.stop, mention.stop + FAR + 4)
        promise = compiled(vocabulary.cells["promises"].words).search(text, max(0, mention.start - 6), mention.start)
        if step is None or mention.start < at or not _JUST.match(text[mention.stop : step.start()]):
            continue
        if at >= 0 and _BATCH.search(text, at + len(name), mention.start):
            continue
        close = at >= 0 and mention.start - at - len(name) <= FAR
        if mention.period.stop < reference or not (promise or close):
            continue
        doubts = () if at >= 0 else (f"项目名称“{name}”取自上文",)
        printed = text[mention.start : step.end()]
        milestone = Milestone(STEPS[step.group()], mention.period.stop, None, printed)
        start = at if at >= 0 else (promise.start() if promise else mention.start)
        yield Sighting("promised-day", name, start, step.end(), milestone=milestone, doubts=doubts)
        return


def _end(after: str) -> int:
    found = re.search("[，。；]", after)
    return found.start() if found else len(after)


def _report(document: Document, sentence: Sentence, seen: Sighting) -> ProjectReport:
    article = sentence.article
    first, last = sentence.span(seen.start, seen.stop)
    doubts = seen.doubts if article.published_stated else (*seen.doubts, "文件日期为推断")
    return ProjectReport(
        id=report_id(document.sha256, f"{first}\x1f{sentence.text}", seen.name),
        name=seen.name,
        organisation=article.organisation,
        stage=seen.stage,
        total_investment=seen.investment,
        annual_investment=None,
        annual_done=None,
        cumulative_investment=None,
        owner=None,
        leader=None,
        problem=None,
        chain=None,
        milestones=(seen.milestone,) if seen.milestone else (),
        document_id=document.id,
        position=article.position,
        article=article.title,
        published_on=article.published_on,
        published_stated=article.published_stated,
        sentence=sentence.text,
        quote=document.text[first:last],
        quote_start=first,
        rules=(seen.rule,),
        doubts=doubts,
    )
