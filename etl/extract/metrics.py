"""The metric a phrase stands for: an entry of the vocabulary, a growth rate of one, or a metric of its own.

A phrase that no entry names becomes a metric with `known` False, cut cleanly, and is offered for adoption.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from etl.extract.fitting import COUNTERS, CURRENCIES, fits
from etl.extract.lexicon import Lexicon
from etl.extract.name_shape import fault_of
from etl.extract.scene import Reading, Scene
from etl.extract.works import investment_in
from etl.model import Better, Metric
from etl.patterns import pattern_of
from etl.vocabulary import MetricEntry

GROWTH_NAME = pattern_of(r"(?:同比|累计)?(?:增速|增长率|增幅|增长)$")
COUNTED = frozenset({"个", "家", "项", "件", "座", "所", "条", "处", "户", "人"})
RUN_ON = 5
LONGEST_GROUP = 10
VERB_ALONE = 2
PERSONS = ("人", "者", "员", "工", "民", "生")


def decide_metrics(scene: Scene, reading: Reading) -> None:
    """城乡居民收入增长6% has two heads: turn those of a reading into metrics, with a doubt where a name looks cut."""
    reading.metrics = [metric for head in reading.heads if (metric := _metric(scene, reading, head))]
    for metric in reading.metrics:
        if not metric.known and fault_of(metric.name, scene.lexicon):
            reading.doubts.append(f"“{metric.name}”可能不是完整的指标名")


def _metric(scene: Scene, reading: Reading, head: str) -> Metric | None:
    """签约额增长6% is of its growth, 占年度目标的39% of its completion, 减少3万人 of a change, 60个 of the thing."""
    lexicon = scene.lexicon
    if reading.shape == "rate":
        return _growth(head, reading.suffix, lexicon) if head else None
    if reading.shape == "completion":
        entry = lexicon.names.get(head)
        base = entry.name if entry and not entry.takes_head else head
        if (entry and entry.takes_head) or base.endswith("完成投资"):
            group = "" if entry else base.removesuffix("完成投资")
            base = (group or _group_before(scene, reading)) + ("投资年度计划" if "of-plan" in reading.rules else "投资")
        return _own(base.replace("累计", "") + "完成率", "%", lexicon, accumulates=False)
    if not head:
        return None
    if reading.shape == "change":
        return _own(head + reading.suffix, reading.quantity.unit, lexicon)
    if reading.suffix == "比例":
        return _own(head + "比例", "%", lexicon, accumulates=False)
    return _level(scene, reading, head)


def _group_before(scene: Scene, reading: Reading) -> str:
    """新建项目完成投资23亿元，占年计划的72%: the rate is of the investment of the group before it."""
    names = [m.name for r in scene.readings[: reading.index] for m in r.metrics if m.id.endswith("project_investment")]
    group = names[-1].removesuffix("完成投资").removesuffix("累计") if names else ""
    return group if len(group) <= LONGEST_GROUP else ""


def _growth(head: str, suffix: str, lexicon: Lexicon) -> Metric:
    """地区生产总值增长6%: the growth that an entry names; 能耗下降3% an entry of its own; else what it is called."""
    entry = lexicon.growths.get(head)
    if entry and suffix == "增速":
        return Metric(
            entry.id + "_growth",
            entry.growth,
            "%",
            entry.better,
            False,
            entry.theme,
            True,
        )
    fall = lexicon.names.get(head + suffix)
    if fall is not None:
        return _known(fall, "%")
    return _own(head + suffix, "%", lexicon, accumulates=False)


def _level(scene: Scene, reading: Reading, head: str) -> Metric | None:
    """新签约项目60个: the entry whose name or pattern fits the unit, one with a qualifier before it, or none."""
    lexicon, unit = scene.lexicon, reading.quantity.unit
    entry = lexicon.names.get(head) or _by_pattern(scene, reading)
    if entry is not None and fits(entry, unit):
        if entry.takes_head and reading.shape != "completion":
            return investment_in(scene, reading, entry, "")
        if entry.takes_head:
            return _own(head, unit, lexicon)
        return _known(entry, unit)
    qualified = _qualified(head, unit, lexicon)
    if qualified is not None:
        return _of_qualified(scene, reading, head, qualified)
    return _unlisted(scene, reading, head)


def _unlisted(scene: Scene, reading: Reading, head: str) -> Metric:
    """Return a phrase as a metric of its own; one too general to be compared, 项目, stays alone."""
    lexicon, unit = scene.lexicon, reading.quantity.unit
    metric = _own(_count_name(head, reading, lexicon), unit, lexicon)
    if head in lexicon.listed("too_general"):
        reading.doubts.append(f"“{head}”过于笼统，未与其他陈述归并")
        return replace(metric, id=f"{metric.id}#{hashlib.sha256(scene.text.encode()).hexdigest()[:8]}")
    return metric


def _of_qualified(scene: Scene, reading: Reading, head: str, qualified: tuple[str, MetricEntry]) -> Metric | None:
    """主导产业签约额 is a metric of its own; in a headline's run-on 小分队外出招商签约额 the known name counts."""
    prefix, entry = qualified
    if entry.takes_head and (head != prefix + "投资" or prefix.endswith(scene.lexicon.listed("works"))):
        return investment_in(scene, reading, entry, prefix)
    unit = reading.quantity.unit
    if scene.sentence.heading and len(prefix) >= RUN_ON:
        return _known(entry, unit)
    name = _count_name(head, reading, scene.lexicon)
    return Metric(f"={name}|{unit}", name, unit, entry.better, entry.accumulates, entry.theme, False)


