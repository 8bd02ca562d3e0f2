"""Goal or result: what decides the kind of a statement.

The rules run in order and the first that knows wins: what names the number (年度计划投资, …的目标), the cue that
governs its clause, its period against the document's date, the section it stands in, what the paragraph said before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from etl.extract.estimates import follows_a_goal, is_estimate
from etl.extract.goal_words import (
    called_a_task,
    embedded_goal,
    goal_list,
    goal_met,
    goal_noun_after,
    listed_goal,
    partly_done_by_now,
    plan_noun_before,
    planned_things,
)
from etl.extract.lexicon import Lexicon
from etl.extract.mentions import heading_period
from etl.extract.scene import Cue, Reading, Scene, Section
from etl.extract.sections import section_of
from etl.model import Kind
from etl.patterns import pattern_of

CUES: tuple[tuple[str, Kind, bool], ...] = (
    ("target", "target", False),
    ("actual", "actual", False),
    ("target_strong", "target", True),
    ("actual_strong", "actual", True),
)
"""The lists of cues.toml, what each opens and whether it does so against its section."""
KIND_OF_SECTION: Mapping[Section, Kind] = {"review": "actual", "plan": "target"}
WANT = pattern_of(r"(?<![主重需必首简纲摘只还])要(?![素点求件闻道塞])")
A_QUARTER, STILL_LONG = 92, timedelta(days=20)
NOT_FUTURE = pattern_of(
    r"(?:计划|规划|目标|任务)(?=[”》])|(?:科技|科研|研发|人才|专项|行动|火炬|星火|振兴|支撑|培养|招生)计划|计划(?=[，。；、）]|$)|(?<=[个项家])计划(?=新?(?:开工|竣工|投产|续建)[一-鿿]{0,4}(?:项目|工程))|(?:列入|纳入|入选)[^，。；]{0,16}计划|将近|将士|将军|将领|麻将|健将|(?:有力|有效|切实|全力)确保|确保了|(?:已|累计|共|成功|先后|积极)争取|争取[到了]"
)
PLANNED_TOTAL = pattern_of(
    r"((?:预计|将|计划|拟|力争|确保)[^，。；]{0,12}|将(?:坚持|按照|围绕|聚焦|以)[^。；]{0,30}，)累计"
)
"""预计2022年累计完成…: 累计完成 is no result after a word of what is to come."""
SPOKEN_OF = pattern_of(
    r"(?:高出|高于|低于|超过|完成|快于|好于|达到|对照|确定的|制定的|提出的|定的|下达的?|比|较|占|围绕|锚定|实现)[^，。；：]{0,10}?(?:预期目标|目标任务|目标|任务|预期)(?!是|为|：|:)"
)
COMPARED = pattern_of(r"(?:比|较|于|同|从|由)(?:去年|上年|前年|目前|现在|当前)(?:同期)?|去年同期|上年同期")


def find_cues(text: str, lexicon: Lexicon) -> list[Cue]:
    """Return the cues of a stretch in order of place: 力争 (target), 截至 (actual)."""
    text = COMPARED.sub(_blank, text)
    text = NOT_FUTURE.sub(_blank, text)
    text = PLANNED_TOTAL.sub(r"\1　　", text)
    text = SPOKEN_OF.sub(_blank, text)
    found: dict[int, Cue] = {}
    for name, kind, strong in CUES:
        for hit in lexicon.any_of(name).finditer(text):
            found[hit.start()] = Cue(kind, hit.start(), strong, hit[0])
    for hit in WANT.finditer(text):
        found.setdefault(hit.start(), Cue("target", hit.start(), False, "要"))
    return [found[start] for start in sorted(found)]


def _blank(found: re.Match[str]) -> str:
    return "　" * len(found[0])


def governing_cue(scene: Scene, reading: Reading) -> Kind | None:
    """力争新签约项目60个以上，签约额达到500亿元以上: a cue governs until an opposing one; 达到 does not oppose."""
    limit = reading.quantity.start
    if reading.right and reading.right[0] not in "，,；;。、":
        limit = min(scene.stops[reading.clause], reading.quantity.stop + len(reading.right))
    state: Kind | None = None
    governing: Cue | None = None
    for cue in scene.cues:
        if cue.start >= limit:
            break
        if cue.word in LABELS and cue.start < scene.starts[reading.clause]:
            continue
        if cue.word == "将" and reading.left.endswith(("了", "已")):
            continue  # 将非棉品种占到了70%
        if cue.word == "同比" and state == "target" and follows_a_goal(scene, reading):
            continue
        governing = cue
        if not scene.section or (scene.section == "plan") == (cue.kind == "target") or cue.strong:
            state = cue.kind
    if governing is not None and not governing.strong and state == "target" and _interrupted(scene, reading, governing):
        state = None
    if governing is not None and governing.word == "预计" and is_estimate(scene, reading):
        state = "actual"
    ahead = reading.explicit and reading.period is not None and reading.period.stop > scene.reference
    if state is None and governing is not None and governing.kind == "target" and ahead:
        return "target"  # 预计2024年增长5%, told in a part that looks back
    return _against_period(scene, reading, state)


def _interrupted(scene: Scene, reading: Reading, cue: Cue) -> bool:
    """计划运作重大项目309个，一季度完成投资107亿元；新开工…: a result in between ends the reach of a weak cue."""
    return any(
        earlier.kind == "actual" and not earlier.background and earlier.quantity.start > cue.start
        for earlier in scene.readings[: reading.index]
    )


def _against_period(scene: Scene, reading: Reading, state: Kind | None) -> Kind | None:
    """A result cannot lie wholly ahead, and a stated period that is over is no open goal: 一季度完成投资 after 计划."""
    period = reading.period
    if period is None or not reading.explicit:
        return state
    if state == "target" and period.stop < scene.reference and not scene.strong_before(reading):
        return "actual"
    if state == "actual" and period.start is not None and period.start > scene.reference:
        return "target"
    return state


def part_tells(scene: Scene, reading: Reading) -> Kind | None:
    """下达投资任务33亿元，其中公路26亿元: a part of a goal that nothing calls done is a goal."""
    mark = scene.text.rfind("其中", 0, reading.quantity.start)
    if mark < 0 or re.search("[；;。]", scene.text[mark : reading.quantity.start]):
        return None
    whole = [r for r in scene.readings if r.quantity.start < mark and not r.background]
    same = bool(whole) and whole[-1].kind == "target" and whole[-1].quantity.unit == reading.quantity.unit
    over = reading.explicit and reading.period is not None and reading.period.stop < scene.reference
    return "target" if same and not over else None


def period_tells(scene: Scene, reading: Reading) -> Kind | None:
    """到2027年达到80%: a period that ends after the document is ahead; one that is over is behind."""
    period = reading.period
    if period is None or not reading.explicit:
        return None
    if period.stop < scene.reference:
        return "actual"
    ends_a_review = scene.section == "review" and period.stop.year == scene.reference.year
    ahead = any(rule in reading.rules for rule in AHEAD_RULES) or period.text == "年内"
    if ahead and not ends_a_review and not (period.text == "年内" and DONE.search(scene.text)):
        return "target"
    return "target" if period.stop.year > scene.reference.year or scene.section == "plan" else None


def floor_of_what_runs(scene: Scene, reading: Reading) -> Kind | None:
    """四季度新增到账1900万美元以上, told in November: a floor set for a quarter that runs is a goal."""
    period = reading.period
    if period is None or not reading.explicit or period.start is None or reading.quantity.comparator != ">=":
        return None
    quarter = (period.stop - period.start).days <= A_QUARTER
    return "target" if quarter and period.start <= scene.reference < period.stop - STILL_LONG else None


def paragraph_period_tells(scene: Scene, reading: Reading) -> Kind | None:
    """一季度完成投资17亿元。新开工线路202公里: a paragraph that speaks of what is over goes on doing so."""
    period = reading.period
    told_before = "period:paragraph" in reading.rules or ("period:sentence" in reading.rules and not reading.explicit)
    over = period is not None and told_before and period.stop < scene.reference
    return "actual" if over else None


def section_tells(scene: Scene, reading: Reading) -> Kind | None:
    """In 二、2025年重点工作 a number is a goal, in 一、2024年工作回顾 a result."""
    return KIND_OF_SECTION.get(scene.section)


def lead_tells(scene: Scene, reading: Reading) -> Kind | None:
    """定下2024“小目标”—— …20次: what the paragraph said before."""
    cues = find_cues(scene.sentence.lead[-200:], scene.lexicon)
    strong = [cue for cue in cues if cue.strong]
    if strong:
        return strong[-1].kind
    return cues[-1].kind if cues and cues[-1].word in FUTURE else None


def mood(scene: Scene, reading: Reading) -> Kind | None:
    """加快推进46个项目建设: nothing else telling, words of what is to be done."""
    if "from-to" in reading.rules or re.search(r"了|过|已", scene.text):
        return None
    words = scene.lexicon.any_of("moods")
    floor = scene.starts[reading.clause]
    if words.search(scene.text[floor : reading.quantity.start]):
        return "target"
    opened = ALSO.sub("", scene.text)
    if not scene.section and words.match(opened):
        return "target"
    lead = scene.sentence.lead.rstrip("。")
    told = ALSO.sub("", re.split("[。\n]", lead)[-1])
    return "target" if not scene.section and words.match(told) and not re.search(r"了|过|已", told) else None


def title_tells(scene: Scene, reading: Reading) -> Kind | None:
    """家电业十二五规划: nothing else telling, the article's title does."""
    article = scene.sentence.article
    period = heading_period(article.title, article.published_on, scene.lexicon)
    years = 0 if period is None or period.start is None else period.stop.year - period.start.year
    title = PLANS_TO.sub("", article.title)
    section = section_of((title,), article.published_on if years else None, scene.lexicon)
    return KIND_OF_SECTION.get(section)


