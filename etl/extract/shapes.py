"""What kind of number a quantity is: a level, a count of things, a growth rate, a change, a completion rate, a share.

Each rule is a function of the scene and one reading that returns True where it decided; the first that decides wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from etl.extract.goal_words import GOAL_AFTER
from etl.extract.phrases import noun_phrase
from etl.extract.scene import Reading, Scene
from etl.model import Quantity
from etl.patterns import pattern_of

ADVERB = (
    r"(?:同比|环比|比上年同期|比去年同期|较上年同期|较去年同期|比上年|较上年|比去年|较去年|年均|名义|实际|累计|平均|分别|均|各|都|"
    r"(?:连续)?[两二三四五\d]年(?:平均|年均)|按可比价格?计算|可比口径|同口径|以上年|折合|进一步|继续|总体|日均|比\d{4}年|较\d{4}年|比年初|较年初|比上年末|较上年末|比上月末|比上年底|较上年底|比年初|又|再|劲|微|转为|转|复合|猛|大幅|大幅度|略|小幅|稳步|也|逆势|快速|较快|强势|持续|显著|明显|由降转|由负转|止跌|双双|共|(?:与|同)(?:去年|上年)同期相比|[相环同]?(?:比|较)于?[^，。；]{1,10}?(?=环比|同比|净增|增长|下降|上升|提高|提升|增加|减少|上涨))"
)
RISE = "增长|增产|上升|上涨|提高|提升|增加|扩大|攀升|上浮|递增|净增|增|升|涨"
FALL = "负增长|减产|下降|降低|减少|回落|下滑|收窄|压减|下跌|缩减|压降|缩短|递减|精简|降|减|跌"
NEAR = (
    r"(?:了|约|超过|超|近|逾|达到|高达|达|为|在|仅|仅为|只|控制在|保持在|稳定在|不低于|力争|预计|预期|目标|安排|以|按|依次|分别|"
    r"突破|要|将|均)"
)
RATE = pattern_of(rf"(?P<adverb>{ADVERB}*)(?P<verb>{RISE}|{FALL}){ADVERB}?{NEAR}*$")
CHANGED_TO = (
    r"(?:进一步|继续|逐步|大幅|小幅|已)*(?:加快|回升|回落|提高|放缓|收窄|扩大|上升|下降|提升|攀升|上涨)(?:至|到)"
)
FALL_NOUNS = ("降幅", "跌幅", "减幅", "下降率", "下降幅度")
RATE_NOUN = pattern_of(
    rf"(?P<noun>增速|增幅|涨幅|增长率|增长速度|增长幅度|{'|'.join(FALL_NOUNS)}){ADVERB}*(?:{CHANGED_TO}|{NEAR}*)$"
)
COMPLETION = pattern_of(
    r"(?:占|完成|达成|达到|达|为|相当于|实现)[^，。；、]{0,6}?(?:年度|全年|年初|预算(?!支出|收入)|计划|目标|任务|总目标|年计划|年任务|预期)"
    r"[^，。；]{0,12}?(?:的比重|的比例|的)?(?:约|近|超|超过|达|达到|为)*$"
)
COMPLETION_RATE = pattern_of(
    r"(?:完成率|完成比例|达成率|完成进度|投资进度|目标进度|完成度)(?:已|分别|依次|均|仅|只|只有|达到|达|为|约|超过|超|(?:提高|提升|上升|升|增加)[到至])*$"
)
DONE = pattern_of(r"(?:仅|已|累计|共|只|均)*完成(?:了|约|近|超|超过|过)*$")
SHARE = pattern_of(r"占(?P<whole>[^，。；]{0,24})(?:比重|比例|份额|的|比)?[^，。；]{0,4}$")
AFTERWARDS = pattern_of(r"^.*(?:后|之后|基础上|以来|因素后)[，,]?$")
FROM = pattern_of(r"(?:由|从)[^，。；]{0,10}$")
MOVED = (
    "增加|增长|提高|提升|上升|扩大|下降|降低|减少|压缩|压减|调整|调增|调减|上调|下调|拓展|扩展|发展|跃升|攀升|跃增|缩小|"
    "收窄|缩减|延长|扩容|优化|增|降|升|减|缩短|跃"
)
FROM_TO = pattern_of(rf"^(?:左右)?(?:分别)?(?:(?:{MOVED})?(?:至|到|为|了)|(?:{MOVED})的?$)")
WITHOUT_THE = pattern_of(r"^(?:以上)?(?![以左和与及至到的])[一-鿿]{3}")
EMBEDDED_IN = pattern_of(
    r"(?:完成|占|达成|实现)(?:了|全年|年度|今年|年初)*(?:[一-鿿]{0,8}(?:下达|确定|制定|提出|定)的)?(?:近|约)?$"
)
GOAL_BEFORE_IT = pattern_of(
    r"(?:占|完成|达成|为|达到|相当于)[^，。；]{0,12}?(?:目标|任务|计划)(?:数|值|额|总额)?[（(]?$"
)
GOAL_BEHIND_IT = pattern_of(r"(?:的)?(?:年度|全年|考核|经营|目标|任务|计划|投资)*(?:目标|任务)[^，。；]{0,6}的?$")
GOALS_LISTED = pattern_of(r"(?:目标|任务|计划)[（(][^（）()]*$")
LISTED_TO = pattern_of(r"[^（）()。；]*[）)]的")
COMPARED_ALONE = pattern_of(r"(?:同比|环比)(?:分别|均)?$")
OF_THE = pattern_of(r"^的(?=[一-鿿])")
SHARED_BOUND = pattern_of(r"不低于|不少于|不超过|不高于|至少|超过|突破")
RESPECTIVELY = pattern_of(r"分别|依次")
CHAIN = frozenset({"和", "、", "与", "及", "以及", "，和", "或", "到", ""})
RATE_UNITS = frozenset({"%", "个百分点", "倍", "成"})
TOP_RATE = pattern_of(
    r"(?P<of>[^，。；]*?)(?:的)?(?:同比)?(?P<noun>增速|增幅|涨幅|升幅|降幅|跌幅)"
    r"(?:为|均)?(?:[最较更][大高快]|居首|居前|领先|第一|明显)$"
)
LINK_ALONE = pattern_of(r"(?:分别|依次|均|都)*(?:高达|达到了?|达|为|至)$")
TOLD_AFTER = pattern_of(r"^(?:左右|以上|以内)?(?:的(?:增长速度|增速|增幅|速度增长|速度)|的?增长(?![极点动空]))")


def embedded_target(scene: Scene, reading: Reading) -> bool:
    """完成全年60亿元任务的53%: the amount before 任务 or 目标 is the goal itself."""
    if reading.quantity.unit in RATE_UNITS:
        return False
    before = scene.text[scene.starts[reading.clause] : reading.quantity.start]
    in_a_list = GOALS_LISTED.search(before) and LISTED_TO.match(scene.text, reading.quantity.stop)
    named_before = GOAL_BEFORE_IT.search(reading.left) and re.match(r"[）)]?的", reading.right)
    named_after = GOAL_BEHIND_IT.match(reading.right) and EMBEDDED_IN.search(reading.left)
    if not (in_a_list or named_before or named_after):
        return False
    reading.shape = "level"
    reading.rules.append("embedded-target")
    return True


def chained(scene: Scene, reading: Reading) -> bool:
    """分别增长6%和7.4%: a number that 和 or 、 joins to the one before is of its shape."""
    if reading.index == 0 or reading.left.strip() not in CHAIN:
        return False
    previous = scene.readings[reading.index - 1]
    same_family = (previous.quantity.unit in RATE_UNITS) == (reading.quantity.unit in RATE_UNITS)
    if previous.clause != reading.clause or not same_family:
        return False
    first = next((r for r in reversed(scene.readings[: reading.index]) if not r.chained), previous)
    if previous.quantity.unit != reading.quantity.unit and not RESPECTIVELY.search(first.left):
        return False
    if previous.right.strip(" 和与及、或到以"):
        return False
    reading.shape, reading.suffix, reading.chained = previous.shape, previous.suffix, True
    if RESPECTIVELY.search(first.left) and SHARED_BOUND.match(first.quantity.text):
        _share_bound(first.quantity, reading)
    reading.rules.append("chained")
    return True


def _share_bound(first: Quantity, reading: Reading) -> None:
    """分别不低于5%、7%: a bound said before the first number of a chain holds for all of them."""
    own = reading.quantity
    if own.comparator != "=" or own.value_max is not None:
        return
    low = None if first.low is None else own.low
    high = None if first.high is None else own.high
    reading.quantity = replace(own, comparator=first.comparator, low=low, high=high)
    reading.rules.append("shared-bound")


def completion_rate(scene: Scene, reading: Reading) -> bool:
    """占年度目标的104%, 完成全年任务的53%, 仅完成44%, 完成率100%: a completion rate, never the metric's value."""
    if reading.quantity.unit != "%":
        return False
    floor = max(scene.starts[reading.clause], reading.quantity.start - 60)
    found = COMPLETION.search(scene.text[floor : reading.quantity.start])
    if found and not RATE.search(reading.left):
        reading.shape, reading.subject = "completion", scene.without_periods(floor, floor + found.start())
        reading.rules.append("of-plan")
    elif COMPLETION_RATE.search(reading.left):
        reading.shape, reading.subject = "completion", COMPLETION_RATE.sub("", reading.left)
    elif DONE.search(reading.left):
        reading.shape, reading.subject = "completion", DONE.sub("", reading.left)
    else:
        return False
    reading.suffix = "完成率"
    reading.rules.append("completion-rate")
    return True


