"""A bound that a verb sets apart from its number: 至少开工9个 is at least 9."""

from __future__ import annotations

from dataclasses import replace

from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

AT_LEAST = pattern_of(r"(?:至少|最少|不少于|不得少于)(?P<verb>[一-鿿]{2,4})$")
AT_MOST = pattern_of(r"(?:至多|最多|不超过|不得超过)(?P<verb>[一-鿿]{2,4})$")


def join_bound(scene: Scene, reading: Reading) -> None:
    """Give a plain number the bound that stands before its verb."""
    quantity = reading.quantity
    if quantity.comparator != "=" or quantity.value_max is not None:
        return
    verbs = scene.lexicon.affixes["count_verbs"].words
    if (least := AT_LEAST.search(reading.left)) and least["verb"] in verbs:
        reading.quantity = replace(quantity, comparator=">=", high=None)
    elif (most := AT_MOST.search(reading.left)) and most["verb"] in verbs:
        reading.quantity = replace(quantity, comparator="<=", low=None)