ALSO = pattern_of(r"^(?:同时|此外|另外|并且|还)[，,]?")
DONE = pattern_of(r"已|完成了|实现了|截至")
PLANS_TO = pattern_of(r"(?:计划|规划|部署)(?=[^，。；]*[一-鿿\d])(?!目标|报告|执行|的)")
"""中国建材计划将水泥产能扩张: a verb of the title does not make its text a plan."""
LABELS = frozenset({"目标", "任务", "要求"})
FUTURE = frozenset({"将", "要", "计划", "拟"})
AHEAD_RULES = ("period:until_point", "period:by_point")
KINDS: tuple[Callable[[Scene, Reading], Kind | None], ...] = (
    embedded_goal,
    goal_met,
    goal_noun_after,
    listed_goal,
    goal_list,
    called_a_task,
    planned_things,
    plan_noun_before,
    partly_done_by_now,
    governing_cue,
    part_tells,
    period_tells,
    floor_of_what_runs,
    paragraph_period_tells,
    section_tells,
    lead_tells,
    mood,
    title_tells,
)


def decide_kind(scene: Scene, reading: Reading) -> None:
    """力争60个 is a goal, 已签约12个 a result: set the kind and note the rule that decided, else a result."""
    for rule in KINDS:
        kind = rule(scene, reading)
        if kind is not None:
            reading.kind = kind
            reading.rules.append(rule.__name__.replace("_", "-"))
            return
    reading.kind = "actual"
    reading.rules.append("actual-by-default")
