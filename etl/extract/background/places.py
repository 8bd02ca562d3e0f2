"""What describes a place and is nobody's work: where it lies, how it is divided, what nature gave it."""

from __future__ import annotations

from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

LAND = frozenset({"亩", "公顷", "平方公里", "平方米", "米", "公里", "千瓦", "天", "立方米"})
DESCRIBED = pattern_of(r"[一-鿿]{2,12}?(?:位于|地处|坐落于|前身[是为])[^，。；]{2,}(?:[，。；]|$)")
DIVISIONS = pattern_of(r"[^，。；、]{0,4}(?:乡|镇|街道|村|社区|办事处|管理处|管理区|居委会)(?:[，。；、]|$)")
DOING = pattern_of(r"完成|新增|新建|建成|实现|增长|达到|提高|改造|整治|投资|签约|新造")
UNITS_OF_A_PLACE = pattern_of(
    r"[^，。；、]{0,4}(?:行政村|建制村|自然村|自然屯|村民小组|村民委员会|居民委员会|村委会|居委会|社区|居民小组|派出所|卫生院|敬老院|小学|中学|户籍户)"
    r"(?:[，。；、（(]|$)"
)
ALL_OF_IT = pattern_of(
    r"(?:^|[，。；：])(?:(?:全|该|本)[市区县镇乡]|[一-鿿]{2,5}[县区镇乡]|境内|镇内|乡内|辖区内?)?(?:现|共|总|下)*(?:有|辖|设有|辖有)$"
)
HELD = pattern_of(
    r"(?:^|[，。；：])(?:(?:[全该本][市区县镇乡村]|[一-鿿]{2,5}[县区镇乡村])(?:现有|共有|有)?|境内(?:现有|有)?|现有|其中[：:]?)?"
    r"(?:耕地|水田|旱[田地]|水浇地|林地|园地|草地|基本农田)(?:总?面积)?(?:为|约|有|共)*$"
)
AWAY = pattern_of(r"(?:相?距离?|(?:^|[，。；、])离)(?!目标|任务|计划|完成|年)[^，。；的]*$")
AWAY_REACH = 40
ROADS = pattern_of(r"[路道线管网河渠]$|里程|长|增|改|修")
ENDOWED = pattern_of(r"的?[^，。；]{0,14}?(?:资源|潜力|区域|条件|储量)(?:[，。；、]|$)")
FIT_FOR = pattern_of(r"(?:拥有|蕴藏|适合|适宜|具备|可供|有)[^，。；、]{0,8}$")


def place_described(scene: Scene, reading: Reading) -> bool:
    """青石县位于北部。全县林地面积190万亩，辖4镇、10乡: a paragraph that opens so tells what the place is."""
    paragraph = scene.sentence.lead + scene.text
    if scene.mentions or not DESCRIBED.match(paragraph) or DOING.search(scene.clause_text(reading.clause)):
        return False
    return reading.quantity.unit in LAND or bool(DIVISIONS.match(reading.right))


def inventory(scene: Scene, reading: Reading) -> bool:
    """全镇共有7个行政村、3个社区，1所小学: how a place is divided and what stands in it; 建成3个社区 is work."""
    if not UNITS_OF_A_PLACE.match(reading.right) or scene.cues:
        return False
    if ALL_OF_IT.search(scene.before(reading)):
        return True
    previous = scene.readings[reading.index - 1] if reading.index else None
    if previous is None or not previous.background:
        return False
    return bool(UNITS_OF_A_PLACE.fullmatch(scene.text, previous.quantity.stop, reading.quantity.start))


def land_held(scene: Scene, reading: Reading) -> bool:
    """全乡耕地面积3100公顷，其中水田900公顷: the land that lies there, where nothing says that it grew or when."""
    return not scene.cues and not scene.mentions and bool(HELD.search(scene.before(reading)))


def away(scene: Scene, reading: Reading) -> bool:
    """北距白鹭机场50公里，青石县40公里，到临江20公里: how far it is from one place to another."""
    if AWAY.search(reading.left) or (AWAY.search(scene.before(reading)[-AWAY_REACH:]) and not reading.index):
        return True
    previous = scene.readings[reading.index - 1] if reading.index else None
    if previous is None or previous.background != "away":
        return False
    return not DOING.search(scene.clause_text(reading.clause)) and not ROADS.search(reading.left)


def endowment(scene: Scene, reading: Reading) -> bool:
    """拥有340万千瓦的风能资源, 有适合发展40万千瓦的风电区域: what might be made of it, not what was."""
    return bool(ENDOWED.match(reading.rest) and FIT_FOR.search(reading.left))
