"""Distances and places in a row: 高于全国1.2个百分点, 是2006年的2.2倍, 排名第3位, 跨越3个千亿元台阶."""

from __future__ import annotations

from etl.extract.goal_words import GOAL_AFTER, PLANNED_THINGS
from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

BEYOND_PLAN = pattern_of(
    r"(?:超|超出|多于|少于|比)(?:年度|全年|年初)?(?:计划|任务|目标|预期|(?:序时|计划|时间)进度)[多少]?$|(?:目标|任务|计划)[^，。；]*超额$"
)
CONTRIBUTED = pattern_of(r"(?:拉动|拉低|带动|影响|贡献)[^，。；]{0,20}(?:增长|增速|回升|上涨|上升|下降)")
AVERAGE_OF = pattern_of(r"(?:全国|全省|全市|全球|世界|国家|行业)(?:平均|平均水平|均值|水平)?的(?:约|近)?$")
BASE = pattern_of(r"(?:比|较)[^，。；]{2,16}的$")
CHANGED = pattern_of(r"(?:净?增加?|增长|提高|提升|上升|下降|减少|降低|翻|高|低|多|少)")
COMPARED_WITH = pattern_of(r"(?:比|较)[^，。；]{1,12}$")
PLACED = pattern_of(r"排名|位次|位列|位居")
A_STEP = pattern_of(r"[^，。；]{0,8}(?:台阶|大关)")
FIELD = pattern_of(r"[^，。；]{1,14}(?<![高初集])中(?P<closed>[，,、]|$)?")
LAST_YEARS_OWN = pattern_of(r"(?:而)?(?:去年|上年)同期(?:仅|只)?(?:为|是|完成|实现)?[约近超\-－]*[\d(（]")
YEAR_BEFORE = pattern_of(r"(?:相?比|相?较)?(?:于)?(?:去年|上年|\d{4}年)同期")
LAST_YEARS = pattern_of(r"(?:比|较)(?:上年|去年|上年同期|去年同期)(?:的|高达)?$")


def comparison(scene: Scene, reading: Reading) -> bool:
    """高于全国平均1.2个百分点: a distance from somebody else's number."""
    previous = scene.readings[reading.index - 1] if reading.index else None
    if reading.chained and previous is not None and previous.background == "comparison":
        return True
    if AVERAGE_OF.search(reading.left) or (BASE.search(scene.before(reading)[-24:]) and CHANGED.match(reading.right)):
        return True
    if GOAL_AFTER.match(reading.right) or "from-to" in reading.rules:
        return False
    if reading.right.lstrip("以上下").startswith("的") and LAST_YEARS.search(scene.before(reading)[-8:]):
        return True  # 比上年30%以上的增速明显下降
    if reading.quantity.unit not in {"%", "个百分点"} and "比" not in reading.left:
        return False
    clause = scene.text[scene.starts[reading.clause] : reading.quantity.start][-40:]
    if reading.shape == "rate" and reading.quantity.unit == "%":
        clause = YEAR_BEFORE.sub("", clause)
    return bool(scene.lexicon.any_of("comparisons").search(clause)) or (
        reading.quantity.unit == "个百分点" and bool(COMPARED_WITH.search(clause))
    )


def of_last_year(scene: Scene, reading: Reading) -> bool:
    """净额0.9亿元，上年同期为0.2亿元: what is only set beside this year's figure."""
    return bool(LAST_YEARS_OWN.match(scene.clause_text(reading.clause)))


def points_apart(scene: Scene, reading: Reading) -> bool:
    """超时序进度9.9个百分点, 占比达45%、比上年高3个百分点: points that nothing rose or fell by are a distance."""
    if reading.quantity.unit == "个百分点" and CONTRIBUTED.search(scene.clause_text(reading.clause)):
        return True  # 拉动工业增长1.2个百分点: a share of another's growth
    return reading.quantity.unit == "个百分点" and reading.shape in {"level", "share"}


def times_as_much(scene: Scene, reading: Reading) -> bool:
    """是2006年的2.2倍, 相差7倍多: a comparison; 增长2倍 is a growth rate."""
    return reading.quantity.unit == "倍" and reading.shape in {"level", "share"}


def rank(scene: Scene, reading: Reading) -> bool:
    """排名由369位上升到235位, 连续10次获评, 4个试点省份之一: a place in a row, not a figure."""
    clause = scene.text[scene.starts[reading.clause] : reading.quantity.start]
    placed = reading.quantity.value_unit == "位" and PLACED.search(clause)
    return bool(placed) or reading.left.endswith("连续") or "之一" in reading.right


def beyond_plan(scene: Scene, reading: Reading) -> bool:
    """退出平台346家、超计划19家: how far a goal was passed."""
    return bool(BEYOND_PLAN.search(reading.left) or BEYOND_PLAN.search(scene.before(reading)[-40:]))


def step(scene: Scene, reading: Reading) -> bool:
    """地区生产总值跨越3个千亿元台阶: how often a mark was passed."""
    return reading.quantity.unit == "个" and bool(A_STEP.match(reading.right))


def among(scene: Scene, reading: Reading) -> bool:
    """在19个镇办中排名第一; 6个新开工项目中，3个…: the field that a rank or a part is taken from."""
    field = FIELD.match(reading.rest)
    if field is None or reading.quantity.unit == "%" or PLANNED_THINGS.search(scene.before(reading)[-30:]):
        return False
    return field["closed"] is not None or reading.left.endswith(("在", "全省", "全国", "全市"))
