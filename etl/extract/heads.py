"""What each number is said of: the phrase before it, the things counted after it, or what a number before it was of."""

from __future__ import annotations

import re

from etl.extract.counts import counted_name
from etl.extract.fitting import COUNTERS, CURRENCIES
from etl.extract.goal_words import GOAL_AFTER
from etl.extract.inheritance import (
    BARE_RATES,
    BODY_END,
    from_chain,
    goals_in_brackets,
    inherited,
    ranked_by,
)
from etl.extract.lists import measured_end, split_heads
from etl.extract.owners import LENGTHS, length_of, of_owners, spent_on_these, task_before, with_owner
from etl.extract.phrases import AND, noun_phrase, right_phrase, tokens
from etl.extract.scene import Reading, Scene
from etl.extract.things import with_things
from etl.patterns import pattern_of

EACH = pattern_of(r"(?<![平人年月日户亩])均|都(?!市)|分别|依次|双双|各$")
PRONOUNS = {
    "总数": "",
    "总量": "",
    "规模": "规模",
    "数量": "",
    "总额": "",
    "总值": "",
    "其": "",
    "增速": "",
    "增幅": "",
    "总规模": "规模",
    "占比": "占比",
    "强度": "强度",
    "比重": "比重",
}
EACH_OF = frozenset(["日", "月", "年", "户", "亩", "周"])
EMBEDDED = pattern_of(r"(?:已|仅|超额|圆满|提前)*(?:完成|达成|占|实现)")
AFTER_A_COUNT = pattern_of(AND)
FROM_WORDS = pattern_of(
    r"(?:由|从)[^，。；\d]{1,14}(?:增加|增长|发展|扩大|提高|上升|拓展|减少|下降|增|降)(?:至|到|为)(?:目前|现在|如今)?的?$"
)
WILL_SPEND = pattern_of(r"(?<=建设|工程|领域|事业|产业)(?:将|拟|计划|预计)(?=投资$)")
AHEAD_OF_TIME = pattern_of(r"(?:提前|超额)[^，。；]*$")
SPENT = pattern_of(r"(?:实施|用于|支持|办好|建设|推进|开展|推动|保障|改造|完成|加强|加快|扶持)")
REACHING = frozenset(["惠及", "受益", "覆盖"])
BOUND_ALONE = pattern_of(r"(?:以上|以下|以内)$")
STAGE_ALONE = pattern_of(r"(?:竣工投产|签约|开工|竣工|投产|落地|在谈|续建)$")
LISTED_RATES = pattern_of(r"(?P<list>[^，。；]*率、[^，。；]*率)(?:分别|均|都|双双)")
GOAL_ALONE_AFTER = pattern_of(r"(?:左右|以上|以内)?的?(?:预期|年度|全年|奋斗)?(?:目标|任务)")
TOLD_IN_PERCENT = pattern_of(r"(?:率|占比|比重|比例|覆盖面|满意度)$")
TOLD_BEFORE = frozenset("，,；;。、：:！？（()）”等")


def name_heads(scene: Scene) -> None:
    """Give every reading the phrase or phrases it is said of."""
    for reading in scene.readings:
        _name_head(scene, reading)


def _name_head(scene: Scene, reading: Reading) -> None:
    """A、B分别3%, 60%的乡镇, 任务60亿元的53%: name a number by its shape where that tells, else by its subject."""
    if reading.chained:
        from_chain(scene, reading)
    elif reading.shape == "level" and reading.suffix == "比例":
        reading.heads = [noun_phrase(right_phrase(reading, scene)[0], scene, reading.organisation)]
    elif "embedded-target" in reading.rules:
        reading.heads = [_head_of_goal(scene, reading)]
    else:
        _name_by_subject(scene, reading)


def _head_of_goal(scene: Scene, reading: Reading) -> str:
    """Return what a goal inside a completion is of: 完成全年60亿元任务的53% is of what went before."""
    before = AHEAD_OF_TIME.sub("", EMBEDDED.split(reading.left)[0])
    listed = goals_in_brackets(scene, reading)
    return listed or noun_phrase(before, scene, reading.organisation) or inherited(scene, reading)


