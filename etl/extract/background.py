"""Numbers that are neither goal nor result, and why.

Each rule returns True where the number is background: a bound that qualifies a noun, a work's total investment or size, a
forecast of a project's own output, people at a meeting, a distance from somebody else's figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from etl.extract.lexicon import compiled
from etl.extract.scene import Reading, Scene

QUALIFIED = re.compile(r"^(?:以上|以下|以内)?(?:的)?[一-鿿“A-Za-z]")
TIME_UNITS = frozenset({"天", "年", "小时", "分钟", "秒", "个月", "岁", "周", "日", "月", "工作日", "个工作日"})
ENUMERATED_BODIES = re.compile(r"^(?:单位|部门|企业代表|街道|办事处|民主党派)")
QUALIFIED_NOUN = re.compile(r"^的?(?:以上|以下)?的?(?:[一-鿿]{0,8}?)(?:项目|企业|工程|单位|部分|人员|医院|机组|商品|房屋|小区|村|园区|产业|客户|平台|公司|行业)")


def _words(scene: Scene, name: str) -> re.Pattern[str]:
    return compiled(scene.lexicon.vocabulary.words(name))


def duration(scene: Scene, reading: Reading) -> bool:
    """经过30天学习, 压缩至3个工作日: a length of time."""
    return reading.quantity.unit in TIME_UNITS


def qualifying_bound(scene: Scene, reading: Reading) -> bool:
    """投资1000万元以上重大项目, 50亿元以上高质量项目: the bound belongs to the noun after it."""
    if reading.quantity.comparator == "=" and not reading.right.startswith(("级", "以上", "及以上")):
        return False
    if reading.quantity.unit in {"个", "家", "项", "次", "%"} or not QUALIFIED_NOUN.match(reading.right):
        return False
    left = scene.lexicon.affixes["links"].trim_right(reading.left)
    return not left or left.endswith(("投资", "收入", "产值", "新签约项目中", "中", "总投资", "规模", "营收", "新增", "引进", "签约", "招引", "过", "资产", "、", "注册资本", "落地", "开工", "储备", "新开工"))


def work_size(scene: Scene, reading: Reading) -> bool:
    """总投资12亿元, 占地133亩, 全长29公里: the size of a work, an area, a price, a population, ownership."""
    left = re.sub(r"[（(][^）)]*[）)]$", "", reading.left)
    left = re.sub(r"(?:约|近|超过|超|逾|达到|达|为|共|计|只有|仅|为年|有|的)+$", "", left)
    return bool(scene.lexicon.affixes["background_left"].trailing(left))


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
    clause = scene.text[scene.starts[reading.clause] : reading.quantity.start][-40:]
    return bool(_words(scene, "comparisons").search(clause)) or (
        reading.quantity.unit == "个百分点" and bool(re.search(r"(?:比|较)(?:上年|去年|年初|上月|上季度|同期|一季度|上半年|前)", clause))
    )


def subject_count(scene: Scene, reading: Reading) -> bool:
    """37个市政重点工程累计完成投资53.31亿元: the things counted are the subject of the amount that follows."""
    if reading.index + 1 >= len(scene.readings) or not re.match(r"^[^，。；、]{2,20}?(?:完成|实现|达到)[^，。；、]{0,8}$", reading.right):
        return False
    following = scene.readings[reading.index + 1]
    return following.clause == reading.clause and following.quantity.unit in {"元", "美元"}


def unnamed_one(scene: Scene, reading: Reading) -> bool:
    """引进一个、带来一批: one of something in words is a figure of speech."""
    return reading.quantity.text[:1] in "一两三四五六七八九" and reading.quantity.number < 10 and reading.quantity.unit not in {"元", "%"}


BACKGROUND: tuple[Callable[[Scene, Reading], bool], ...] = (
    duration,
    own_forecast,
    work_size,
    qualifying_bound,
    counted_bystanders,
    meeting,
    comparison,
    subject_count,
    unnamed_one,
)


def mark_background(scene: Scene) -> None:
    """Name the rule that makes a quantity background, where one does."""
    for reading in scene.readings:
        for rule in BACKGROUND:
            if rule(scene, reading):
                reading.background = rule.__name__.replace("_", "-")
                break
