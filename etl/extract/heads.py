"""What each number is said of: the phrase before it, the things counted after it, or what a number before it was of."""

from __future__ import annotations

import re

from etl.extract.inheritance import from_chain, inherited, split_heads
from etl.extract.phrases import noun_phrase, right_phrase, tokens
from etl.extract.scene import Reading, Scene

GENERIC = frozenset(
    [
        "产值",
        "面积",
        "产量",
        "规模",
        "总产",
        "单产",
        "金额",
        "销售额",
        "营业额",
        "总产值",
        "销量",
        "收入",
        "利润",
        "投资",
        "户数",
        "人数",
    ]
)
EACH = re.compile(r"(?<![平人年月日户亩])均|都(?!市)|分别|依次")
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
}
GOAL_AFTER = re.compile(r"^(?:左右|以上|以内)?的?[^，。；、]{0,6}?(?:目标|任务|预期)")
EMBEDDED = re.compile(r"(?:已|仅|超额|圆满|提前)*(?:完成|达成|占|实现)")
TOLD_BEFORE = frozenset("，,；;。、：:！？）)”")


def name_heads(scene: Scene) -> None:
    """Give every reading the phrase or phrases it is said of."""
    for reading in scene.readings:
        _name_head(scene, reading)


def _name_head(scene: Scene, reading: Reading) -> None:
    organisation = reading.organisation
    if reading.chained:
        from_chain(scene, reading)
        return
    if reading.shape == "level" and reading.suffix == "比例":
        reading.heads = [noun_phrase(right_phrase(reading, scene)[0], scene, organisation)]
        return
    if "embedded-target" in reading.rules:
        reading.heads = [noun_phrase(EMBEDDED.split(reading.left)[0], scene, organisation) or inherited(scene, reading)]
        return
    if reading.index and "、" in reading.subject and scene.readings[reading.index - 1].counts_right:
        reading.subject = reading.subject.rsplit("、", 1)[1]
    left = noun_phrase(reading.subject, scene, organisation)
    if left in GENERIC:
        left = _with_owner(scene, reading, left)
    if left in PRONOUNS:
        left = inherited(scene, reading) + PRONOUNS[left]
    if reading.shape in {"rate", "completion", "change"}:
        reading.heads = _coordinated(scene, reading, left) or [left or inherited(scene, reading)]
        return
    if not left and GOAL_AFTER.match(reading.right):
        left = inherited(scene, reading) or re.split("目标|任务|预期", reading.right.lstrip("的"))[0]
        if reading.quantity.unit == "%" and left:
            reading.shape, reading.suffix = "rate", _earlier_suffix(scene, reading)
    elif reading.shape == "level" and _counts(reading) and left not in scene.lexicon.names:
        left = counted_name(reading, scene, left)
        reading.shape = "count"
    elif not left and reading.right.startswith("的"):
        left = right_phrase(reading, scene)[0]
    elif not left:
        joined = (
            reading.index
            and reading.left.strip().endswith(("、", "和", "及"))
            and scene.readings[reading.index - 1].clause == reading.clause
        )
        left = inherited(scene, reading, same_unit=not joined)
    left = _with_qualifier(scene, reading, left)
    heads = _coordinated(scene, reading, left) if EACH.search(reading.subject) else None
    reading.heads = heads or [left]


def counted_name(reading: Reading, scene: Scene, left: str) -> str:
    """Name what a counter counts: 新增2家上市企业 -> 新增上市企业; 20个产业项目竣工投产 -> 竣工投产产业项目."""
    right, stage = right_phrase(reading, scene)
    if not right:
        return left
    reading.counts_right = True
    verbs = scene.lexicon.affixes["count_verbs"]
    if not left:
        return (stage if stage and stage not in right else "") + right
    tail = verbs.trailing(left)
    if tail:
        return tail + right
    words = tokens(left, scene.lexicon)
    if len(left) <= 4 or (len(words) > 1 and len(words[-1]) <= 2):
        return left + right
    reading.counts_right = False
    return left


def _with_owner(scene: Scene, reading: Reading, head: str) -> str:
    """林下经济面积达260万亩、产值达130亿元: a bare 产值 is of what the number before it is of.

    66家规上工业企业累计实现产值84亿元: or of the things counted before it.
    """
    if not reading.index:
        return head
    before = scene.readings[reading.index - 1]
    if before.clause == reading.clause and before.background == "subject-count":
        things = re.split("累计|共|实现|完成|全年|今年|达到|合计", before.right)[0]
        return things + head
    for generic in sorted(GENERIC, key=len, reverse=True):
        owner = before.heads[0].removesuffix("数") if before.heads else ""
        if owner.endswith(generic) and len(owner) > len(generic) and not before.background:
            return owner[: -len(generic)] + head
    return head


def _with_qualifier(scene: Scene, reading: Reading, head: str) -> str:
    """10亿元以上项目3至5个: the bound before the name is part of it."""
    if not reading.index or not head:
        return head
    before = scene.readings[reading.index - 1]
    if (
        before.background == "qualifying-bound"
        and before.clause == reading.clause
        and reading.left.startswith(head[:1])
    ):
        return before.quantity.text + head
    return head


def _earlier_suffix(scene: Scene, reading: Reading) -> str:
    return next((r.suffix for r in reversed(scene.readings[: reading.index]) if r.shape == "rate"), "增速")


def _counts(reading: Reading) -> bool:
    return (
        bool(reading.right)
        and reading.right[0] not in TOLD_BEFORE
        and reading.quantity.unit not in {"%", "个百分点", "元", "美元"}
    )


def _coordinated(scene: Scene, reading: Reading, left: str) -> list[str] | None:
    """A、B增长3%: one head each where every part is a metric or shares the last one's tail."""
    if not re.search(r"、|和|与|及", left) or left in scene.lexicon.names or left in scene.lexicon.growths:
        return None
    parts = split_heads(left, scene, reading.organisation)
    known = [part in scene.lexicon.names or part in scene.lexicon.growths for part in parts]
    if len(parts) > 1 and (all(known) or EACH.search(reading.subject)):
        return parts
    return None
