"""What describes a place and is nobody's work: where it lies, how it is divided, what nature gave it."""

from __future__ import annotations

from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

LAND = frozenset({"亩", "公顷", "平方公里", "平方米", "米", "公里", "千瓦", "天", "立方米"})
DESCRIBED = pattern_of(r"[一-鿿]{2,12}?(?:位于|地处|坐落于|前身[是为])[^，。；]{2,}(?:[，。；]|$)")
DIVISIONS = pattern_of(r"[^，。；、]{0,4}(?:乡|镇|街道|村|社区|办事处|管理处|管理区|居委会)(?:[，。；、]|$)")
DOING = pattern_of(r"完成|新增|新建|建成|实现|增长|达到|提高|改造|整治|投资|签约|新造")
ENDOWED = pattern_of(r"的?[^，。；]{0,14}?(?:资源|潜力|区域|条件|储量)(?:[，。；、]|$)")
FIT_FOR = pattern_of(r"(?:拥有|蕴藏|适合|适宜|具备|可供|有)[^，。；、]{0,8}$")


def place_described(scene: Scene, reading: Reading) -> bool:
    """青石县位于北部。全县林地面积190万亩，辖4镇、10乡: a paragraph that opens so tells what the place is."""
    paragraph = scene.sentence.lead + scene.text
    if scene.mentions or not DESCRIBED.match(paragraph) or DOING.search(scene.clause_text(reading.clause)):
        return False
    return reading.quantity.unit in LAND or bool(DIVISIONS.match(reading.right))


def endowment(scene: Scene, reading: Reading) -> bool:
    """拥有340万千瓦的风能资源, 有适合发展40万千瓦的风电区域: what might be made of it, not what was."""
    return bool(ENDOWED.match(reading.rest) and FIT_FOR.search(reading.left))
