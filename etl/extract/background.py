"""Numbers that are neither goal nor result, and why.

Each rule returns True where the number is background: a bound that qualifies a noun, a work's total investment or
size, a forecast of a project's own output, people at a meeting, a distance from somebody else's figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from etl.extract.dropped_units import FOLK, MONEY
from etl.extract.goal_words import GOAL_AFTER
from etl.extract.lexicon import compiled
from etl.extract.scene import Reading, Scene
from etl.model import Quantity

TIME_UNITS = frozenset({"天", "年", "小时", "分钟", "秒", "个月", "岁", "周", "日", "月", "工作日", "个工作日"})
DAYS_COUNTED = re.compile(r"天数|日数")
COUNTED_FOR = ("净利润", "利润", "营业收入", "营收", "收入", "产值", "税收", "销售额", "增速", "总投资")
YEAR_BEFORE = re.compile(r"(?:相?比|相?较)?(?:于)?(?:去年|上年)同期")
STEP = re.compile(r"以上|的?[^，。；]{0,4}(?:目标|任务|台阶|大关|关口|水平|规模)")
SIZES = frozenset({"米", "平方米", "亩", "公顷", "平方公里", "吨", "千瓦", "立方米", "公里"})
COUNTED_BY = frozenset({"个", "家", "项", "户", "座", "所", "条", "处", "件", "人"})
THINGS_TOLD_BY = re.compile(r"^(?:的|及以上|以上)?的?(?!左右|，)[一-鿿“”]{2,14}$")
QUALIFIED_NOUN = re.compile(
    r"^的?(?:以上|以下)?的?(?:[一-鿿]{0,8}?)(?:项目|企业|工程|单位|部分|人员|医院|机组|商品|房屋|小区|村|园区|产业|客户|平台|公司|行业)"
)


def _words(scene: Scene, name: str) -> re.Pattern[str]:
    return compiled(scene.lexicon.vocabulary.words(name))


def is_duration(quantity: Quantity, text: str) -> bool:
    """Whether a quantity is a length of time: 经过30天学习, 连续5年; 可用天数不少于20天 is a count of days."""
    counted = DAYS_COUNTED.search(text, max(0, quantity.start - 8), quantity.start)
    return quantity.unit in TIME_UNITS and quantity.value < 100 and not counted


def is_part_of_a_name(quantity: Quantity) -> bool:
    """Whether a quantity is a magnitude alone: 亿元以上项目, 超百亿元企业; it names what is counted."""
    return not re.search(r"[\d一二三四五六七八九两半数几]", quantity.text)


def duration(scene: Scene, reading: Reading) -> bool:
    """A year of 365天: many days are a count only where a count of days is named."""
    return reading.quantity.unit in TIME_UNITS and not DAYS_COUNTED.search(reading.left)


def qualifying_bound(scene: Scene, reading: Reading) -> bool:
    """投资1000万元以上重大项目, 50亿元以上高质量项目: the bound belongs to the noun after it."""
    if reading.quantity.comparator == "=" and not reading.right.startswith(("级", "以上", "及以上")):
        return False
    if reading.quantity.unit in {"个", "家", "项", "次", "%"} or not QUALIFIED_NOUN.match(reading.right):
        return False
    left = scene.lexicon.affixes["links"].trim_right(reading.left)
    return not left or left.endswith(scene.lexicon.vocabulary.words("bound_of_a_name"))


def bound_before_a_count(scene: Scene, reading: Reading) -> bool:
    """总投资超10亿元项目50个, 50亿元以上、100亿元以上项目3个和1个: a bounded amount that names what is counted."""
    if reading.quantity.comparator not in {">", ">="} or reading.quantity.unit in COUNTED_BY:
        return False
    following = scene.readings[reading.index + 1] if reading.index + 1 < len(scene.readings) else None
    if following is None or following.clause != reading.clause:
        return False
    if reading.right.strip() in {"、", "和", "及"} and following.quantity.unit == reading.quantity.unit:
        return bound_before_a_count(scene, following)
    if following.quantity.unit not in COUNTED_BY:
        return False
    things = scene.lexicon.affixes["links"].trim_right(reading.right).strip()
    return bool(THINGS_TOLD_BY.match(things)) and not reading.left.endswith(("完成投资", "到位资金"))


def work_size(scene: Scene, reading: Reading) -> bool:
    """总投资12亿元, 占地133亩, 全长29公里: the size of a work, an area, a price, a population, ownership."""
    left = re.sub(r"[（(][^）)]*[）)]$", "", reading.left)
    left = re.sub(r"(?:约|近|超过|超|逾|达到|达|为|共|计|只有|仅|为年|有|的)+$", "", left)
    if left in scene.lexicon.names:
        return False
    alone = scene.lexicon.affixes["openers"].trim_left(left)
    return (
        bool(scene.lexicon.affixes["background_left"].trailing(left))
        or alone in scene.lexicon.affixes["background_alone"].words
    )


def measured_thing(scene: Scene, reading: Reading) -> bool:
    """13米的隧道, 5000吨高端糕点生产中心, 12平方公里的起步区: a size that describes the thing after it."""
    if reading.quantity.unit not in SIZES or reading.quantity.comparator == ">=":
        return False
    if reading.quantity.unit == "米":
        return True
    if not re.match(r"(?:的|级)?[一-鿿]", reading.right) or STEP.match(reading.right):
        return False
    return not scene.lexicon.affixes["count_verbs"].trailing(reading.left.rstrip("了约近超过"))


def among(scene: Scene, reading: Reading) -> bool:
    """在19个镇办中排名第一; 6个新开工项目中，3个…: the field that a rank or a part is taken from."""
    field = re.match(r"[^，。；]{1,14}中(?P<closed>[，,、]|$)?", reading.rest)
    if field is None:
        return False
    return field["closed"] is not None or bool(re.search(r"(?:在|全省|全国|全市)$", reading.left))


def word_number(scene: Scene, reading: Reading) -> bool:
    """落地率超过八成: a share in words, too coarse to measure by."""
    vague = (
        reading.quantity.text.startswith(("数", "上百", "上千", "上万", "上亿"))
        or bool(re.search(r"[一二三四五六七八九十]分之[一二三四五六七八九十]", reading.quantity.text))
        or not re.search(r"[\d一二三四五六七八九十两百千半]", reading.quantity.text)
    )
    return vague or reading.quantity.unit == "成" or (reading.quantity.unit == "%" and "成" in reading.quantity.text)


def counted_bystanders(scene: Scene, reading: Reading) -> bool:
    """9家单位汇报, 51%的股份: what follows is no indicator."""
    right = reading.right.lstrip("的多余")
    word = scene.lexicon.affixes["background_right"].leading(right)
    if not word:
        return False
    return len(word) > 1 or right == word or not re.match(r"[一-鿿]", right[len(word) :])


def meeting(scene: Scene, reading: Reading) -> bool:
    """115名党员干部参加培训: people or bodies that only attend."""
    if reading.quantity.unit not in {"人", "名", "个", "家", "位"}:
        return False
    if re.search(r"(?:汇报|听取|审议|研究|讨论)[^，。；]{0,8}$", reading.left):
        return True
    tail = scene.text[reading.quantity.stop : scene.stops[reading.clause]][:30]
    return bool(_words(scene, "meeting_words").search(tail))


def own_forecast(scene: Scene, reading: Reading) -> bool:
    """项目投产后，预计年产值40亿元: a project's or company's forecast of its own output."""
    before = scene.before(reading)[-160:]
    return bool(_words(scene, "future_output").search(before))


def comparison(scene: Scene, reading: Reading) -> bool:
    """高于全国平均1.2个百分点: a distance from somebody else's number."""
    if reading.quantity.unit not in {"%", "个百分点"} and "比" not in reading.left:
        return False
    if GOAL_AFTER.match(reading.right):
        return False
    clause = scene.text[scene.starts[reading.clause] : reading.quantity.start][-40:]
    if reading.shape == "rate" and reading.quantity.unit == "%":
        clause = YEAR_BEFORE.sub("", clause)
    return bool(_words(scene, "comparisons").search(clause)) or (
        reading.quantity.unit == "个百分点" and bool(re.search(r"(?:比|较)[^，。；]{1,12}$", clause))
    )


