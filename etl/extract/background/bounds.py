"""Bounds that tell which things are counted: 投资1000万元以上重大项目, 总投资超10亿元项目50个."""

from __future__ import annotations

import re

from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

MACHINES = frozenset({"台", "套", "台套", "辆", "艘", "栋", "间", "张", "头", "只"})
COUNTED_BY = frozenset({"个", "家", "项", "户", "座", "所", "条", "处", "件", "人"})
OF_THEM = pattern_of(r"^(?:以上)?的?(?:项目|企业|工程|产业)")
THINGS_TOLD_BY = pattern_of(r"^(?:的|及以上|以上)?的?(?!左右|，)[一-鿿“”]{2,14}$")
PEOPLED = pattern_of(r"人?口以上的?(?:县|市|区|镇|村|城市)")
QUALIFIED_NOUN = pattern_of(
    r"^的?(?:以上|以下)?的?(?:[一-鿿]{0,8}?)(?:项目|企业|工程|单位|部分|人员|医院|机组|商品|房屋|小区|村|园区|产业|客户|平台|公司|行业)"
)

APPLIED_TO = pattern_of(r"(?:^|[，。；、])(?:对于?|凡是?|凡属)(?:单笔|单项|投资额?|金额|总投资|预算)?(?:在|达|超过?)?$")
SUCH_THINGS = pattern_of(r"^(?:及?以[上下])?的[一-鿿]{2,}")


def qualifying_bound(scene: Scene, reading: Reading) -> bool:
    """投资1000万元以上重大项目, 一批50万千瓦以上基地, 20万人口以上的县: the bound belongs to the noun after it."""
    if PEOPLED.match(reading.right):
        return True
    if reading.quantity.comparator == "=" and not reading.right.startswith(("级", "以上", "及以上")):
        return False
    if reading.left.endswith("一批"):
        return True
    if reading.quantity.unit in {*COUNTED_BY, "次", "%"} or not QUALIFIED_NOUN.match(reading.right):
        return False
    left = scene.lexicon.affixes["links"].trim_right(reading.left)
    return not left or left.endswith(scene.lexicon.listed("bound_of_a_name"))


def bound_of_what_is_treated(scene: Scene, reading: Reading) -> bool:
    """对50万元以上的采购活动，开标后再审: a bound that tells to what a rule applies; no number is reached."""
    return (
        reading.quantity.comparator in {">", ">=", "<", "<="}
        and bool(APPLIED_TO.search(reading.left))
        and bool(SUCH_THINGS.match(reading.right))
    )


def bound_before_a_count(scene: Scene, reading: Reading) -> bool:
    """总投资超10亿元项目50个, 50亿元以上、100亿元以上项目3个和1个: a bounded amount that names what is counted."""
    following = scene.readings[reading.index + 1] if reading.index + 1 < len(scene.readings) else None
    if following is None or following.clause != reading.clause or not _can_name(scene, reading):
        return False
    if reading.right.strip() in {"、", "和", "及"} and following.quantity.unit == reading.quantity.unit:
        return bound_before_a_count(scene, following)
    if following.shape == "rate":
        return bool(OF_THEM.match(reading.right))
    things = scene.lexicon.affixes["links"].trim_right(reading.right).strip()
    return following.quantity.unit in COUNTED_BY | MACHINES and bool(THINGS_TOLD_BY.match(things))


def _can_name(scene: Scene, reading: Reading) -> bool:
    """Whether an amount with a bound can be part of a name; 引进20亿元以上项目 is named without its verb."""
    bounded = reading.quantity.comparator in {">", ">="} or reading.left.endswith("过")
    verb = scene.lexicon.affixes["openers"].trim_left(reading.left) in scene.lexicon.affixes["count_verbs"].words
    spent = reading.left.endswith(("完成投资", "到位资金"))
    return bounded and not verb and not spent and reading.quantity.unit not in COUNTED_BY


def bound_of_a_count(scene: Scene, reading: Reading) -> bool:
    """6家央企净利润超过500亿元: the bound tells which were counted."""
    if not reading.index or reading.quantity.comparator not in {">", ">=", "<", "<="}:
        return False
    before = scene.readings[reading.index - 1]
    if before.clause != reading.clause or before.quantity.unit not in {"家", "个", "户"}:
        return False
    told = scene.lexicon.affixes["links"].trim_right(re.sub("(?:同比)?增长$", "", before.right.strip()))
    return any(told.endswith(name) and len(told) > len(name) for name in scene.lexicon.listed("counted_by"))
