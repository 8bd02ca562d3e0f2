"""Things that are only spoken of: 9家单位汇报, 66个新开工项目已有28个开工, 一批, 数十家."""

from __future__ import annotations

from etl.extract.background.bounds import COUNTED_BY
from etl.extract.dropped_units import are_people
from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

PLACES = pattern_of(r"(?:省区市|省市|省份|市地|地市|市州|城市|县区|县市|区县|市县|国家|地区)")
AT = pattern_of(r"(?:^|[，；一-鿿])(?:在|为|向)[^，。；]*$")
PEOPLE_AND_BODIES = frozenset({"人", "名", "个", "家", "位"})
COUNTED_TOO = frozenset({"名", "支", "只", "条", "台", "辆"})
LOTS = frozenset({"批", "组", "批次", "期", "类"})
PROGRAMME_UNITS = frozenset({"微克", "微克/立方米", "克", "吨", "%", "度"})
PROGRAMME = pattern_of(r"[一-鿿]{0,6}(?:行动|战役|模式|机制|热线|品牌)(?![一-鿿])")
OF_THESE = pattern_of(r"[^，。；、]{2,12}(?:项目|工程|任务|事项|企业|园区)的$")
"""102项重大工程的285个项目: what the others are part of."""
SOME_OF_THEM = pattern_of(
    r"[^，。；、]{2,20}?(?:(?:已|中|中已)?有|(?:实际|已|已经)(?:开工|竣工|投产|复工|完工|签约|落地)(?:建设)?)$"
)
MONEY_OF_THEM = pattern_of(r"[^，。；、]{2,20}?(?:完成|实现|达到|年度计划|计划|总投资|投资)[^，。；、]{0,8}$")
WRITTEN_FRACTION = pattern_of(r"[一二三四五六七八九十]分之[一二三四五六七八九十]")
NUMBER_SIGN = pattern_of(r"[\d一二三四五六七八九十两百千半]")
HEARD = pattern_of(r"(?:汇报|听取|审议|研究(?!中心|院|所|室|生|员|基地|开发)|讨论)[^，。；]{0,8}$")
HONOURED = pattern_of(r"表彰(?:了|奖励|命名)*[^，。；]{0,24}$")
TREATED = pattern_of(r"(?:^|[一-鿿])对")
UNDER_WAY = pattern_of(r"正在[一-鿿]{0,4}(?:施工|建设|推进|作业|忙碌)")
HANZI_AT = pattern_of(r"[一-鿿]")
LETTER_AT = pattern_of(r"[一-鿿A-Za-z]")
USERS_AT = pattern_of(r"[一-鿿]{0,6}用户")
CITY_WORKS = pattern_of(
    r"城市(?:已?(?:开通|建成|实现|纳入|获评|达到|达标)|公园|更新|书房|驿站|道路|绿地|绿道|社区|综合体|客厅|广场|项目)"
)
TARGETS_MET = pattern_of(r"[一-鿿]{0,6}指标(?!体系)")
"""生态环境9项约束性指标: indicators are counted, none is told."""
REACHED = pattern_of(r"(?:惠及|受益|覆盖|服务|帮助|救助)$")
PER_HEAD = pattern_of(r"每[十百千万]|人均|户均|平均")
EXPECTED = pattern_of(
    r"据[^，。；]{2,14}(?:协会|机构|专家|研究院|组织|银行|分析师|券商)[^，。；]{0,4}(?:预测|预计|估计)[，,：:]"
)
OF_TAX = pattern_of(r"的[^，。；]{0,16}税率")
SUPPOSED = pattern_of(r"(?:^|[，。；：])(?:若(?!干)|如果|假如|假设|一旦|倘若)[^。；]*$")
ROUTINE = pattern_of(r"(?:每月|每周|每天|每日|每次|每季度?|每人|每家)(?!均)")
BUILT_ON = pattern_of(r"进行[^，。；]{0,8}(?:建设|续建|改造|加固|修复|扩建|升级|整治|治理)")
INSPECTED = pattern_of(r"(?:实地|现场|随机)(?:查看|踏看|查访|核查|抽查)[^，。；]{0,8}$|抽[选取][^，。；]{0,16}$")
AT_ONCE = pattern_of(r"随即|缓缓|徐徐")
SAID_AGAIN = pattern_of(r"(?:^|[，、。；])(?:在|对|将|把)?(?:这|该|上述|前述|以上)$")
GROWTH_OF_THEM = pattern_of(r"^[一-鿿]{2,}(?:值|额|收入|利润|量|投资|税收)(?:同比|均|分别)*(?:增长|下降)$")
RATE_OF_THEM = pattern_of(
    r"[一-鿿]{2,}(?:率|比例|比重|占比|增速|增幅|降幅)(?:也|均|都|分别|已)*(?:达到|达|为|约|超过了?|超|突破|升至|提高到)*$"
)


def word_number(scene: Scene, reading: Reading) -> bool:
    """落地率超过八成: a share in words, too coarse to measure by."""
    vague = (
        reading.quantity.text.startswith(("数", "上百", "上千", "上万", "上亿"))
        or not NUMBER_SIGN.search(reading.quantity.text)
        or bool(WRITTEN_FRACTION.search(reading.quantity.text))
    )
    return vague or reading.quantity.unit == "成" or (reading.quantity.unit == "%" and "成" in reading.quantity.text)