def points_apart(scene: Scene, reading: Reading) -> bool:
    """超时序进度9.9个百分点, 占比达45%、比上年高3个百分点: points that nothing rose or fell by are a distance."""
    return reading.quantity.unit == "个百分点" and reading.shape in {"level", "share"}


def aside(scene: Scene, reading: Reading) -> bool:
    """开工建设抽水蓄能电站（装机140万千瓦、总投资92亿元）: what brackets add about one work."""
    before = scene.before(reading)
    opened = max(before.rfind("（"), before.rfind("("))
    if opened < 0 or max(before.rfind("）"), before.rfind(")")) > opened:
        return False
    return reading.quantity.unit in {*SIZES, "元"} and "其中" not in before[opened:]


def bound_of_a_count(scene: Scene, reading: Reading) -> bool:
    """6家央企净利润超过500亿元: the bound tells which were counted."""
    if not reading.index or reading.quantity.comparator not in {">", ">=", "<", "<="}:
        return False
    before = scene.readings[reading.index - 1]
    if before.clause != reading.clause or before.quantity.unit not in {"家", "个", "户"}:
        return False
    told = scene.lexicon.affixes["links"].trim_right(re.sub("(?:同比)?增长$", "", before.right.strip()))
    return any(told.endswith(name) and len(told) > len(name) for name in COUNTED_FOR)


def times_as_much(scene: Scene, reading: Reading) -> bool:
    """是2006年的2.2倍, 相差7倍多: a comparison; 增长2倍 is a growth rate."""
    return reading.quantity.unit == "倍" and reading.shape in {"level", "share"}