def rate_noun(scene: Scene, reading: Reading) -> bool:
    """涨幅3%左右, 增速达到8%: the noun names the rate."""
    found = RATE_NOUN.search(reading.left)
    if reading.quantity.unit not in RATE_UNITS or not found:
        return False
    reading.shape, reading.subject = "rate", re.sub(ADVERB + "+$", "", reading.left[: found.start()])
    reading.suffix = "降幅" if found["noun"] in FALL_NOUNS else "增速"
    reading.rules.append("rate-noun")
    return True


def rate_verb(scene: Scene, reading: Reading) -> bool:
    """投资增长17.2%, 能耗下降3.1%: a verb of change right before a percentage."""
    found = RATE.search(reading.left)
    if reading.quantity.unit not in RATE_UNITS or not found:
        return False
    reading.shape, reading.subject = "rate", AFTERWARDS.sub("", reading.left[: found.start()])
    reading.suffix = "降幅" if found["verb"] in FALL.split("|") else "增速"
    reading.rules.append("rate-verb")
    return True


def top_rate(scene: Scene, reading: Reading) -> bool:
    """药品类增幅最大，达到40.5%: the clause before names the rate and what it is of."""
    if reading.quantity.unit != "%" or not reading.clause or not LINK_ALONE.fullmatch(reading.left.strip()):
        return False
    found = TOP_RATE.search(scene.clause_text(reading.clause - 1))
    if not found:
        return False
    reading.shape, reading.subject = "rate", found["of"]
    reading.suffix = "降幅" if found["noun"] in FALL_NOUNS else "增速"
    reading.rules.append("top-rate")
    return True