def counted_bystanders(scene: Scene, reading: Reading) -> bool:
    """9家单位汇报, 51%的股份: what follows is no indicator."""
    right = reading.right.lstrip("的多余")
    if TARGETS_MET.match(right):
        return True
    if (REACHED.search(reading.left) and are_people(right, scene.lexicon)) or CITY_WORKS.match(right):
        return False  # 惠及76万群众, 13座城市公园, 21个城市开通轨道交通
    word = scene.lexicon.affixes["background_right"].leading(right)
    if not word:
        return False
    return len(word) > 1 or right == word or not HANZI_AT.match(right, len(word))


def meeting(scene: Scene, reading: Reading) -> bool:
    """115名党员干部参加培训, 表彰了10个先进单位和50名劳动模范: people or bodies that only attend."""
    if HEARD.search(reading.left) or HONOURED.search(scene.before(reading)):
        return True
    tail = scene.text[reading.quantity.stop : scene.stops[reading.clause]][:30]
    return bool(scene.lexicon.any_of("meeting_words").search(tail))


def subject_count(scene: Scene, reading: Reading) -> bool:
    """37个市政重点工程累计完成投资53.31亿元: the things counted are the subject of the amount that follows."""
    if reading.index + 1 >= len(scene.readings) or scene.readings[reading.index + 1].clause != reading.clause:
        return False
    following = scene.readings[reading.index + 1]
    if reading.right.startswith("、"):
        return False  # 新增就业9000人、优良天数比例达到83%
    if OF_THESE.match(reading.right):
        return following.quantity.unit in COUNTED_BY
    if SOME_OF_THEM.match(reading.right):
        return following.quantity.unit == reading.quantity.unit
    if MONEY_OF_THEM.match(reading.right) and following.quantity.unit in {"元", "美元"}:
        return True
    return following.quantity.unit == "%" and bool(
        RATE_OF_THEM.search(reading.right) or GROWTH_OF_THEM.search(reading.right)
    )


def unnamed_one(scene: Scene, reading: Reading) -> bool:
    """引进一个、带来一批: one of something in words is a figure of speech."""
    return (
        reading.quantity.text[:1] in "一两三四五六七八九"
        and reading.quantity.number < 10
        and reading.quantity.unit not in {"元", "%"}
    )


def handled_thing(scene: Scene, reading: Reading) -> bool:
    """对15项举措进行任务分解, 13座桥梁正在建设, 这34个项目, 实地查看点位9处, 每月评选3个: no figure told."""
    right = reading.rest[:24]
    own = scene.text[scene.starts[reading.clause] : reading.quantity.start]
    return bool(
        ("进行" in right and not BUILT_ON.search(right) and TREATED.search(own))
        or ("正在" in right and UNDER_WAY.search(right))
        or ROUTINE.match(scene.clause_text(reading.clause))
        or SAID_AGAIN.search(reading.left)
        or INSPECTED.search(own)
        or AT_ONCE.search(right)
    )


def place_of_it(scene: Scene, reading: Reading) -> bool:
    """在青石、白鹭等9个省市开展试点: where it takes place."""
    return bool(PLACES.match(reading.right) and AT.search(reading.left))


def leaders_act(scene: Scene, reading: Reading) -> bool:
    """总书记3次考察、4次回信: what leaders of the country did is honoured, not counted."""
    return "总书记" in scene.before(reading)


def groups_of_them(scene: Scene, reading: Reading) -> bool:
    """推出12批1181项举措: in how many lots what follows was done."""
    following = scene.readings[reading.index + 1] if reading.index + 1 < len(scene.readings) else None
    adjacent = following is not None and following.quantity.start == reading.quantity.stop
    return bool(adjacent and following and following.quantity.unit in COUNTED_BY)


def programme(scene: Scene, reading: Reading) -> bool:
    """实施0.1微克攻坚行动: a measure that only names a programme."""
    return bool(PROGRAMME.match(reading.right))


def unknown_unit(scene: Scene, reading: Reading) -> bool:
    """购入6509万股: a bare 万 before a word that is no known unit."""
    if not LETTER_AT.match(reading.right):
        return False
    money = scene.lexicon.any_of("money_names").search(reading.left)
    return not are_people(reading.right, scene.lexicon) and not USERS_AT.match(reading.right) and not money


def fraction_of_things(scene: Scene, reading: Reading) -> bool:
    """比五年前提高1.5个和6个百分点: things are not counted in fractions, but for 每千人口托位数达到4.3个."""
    return (
        not PER_HEAD.search(reading.left)
        and reading.quantity.number % 1 != 0
        and "万" not in reading.quantity.value_unit
        and "亿" not in reading.quantity.value_unit
    )


def supposed(scene: Scene, reading: Reading) -> bool:
    """若利率上升50个基点，将增加费用0.3亿元: what would be if something else were."""
    return bool(SUPPOSED.search(scene.before(reading)))


def forecast_of_others(scene: Scene, reading: Reading) -> bool:
    """据行业协会预测，今年运量增长4%: what others expect of a market is no goal of whoever quotes it."""
    return bool(EXPECTED.search(scene.before(reading)))


def rate_of_tax(scene: Scene, reading: Reading) -> bool:
    """享受15%的所得税优惠税率: what is owed, not what was done."""
    return bool(OF_TAX.match(reading.rest))