def _name_by_subject(scene: Scene, reading: Reading) -> None:
    """新签约项目60个, 签约额增长6%, 均增长5%: name a number by the words before it, or by what they leave out."""
    left = noun_phrase(_subject(scene, reading), scene, reading.organisation)
    if reading.shape == "rate" and BODY_END.search(left) and left not in scene.lexicon.growths:
        left = inherited(scene, reading) or left
    label = ranked_by(scene, reading)
    if label and not measured_end(left, scene.lexicon):
        reading.organisation = left or reading.organisation
        reading.heads = [label]
        return
    left = _in_words_of_others(scene, reading, left)
    if reading.shape in {"rate", "completion", "change"}:
        left = _with_qualifier(scene, reading, left)
        if reading.shape == "completion" and left in BARE_RATES:
            left = inherited(scene, reading) or left
        reading.heads = _coordinated(scene, reading, left) or [left or inherited(scene, reading)]
        return
    left = of_owners(scene, reading, left)
    left = _in_full(_with_qualifier(scene, reading, _head_of_level(scene, reading, left)), reading)
    heads = _coordinated(scene, reading, _whole_list(reading, left)) if EACH.search(reading.left) else None
    reading.heads = heads or [left or _counted_body(scene, reading)]


def _whole_list(reading: Reading, left: str) -> str:
    """建议办结率、提案办复率均为100%: of a long list a name keeps the last part, and each part counts here."""
    listed = LISTED_RATES.search(reading.subject)
    return listed["list"] if listed and listed["list"].endswith(left) else left


def _subject(scene: Scene, reading: Reading) -> str:
    """Return the words before a number that can name it, without what the number before it counts.

    合作社由十年前的不足百个发展到目前的1735个 is of 合作社; 水利建设将投资 is 水利建设投资.
    """
    subject = WILL_SPEND.sub("", FROM_WORDS.sub("", reading.subject))
    last = scene.readings[reading.index - 1] if reading.index else None
    if last is None or last.clause != reading.clause:
        return subject
    if last.background == "subject-count" and reading.left.endswith("的"):
        return ""  # 102项重大工程的85个项目
    return AFTER_A_COUNT.split(subject)[-1] if last.counts_right else subject


def _in_words_of_others(scene: Scene, reading: Reading, left: str) -> str:
    """产值, 日均, 总数: a bare word is of what another number is of."""
    if left in LENGTHS:
        return length_of(scene, reading, left)
    if left in scene.lexicon.listed("bare_measures") or left in scene.lexicon.listed("owned_measures"):
        left = with_owner(scene, reading, left)
    if left in EACH_OF and left + "均" in reading.left:
        left = left + "均" + inherited(scene, reading, same_unit=True)
    return inherited(scene, reading) + PRONOUNS[left] if left in PRONOUNS else left


def _counted_body(scene: Scene, reading: Reading) -> str:
    """智能化煤矿达到400座: what looks like the body that owns the number is what is counted."""
    body = reading.organisation
    if reading.quantity.unit not in COUNTERS or not reading.left.strip(" ，、").startswith(body) or not body:
        return ""
    reading.organisation = scene.sentence.article.organisation
    return body


def _in_full(head: str, reading: Reading) -> str:
    """智造园签约26个、96亿元: a stage alone is of projects, or of the amount signed."""
    if reading.quantity.unit == "元" and head.endswith("签约项目"):
        return head.removesuffix("项目") + "额"
    stage = STAGE_ALONE.search(head)
    if not stage:
        return head
    if reading.quantity.unit in {"个", "家", "项", "件", "宗"} and not reading.counts_right:
        thing = head[: stage.start()]
        counted = len(thing) > 1 and (thing.endswith("公园") or not BODY_END.search(thing))
        return head if counted or "项目" in head else head + "项目"
    return head + "额" if reading.quantity.unit == "元" and stage[0] == "签约" else head


def _head_of_level(scene: Scene, reading: Reading, left: str) -> str:
    """签约额12亿元, 12个项目, …其中12个: what a level is of stands before it, after it, or went before."""
    if not left and GOAL_AFTER.match(reading.right):
        left = _named_as_task(scene, reading)
        if reading.quantity.unit == "%" and left and not TOLD_IN_PERCENT.search(left):
            reading.shape, reading.suffix = "rate", _earlier_suffix(scene, reading)
        return left
    if (
        reading.shape == "level"
        and _counts(reading)
        and left not in scene.lexicon.names
        and not (left and GOAL_ALONE_AFTER.match(reading.right))
    ):
        reading.shape = "count"
        return counted_name(reading, scene, left) or _head_before(scene, reading)
    if reading.right.startswith("的") and (
        not left or left in scene.lexicon.listed("sizes_alone") or _after_a_listed(scene, reading)
    ):
        reading.counts_right = True
        things = right_phrase(reading, scene)[0]
        return things + (left.removeprefix("设立") if left in scene.lexicon.listed("sizes_alone") else "")
    return _head_of_verb(scene, reading, left) if left else _head_before(scene, reading)