def rate_alone(scene: Scene, reading: Reading) -> bool:
    """同比分别-6.2%、-19.3%: a percentage that is only compared with the year before."""
    found = COMPARED_ALONE.search(reading.left)
    if reading.quantity.unit != "%" or not found:
        return False
    reading.shape, reading.subject, reading.suffix = "rate", reading.left[: found.start()], "增速"
    reading.rules.append("rate-alone")
    return True


def told_after(scene: Scene, reading: Reading) -> bool:
    """保持8%的增速: the rate is named after its number."""
    if reading.quantity.unit not in RATE_UNITS or not TOLD_AFTER.match(reading.right):
        return False
    reading.shape, reading.subject, reading.suffix = "rate", reading.left, "增速"
    reading.rules.append("rate-told-after")
    return True


def from_to(scene: Scene, reading: Reading) -> bool:
    """仓容由20万吨，增至35万吨: the number after 由 or 从 is the old one; what it is said of is what the new one is."""
    if not reading.index or not FROM_TO.match(reading.left):
        return False
    previous = scene.readings[reading.index - 1]
    old = [previous]
    while old[0].chained:
        old.insert(0, scene.readings[old[0].index - 1])
    previous = old[0]
    found = FROM.search(previous.left)
    if not found or reading.clause - previous.clause > 1:
        return False
    for one in old:
        one.background = "old-value"
    reading.shape, reading.subject = "level", previous.left[: found.start()]
    reading.rules.append("from-to")
    return True


