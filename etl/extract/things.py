"""The things that a verb alone is of: 开工小区42个…，完工19个 counts 小区 both times."""

from __future__ import annotations

from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

SHORTEST_THING = 3
WHOLE_ACT = 4
"""植树造林 needs no thing after it."""
BROUGHT_ABOUT = pattern_of(r"(?:惠及|涉及|覆盖|受益|服务)[^，。；]{0,6}$")


def with_things(scene: Scene, reading: Reading, left: str) -> str:
    """开工4000套公共住房，供应6000套: a verb alone is of the things that were counted before."""
    if left not in scene.lexicon.affixes["count_verbs"].words or not reading.index:
        return left
    before = _last_alike(scene, reading)
    if before is None or len(left) >= WHOLE_ACT:
        return left
    things = before.things or _things_of(before, scene)
    return things if things.startswith(left) else left + things


def _last_alike(scene: Scene, reading: Reading) -> Reading | None:
    """计划改造小区42个、惠及1.3万户，目前已开工9个: the last number of the same unit, past what it brings about."""
    for before in reversed(scene.readings[: reading.index]):
        if before.quantity.unit == reading.quantity.unit:
            return None if before.background else before
        if not BROUGHT_ABOUT.search(before.left):
            return None
    return None


def _things_of(reading: Reading, scene: Scene) -> str:
    """Return what a head counts, without its verbs: 储备库 of 开工建设储备库."""
    things = reading.heads[0].removesuffix("数") if reading.heads else ""
    verbs = scene.lexicon.affixes["count_verbs"]
    while (verb := verbs.leading(things)) and len(things) - len(verb) >= SHORTEST_THING:
        things = things[len(verb) :]
    verb = verbs.trailing(things)
    return things.removesuffix(verb) if len(things) - len(verb) >= SHORTEST_THING else things