def subject_count(scene: Scene, reading: Reading) -> bool:
    """37个市政重点工程累计完成投资53.31亿元: the things counted are the subject of the amount that follows."""
    if reading.index + 1 >= len(scene.readings) or scene.readings[reading.index + 1].clause != reading.clause:
        return False
    following = scene.readings[reading.index + 1]
    if re.match(r"^[^，。；、]{2,20}?(?:已有|中有|中已有|有)$", reading.right):
        return following.quantity.unit == reading.quantity.unit
    counted = re.match(r"^[^，。；、]{2,20}?(?:完成|实现|达到)[^，。；、]{0,8}$", reading.right)
    return bool(counted) and following.quantity.unit in {"元", "美元"}


def rank(scene: Scene, reading: Reading) -> bool:
    """排名由369位上升到235位, 连续10次获评, 4个试点省份之一: a place in a row, not a figure."""
    clause = scene.text[scene.starts[reading.clause] : reading.quantity.start]
    placed = reading.quantity.value_unit == "位" and re.search(r"排名|位次|位列|位居", clause)
    return bool(placed) or reading.left.endswith("连续") or "之一" in reading.right


def step(scene: Scene, reading: Reading) -> bool:
    """地区生产总值跨越3个千亿元台阶: how often a mark was passed."""
    return bool(re.match(r"[^，。；]{0,8}(?:台阶|大关)", reading.right)) and reading.quantity.unit == "个"


def unnamed_one(scene: Scene, reading: Reading) -> bool:
    """引进一个、带来一批: one of something in words is a figure of speech."""
    return (
        reading.quantity.text[:1] in "一两三四五六七八九"
        and reading.quantity.number < 10
        and reading.quantity.unit not in {"元", "%"}
    )


def handled_thing(scene: Scene, reading: Reading) -> bool:
    """对15项举措进行任务分解, 13座桥梁正在建设: things that something is done to, not a figure reported."""
    right = reading.rest[:24]
    return bool(
        (re.search(r"(?:^|[一-鿿])对", reading.left) and "进行" in right)
        or re.search(r"正在[一-鿿]{0,4}(?:施工|建设|推进)", right)
    )


def unknown_unit(scene: Scene, reading: Reading) -> bool:
    """购入6509万股: a bare 万 before a word that is no known unit."""
    if reading.quantity.unit or not re.match(r"[一-鿿]", reading.right):
        return False
    return (
        not FOLK.match(reading.right)
        and not re.match("[一-鿿]{0,6}用户", reading.right)
        and not MONEY.search(reading.left)
    )


def share_price(scene: Scene, reading: Reading) -> bool:
    """今日收于8.06元，下跌0.12元: what a share costs."""
    return reading.quantity.unit in {"元", "%", "港元", "美元"} and bool(
        re.search(r"收于|报收|收报|收盘|股价|涨停|跌停", scene.text)
    )


def own_words(scene: Scene, reading: Reading) -> bool:
    """“今年俺家8亩麦子收了一万斤！”: what a person says of their own."""
    return bool(_words(scene, "own_words").search(scene.text))


def fraction_of_things(scene: Scene, reading: Reading) -> bool:
    """比五年前提高1.5个和6个百分点: things are not counted in fractions; the unit stands further on."""
    return (
        reading.quantity.unit == "个"
        and reading.quantity.number % 1 != 0
        and "万" not in reading.quantity.value_unit
        and "亿" not in reading.quantity.value_unit
    )


def priced_work(scene: Scene, reading: Reading) -> bool:
    """投资38亿元的抽水蓄能电站, 启动投资11亿元的一期项目、20亿元的产业园: what one work costs."""
    if reading.quantity.unit not in {"元", "美元"} or not re.match(r"以上?的|的", reading.right):
        return False
    left = reading.left.strip(" 、")
    if not left and reading.index:
        return scene.readings[reading.index - 1].background == "priced-work"
    return left.endswith("投资") and not re.search(r"(?:完成|计划|年度|固定资产)投资$", left)


BACKGROUND: tuple[Callable[[Scene, Reading], bool], ...] = (
    duration,
    own_forecast,
    work_size,
    measured_thing,
    among,
    word_number,
    qualifying_bound,
    bound_before_a_count,
    counted_bystanders,
    meeting,
    comparison,
    points_apart,
    aside,
    bound_of_a_count,
    times_as_much,
    subject_count,
    rank,
    step,
    unnamed_one,
    handled_thing,
    priced_work,
    unknown_unit,
    share_price,
    own_words,
    fraction_of_things,
)


def mark_background(scene: Scene) -> None:
    """Name the rule that makes a quantity background, where one does."""
    for reading in scene.readings:
        for rule in () if reading.background else BACKGROUND:
            if rule(scene, reading):
                reading.background = rule.__name__.replace("_", "-")
                break