def risen_to(scene: Scene, reading: Reading) -> bool:
    """毛利率同比提高3.87个百分点至75.75%: the number after 至 is the level of what rose."""
    previous = scene.readings[reading.index - 1] if reading.index else None
    if previous is None or previous.clause != reading.clause or reading.left.strip() not in {"至", "到", "达到", "达"}:
        return False
    found = RATE.search(previous.left)
    if not found:
        return False
    reading.shape, reading.subject = "level", previous.left[: found.start()]
    reading.rules.append("risen-to")
    return True


def absolute_change(scene: Scene, reading: Reading) -> bool:
    """支出规模比去年扩大2万亿元: an amount that something rose or fell by."""
    found = RATE.search(reading.left)
    if reading.quantity.unit in RATE_UNITS or not found or len(found["verb"]) < 2:
        return False
    counted = reading.quantity.unit not in {"元", "美元"} and re.match(r"[一-鿿“]", reading.right)
    if counted or (not reading.left[: found.start()].strip() and reading.right.strip("的 ")):
        return False
    reading.shape, reading.subject = "change", reading.left[: found.start()]
    reading.suffix = {"增加": "增加额", "扩大": "增加额", "减少": "减少", "下降": "下降"}.get(
        found["verb"], found["verb"]
    )
    reading.rules.append("absolute-change")
    return True


def share(scene: Scene, reading: Reading) -> bool:
    """占规上工业比重达到48%, 占比为21%: a part of a whole."""
    if reading.quantity.unit != "%" or OF_THE.match(reading.right):
        return False
    found = SHARE.search(reading.left)
    if not found:
        return False
    reading.shape, reading.subject = "share", reading.left
    reading.rules.append("share")
    return True


def ratio_of(scene: Scene, reading: Reading) -> bool:
    """实现60%的乡镇通油路: what the percentage is of follows it."""
    if (
        reading.quantity.unit != "%"
        or not (OF_THE.match(reading.right) or (not reading.left.strip("， ") and WITHOUT_THE.match(reading.right)))
        or GOAL_AFTER.match(reading.right)
        or noun_phrase(reading.left, scene, "")
    ):
        return False
    reading.shape, reading.suffix, reading.subject = "level", "比例", reading.rest.lstrip("的")
    reading.rules.append("ratio-of")
    return True


SHAPES: tuple[Callable[[Scene, Reading], bool], ...] = (
    embedded_target,
    chained,
    from_to,
    completion_rate,
    rate_noun,
    rate_verb,
    top_rate,
    rate_alone,
    told_after,
    risen_to,
    absolute_change,
    share,
    ratio_of,
)


def find_shapes(scene: Scene) -> None:
    """Decide the shape of every quantity of a sentence; what no rule claims is a level."""
    for reading in scene.readings:
        for rule in SHAPES:
            if rule(scene, reading):
                break
        else:
            reading.shape, reading.subject = "level", reading.left
