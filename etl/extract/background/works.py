"""What one work or one company is, costs or hopes for: 总投资12亿元, 占地133亩, 投产后年产值40亿元."""

from __future__ import annotations

from etl.extract.fitting import COUNTERS
from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

DESIGNED = pattern_of(
    r"(?:可研|可行性研究|初步设计|规划设计)[^。]{0,40}(?:确定|核定|明确)|(?:主要建设|工程建设|建设)内容(?:为|包括|是|：)"
)
WORKS_PARTS = frozenset({"米", "公里", "平方米", "立方米", "座", "处", "条", "道", "孔", "口", "段"})
SIZES = frozenset({"米", "平方米", "亩", "公顷", "平方公里", "吨", "千瓦", "立方米", "公里"})
TOTAL_OF_A_PLAN = pattern_of(r"(?:五”?(?:期间|时期)|规划期内?|五年)(?:规划|计划|安排)[一-鿿]{0,8}总投资(?:约|达|为)?$")
FEE = pattern_of(r"费[^，。；]{0,8}每(?:月|年|天|次|学期|户|车|平方米)$")
STEP = pattern_of(r"以上|的?[^，。；]{0,4}(?:目标|任务|台阶|大关|关口|水平|规模)")
IN_BRACKETS = pattern_of(r"[（(][^）)]*[）)]$")
LINKED = pattern_of(r"(?:约|近|超过|超|逾|达到|达|为|共|计|只有|仅|为年|有|的)+$")
OF_THE_THING = pattern_of(r"(?:的|级)?(?!并|且|和|及|同比)[一-鿿]")
WIDE = ("宽", "高", "长", "厚", "深")
PRICED = pattern_of(r"以上?的|的")
OF_THE_LIST = pattern_of(r"的[^，。；]*[、和]$")
YEARS_MONEY = pattern_of(r"(?:完成|计划|年度|固定资产)投资$")
INVESTOR = pattern_of(
    r"(?:由[^，。；]{2,16}|公司(?![^，。；]{0,10}(?:完成|累计|安排|下达))[^，。；]{0,12}|(?:计划|拟)?[一二三首]期|企业[^，。；]{0,4})(?<!完成)(?<!固定资产)(?<!开发)(?<!年度)(?<!民间)投资$"
)


def work_size(scene: Scene, reading: Reading) -> bool:
    """总投资12亿元, 占地133亩, 全长29公里: the size of a work, an area, a price, a population, ownership.

    “十四五”期间规划水利总投资260亿元 is what a whole plan is to spend.
    """
    left = LINKED.sub("", IN_BRACKETS.sub("", reading.left)).lstrip("、，和 ")
    if "总投资" in reading.left and TOTAL_OF_A_PLAN.search(
        scene.text[scene.starts[reading.clause] : reading.quantity.start]
    ):
        return False
    if left in scene.lexicon.names:
        return False
    alone = scene.lexicon.affixes["openers"].trim_left(left)
    return (
        bool(scene.lexicon.affixes["background_left"].trailing(left))
        or alone in scene.lexicon.affixes["background_alone"].words
    )


def part_of_a_design(scene: Scene, reading: Reading) -> bool:
    """可研报告确定加固堤防90公里、改建涵闸12座; 主要建设内容为…: what one work is to consist of, none of it done."""
    return bool(DESIGNED.search(scene.before(reading)))


def measured_thing(scene: Scene, reading: Reading) -> bool:
    """13米的隧道, 5000吨高端糕点生产中心, 12平方公里的起步区: a size that describes the thing after it."""
    if "embedded-target" in reading.rules:
        return False  # 占目标任务100公里的137%
    if reading.quantity.unit not in SIZES or reading.quantity.comparator == ">=":
        return False
    if reading.quantity.value_unit == "米" and reading.right.startswith(WIDE):
        return True
    if not OF_THE_THING.match(reading.right) or STEP.match(reading.right):
        return False
    return not scene.lexicon.affixes["count_verbs"].trailing(reading.left.rstrip("了约近超过"))


def own_forecast(scene: Scene, reading: Reading) -> bool:
    """项目投产后，预计年产值40亿元: a project's or company's forecast of its own output."""
    before = scene.before(reading)[-160:]
    return bool(scene.lexicon.any_of("future_output").search(before))


def aside(scene: Scene, reading: Reading) -> bool:
    """开工建设抽水蓄能电站（装机140万千瓦、总投资92亿元）: what brackets add about one work."""
    if "embedded-target" in reading.rules:
        return False
    before = scene.before(reading)
    opened = max(before.rfind("（"), before.rfind("("))
    if opened < 0 or max(before.rfind("）"), before.rfind(")")) > opened:
        return False
    if "其中" in before[opened:]:
        return False
    return reading.quantity.unit in {*SIZES, "元"} or _composition(scene, reading, opened)


def _composition(scene: Scene, reading: Reading, opened: int) -> bool:
    """重点工程27项（省级6项、市级5项、县级16项）: of what kinds the things just counted are."""
    inside = [r for r in scene.readings if r.quantity.start > opened and r.clause == reading.clause]
    before = [r for r in scene.readings if r.quantity.stop == opened]
    alike = bool(before) and all(r.quantity.unit == before[0].quantity.unit for r in inside)
    return alike and len(inside) > 1 and reading.quantity.unit in COUNTERS


def priced_work(scene: Scene, reading: Reading) -> bool:
    """投资38亿元的抽水蓄能电站, 启动投资11亿元的一期项目、20亿元的产业园: what one work costs."""
    if reading.quantity.unit not in {"元", "美元"} or not PRICED.match(reading.right):
        return False
    left = reading.left.strip(" 、")
    if reading.index and (not left or OF_THE_LIST.match(reading.left)):
        previous = scene.readings[reading.index - 1]
        return previous.background == "priced-work" and previous.clause == reading.clause
    return left.endswith("投资") and not YEARS_MONEY.search(left)


def investors_money(scene: Scene, reading: Reading) -> bool:
    """公司在科技城投资9000万元扩建二期, 由某公司投资15亿元设立: what one company puts into one work."""
    left = reading.left.rstrip("约近超达 ")
    return reading.quantity.unit in {"元", "美元"} and bool(INVESTOR.search(left))


def share_price(scene: Scene, reading: Reading) -> bool:
    """今日收于8.06元，下跌0.12元: what a share costs."""
    return reading.quantity.unit in {"元", "%", "港元", "美元"} and bool(
        scene.lexicon.any_of("share_prices").search(scene.text)
    )


def own_words(scene: Scene, reading: Reading) -> bool:
    """“今年俺家8亩麦子收了一万斤！”: what a person says of their own."""
    return bool(scene.lexicon.any_of("own_words").search(scene.text))


def fee(scene: Scene, reading: Reading) -> bool:
    """保育费平均为每月1180元: what something costs those who use it."""
    return bool(FEE.search(reading.left))
