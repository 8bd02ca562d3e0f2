"""What a counter counts: 新增2家上市企业, 20个产业项目竣工投产, 6个国家级、20个省级重点专科."""

from __future__ import annotations

from etl.extract.fitting import fits
from etl.extract.phrases import right_phrase, tokens
from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

WRITTEN_BOUND = pattern_of(r"^[\d一二三四五六七八九十百千万亿]+元?以上")


def counted_name(reading: Reading, scene: Scene, left: str) -> str:
    """Name what a counter counts: 新增2家上市企业 -> 新增上市企业; 20个产业项目竣工投产 -> 竣工投产产业项目."""
    right, stage = right_phrase(reading, scene)
    if not right and stage and not left and reading.index:
        return stage + scene.readings[reading.index - 1].things  # 2家企业申报、1家过会
    another = scene.lexicon.names.get(right)
    if not right or (left and another is not None and not fits(another, reading.quantity.unit)):
        return left  # 水利项目共17项年度计划投资10.95亿元
    reading.counts_right, reading.things = True, right
    right = scene.lexicon.affixes["links"].trim_right(right) or right
    right += _shared_noun(scene, reading, right)
    if not left:
        return (stage if stage and stage not in right else "") + right
    verb = _verb_of_count(scene, reading, left, stage, right)
    if verb is not None:
        return verb + right
    words = tokens(left, scene.lexicon)
    if len(left) <= 4 or (len(words) > 1 and len(words[-1]) <= 2):
        return left + right
    reading.counts_right = False
    return left


def _verb_of_count(scene: Scene, reading: Reading, left: str, stage: str, right: str) -> str | None:
    """Return what stays before the things counted: 新增 of 新增2家企业, the verb alone of 建成甲、乙、丙3座水厂."""
    verbs = scene.lexicon.affixes["count_verbs"]
    tail = verbs.trailing(left)
    if tail:
        return left if all(word in verbs.words for word in tokens(left, scene.lexicon)) else tail
    if "、" in reading.subject.strip("、 ") and len(right) > 1:
        return verbs.leading(left) or stage
    return None


def _shared_noun(scene: Scene, reading: Reading, right: str) -> str:
    """新建6个国家级、20个省级临床重点专科: what a rank leaves to the counts after it."""
    if not right.endswith(("级", "级以上")):
        return ""
    for later in scene.readings[reading.index + 1 :]:
        if later.clause != reading.clause or later.left.removeprefix(right).strip(" 、和与及"):
            return ""
        things = WRITTEN_BOUND.sub("", right_phrase(later, scene)[0])
        if things and not things.endswith("级"):
            return things.rsplit("级", 1)[-1]
    return ""