def _qualified(head: str, unit: str, lexicon: Lexicon) -> tuple[str, MetricEntry] | None:
    """Return the qualifier and the entry where a phrase ends in a known name: 公路建设投资."""
    for length in range(min(len(head) - 1, lexicon.longest), 1, -1):
        entry = lexicon.names.get(head[-length:])
        if entry is not None and fits(entry, unit):
            return head[:-length], entry
    return None


def _by_pattern(scene: Scene, reading: Reading) -> MetricEntry | None:
    """The entry of which a pattern is found in the words before the number: 小分队今年外出招商9次."""
    for pattern, entry in scene.lexicon.patterns:
        if fits(entry, reading.quantity.unit) and pattern.search(reading.left):
            return entry
    return None


def _known(entry: MetricEntry, unit: str) -> Metric:
    """Return the entry as a metric; one in another currency is a metric of its own, never compared with the first."""
    foreign = unit in CURRENCIES and unit != entry.unit
    return Metric(
        f"{entry.id}@{unit}" if foreign else entry.id,
        entry.name,
        unit if foreign else entry.unit,
        entry.better,
        entry.accumulates,
        entry.theme,
        True,
        entry.aliases,
    )


def _own(name: str, unit: str, lexicon: Lexicon, accumulates: bool | None = None) -> Metric:
    """Return a metric that no entry names, 秸秆堆场; its name tells whether it adds up and which way is better."""
    if accumulates is None:
        accumulates = unit not in {"%", "个百分点", ""} and not _stands(name, lexicon)
    counted = "个" if unit in COUNTERS else unit
    return Metric(
        f"={name}|{counted}",
        name,
        unit,
        _better(name, lexicon),
        accumulates,
        lexicon.theme_of(name),
        False,
    )


def _better(name: str, lexicon: Lexicon) -> Better:
    """事故起数 is better the lower, 事故起数降幅 the higher: what somebody wants to fall should fall far."""
    falls = lexicon.any_of("falls").search(name)
    return "lower" if lexicon.any_of("lower_is_better").search(name) and not falls else "higher"


def _stands(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is of what stands at a day and does not add up: 贷款余额, 高速公路里程."""
    return name.endswith("里程") or bool(lexicon.any_of("stocks").search(name))


def _count_name(head: str, reading: Reading, lexicon: Lexicon) -> str:
    """企业 counted in 家 is 企业数; 项目投资 and 脱贫人数 tell already what they measure."""
    if reading.quantity.unit == "人" and len(head) == VERB_ALONE and not head.endswith(PERSONS):
        return head + "人数"
    return (
        head + "数" if reading.quantity.unit in COUNTED and not head.endswith(lexicon.listed("count_endings")) else head
    )


def metric_named(name: str, unit: str, lexicon: Lexicon) -> Metric:  # noqa: PLR0911 - one a kind of name
    """Return the metric that a heading or a cell names outright: 签约额 in 元, 固定资产投资增速 in %.

    A level that is told in % is its growth, as tables have it: 规上工业增加值 7.5%.
    """
    growth = GROWTH_NAME.search(name)
    if unit in {"%", "个百分点"}:
        if growth:
            return _growth(name[: growth.start()], "增速", lexicon)
        level = lexicon.growths.get(name)
        if level is not None and level.unit != "%":
            return _growth(name, "增速", lexicon)
    if name.endswith("完成率"):
        return _own(name, "%", lexicon, accumulates=False)
    entry = lexicon.names.get(name)
    if entry is not None and fits(entry, unit):
        return _known(entry, unit)
    qualified = _qualified(name, unit, lexicon)
    if qualified is not None and qualified[1].takes_head:
        group, entry = qualified[0].replace("建设项目", "项目").strip("的"), qualified[1]
        full = group + entry.name
        return Metric(f"{group}+{entry.id}", full, entry.unit, entry.better, entry.accumulates, entry.theme, True)
    if qualified is not None:
        entry = qualified[1]
        return Metric(f"={name}|{unit}", name, unit, entry.better, entry.accumulates, entry.theme, False)
    counted = name + "数" if unit in COUNTED and not name.endswith(lexicon.listed("count_endings")) else name
    entry = lexicon.names.get(counted)
    return _known(entry, unit) if entry is not None and fits(entry, unit) else _own(counted, unit, lexicon)