def _named_as_task(scene: Scene, reading: Reading) -> str:
    """6%的预期目标 is of what went before; of 6830人脱贫任务 the task says what is counted."""
    task = re.split("目标|任务|预期", reading.right.lstrip("的"))[0]
    counted = reading.quantity.unit not in {"%", *CURRENCIES} and len(task) > 1
    return task if counted else inherited(scene, reading) or task


def _head_of_verb(scene: Scene, reading: Reading, left: str) -> str:
    """筹措7亿元实施交通惠民工程 -> 筹措资金; 惠及460万人, 续建24座: a verb alone is of what stands around it."""
    if left in REACHING:
        return inherited(scene, reading) + left
    if BOUND_ALONE.search(left) and reading.index and scene.readings[reading.index - 1].heads:
        things = tokens(scene.readings[reading.index - 1].heads[0].removesuffix("数"), scene.lexicon)
        return left + things[-1]  # 引进企业137家，其中注册资金千万元以上46家
    if left not in scene.lexicon.listed("paid_out"):
        return with_things(scene, reading, left)
    if not reading.right.strip("，。；、"):
        return inherited(scene, reading) or left
    spent = right_phrase(reading, scene)[0]
    return left + (spent if spent and not SPENT.match(reading.right) else "资金")


def _head_before(scene: Scene, reading: Reading) -> str:
    """生产总值达到99.1万亿元，增长6.1%; 外出招商5批40人次: what a number without a name is of."""
    before = scene.readings[reading.index - 1] if reading.index else None
    if before is not None and before.quantity.stop == reading.quantity.start and before.heads:
        return before.heads[0]
    if before is not None and spent_on_these(before, reading):
        return before.heads[0].removesuffix("数") + "完成投资"
    joined = (
        before is not None and before.clause == reading.clause and reading.left.strip().endswith(("、", "和", "及"))
    )
    return inherited(scene, reading, same_unit=not joined) or task_before(scene, reading)


def _with_qualifier(scene: Scene, reading: Reading, head: str) -> str:
    """10亿元以上项目3至5个, 总投资超10亿元项目50个: the bound before the name is part of it."""
    if not reading.index or not head:
        return head
    before = scene.readings[reading.index - 1]
    if before.background == "bound-before-a-count" and before.clause == reading.clause:
        verb = noun_phrase(before.left, scene, reading.organisation)
        return ("" if BODY_END.search(verb) else verb) + before.quantity.text + head
    if (
        before.background == "qualifying-bound"
        and before.clause == reading.clause
        and reading.left.startswith(head[:1])
    ):
        return before.quantity.text + head
    return head


def _after_a_listed(scene: Scene, reading: Reading) -> bool:
    """完成486亿元的采购和9亿元的供应: what stands before the second number is of the first."""
    before = scene.readings[reading.index - 1] if reading.index else None
    return before is not None and before.clause == reading.clause and before.counts_right


def _earlier_suffix(scene: Scene, reading: Reading) -> str:
    """…增长6%、…7%的目标: a percentage named by a task is told as the rate before it was."""
    return next((r.suffix for r in reversed(scene.readings[: reading.index]) if r.shape == "rate"), "增速")


def _counts(reading: Reading) -> bool:
    after = reading.right or reading.rest  # 10个三十亿以上重大项目
    return bool(after) and after[0] not in TOLD_BEFORE and reading.quantity.unit not in {"%", "个百分点", "元", "美元"}


def _coordinated(scene: Scene, reading: Reading, left: str) -> list[str] | None:
    """A、B增长3%: one head each where every part is a metric or shares the last one's tail."""
    if not re.search(r"、|和|与|及", left) or left in scene.lexicon.names or left in scene.lexicon.growths:
        return None
    parts = split_heads(left, scene, reading.organisation)
    known = [part in scene.lexicon.names or part in scene.lexicon.growths for part in parts]
    if len(parts) > 1 and (all(known) or EACH.search(reading.left)):
        return parts
    return None
