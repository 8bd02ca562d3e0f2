"""Whose number it is: the article's body, unless a named unit takes over for its clause.

The body that speaks is not the body that is counted: a unit counts where it stands as the subject, at the start of a
clause, before the number; it keeps the following clauses of the sentence until another unit takes over.
"""

from __future__ import annotations

import re
from functools import lru_cache

from etl.extract.lexicon import Lexicon, short_name
from etl.extract.mentions import heading_period
from etl.extract.phrases import tokens
from etl.extract.scene import Scene

UNIT = re.compile(
    r"(?:其中|此外|同时|全省|全市|目前)?[，,]?(?P<name>[一-鿿]{2,12}?(?:自治区|自治州|新区|示范区|开发区|经开区|高新区|管委会|街道|镇|乡|省|市|县|区|集团|公司|银行|汽车|股份))"
    r"(?!等|公司|人大|人民|政协|委|纪委|法院|检察|域|级|场|民|内|单位|长|村|镇|土|属|直|道(?!路)|政府主要|间|里|外|界|别|化|营|政|容|貌)"
)
ALIAS = re.compile(
    r"(?P<full>[一-鿿]{4,24}?(?:公司|集团|管委会|开发区))[（(](?:以下简称|下称|简称|以下称)[“\"]?(?P<short>[一-鿿A-Za-z]{2,12})[”\"]?[）)]"
)
SHORT_NAME_THEN = re.compile(
    r"将|拟|计划|规划|力争|预计|完成|实现|今年|去年|全[省市区年]|共|已|累计|要|提出|未来|一季度|上半年|前三季度|地区生产总值|生产总值|GDP|经济增长|固定资产|水利|公路|[，,]|$"
)
RANKS = ("区委", "委书记", "区长", "市长", "省长", "市", "县", "区", "州", "大学", "路", "街", "省级", "厅", "局")
OPENING = re.compile(r"^(?:据|其中|此外|同时|另外|目前|今年|去年|今年以来|一季度|上半年|全年)[，,]?")
GENERAL = ("全", "各", "我", "本", "该")
RANK_ENDINGS = ("区", "市", "县", "镇", "乡", "省")
LONGEST_PLACE = 5
CARRIES = re.compile(r"其中|其[一-鿿]|该(?:公司|集团|镇|区|县|市)|此外")
BETWEEN_BODIES = re.compile(r"、|以及|和|与|及")
PARTS_OF_A_NAME = frozenset("能中上下新大重高老和可") | {"建设", "发展", "工业", "农业", "产业", "物流", "城市"}
RANKS_OF_A_PLACE = frozenset("省市区县州")
LATTER = re.compile(r"后者")
OWN_SCOPE = re.compile(r"[全我](?P<rank>[国省市区县镇州])(?!首|第|前|各|重点|产业)")
COMPANY_SPEAKS = re.compile(
    r"(?:^|[。，；\n　 ]|据|从|在)(?P<name>[一-鿿]{3,14}(?:公司|集团))(?:消息|获悉|介绍|了解到|透露|发布|召开|传来)"
)
SPEAKS_OF_ITSELF = re.compile(
    r"该(?:公司|集团)|(?:^|[。，；\n])(?:公司|集团)(?:将|计划|初步|要|累计|共|实现|完成|还|已|全年)"
)
SPEAKER = re.compile(r"消息|获悉|了解到|透露|传来")
COMPANY = re.compile(r"(?:集团|公司|股份|银行|集团公司)$")


def subject_at(text: str, start: int, lexicon: Lexicon, own: str) -> str | None:
    """Return the body named at the start of a clause, or None: 二七经开区“以商招商”推介会 -> 二七经开区."""
    window = text[start : start + 40].lstrip(" 　“‘（(，,")
    window = OPENING.sub("", window)
    listed = lexicon.listed_body.match(window)
    if listed:
        name, rest = listed[0], window[listed.end() :]
        body = lexicon.bodies[name]
        if (name == body and not rest.startswith(RANKS)) or (name != body and SHORT_NAME_THEN.match(rest)):
            return body
    found = UNIT.match(window)
    if not found or SPEAKER.match(window, found.end()):
        return None
    return found["name"] if _is_proper(found["name"], lexicon) else None


def _is_proper(name: str, lexicon: Lexicon) -> bool:
    """Whether a name that ends like a body's is one: 金水区 is, 坚持工业强县 and 建成乡 are not."""
    common = lexicon.affixes["common_bodies"].words
    if name in common or any(len(word) > 2 and name.endswith(word) for word in common) or name.startswith(GENERAL):
        return False
    if name.endswith(RANK_ENDINGS) and (len(name) > LONGEST_PLACE or name[-2:] in common):
        return False
    if len(lexicon.affixes["openers"].trim_left(name)) < 3:
        return False
    ordinary = [lexicon.affixes[kind].words for kind in ("breakers", "openers", "count_verbs", "links", "not_bodies")]
    parts = tokens(name, lexicon)
    if COMPANY.fullmatch(parts[-1]):
        parts = [part for part in parts[:-1] if part not in PARTS_OF_A_NAME]
    return not any(word in words for word in parts for words in ordinary)


def find_organisations(scene: Scene) -> None:
    """Give every reading its organisation: the last unit that is a subject before it, else the article's body."""
    own = scene.sentence.article.organisation
    current, rule, clause_done = own, "organisation:article", -1
    carried = _of_heading(scene, own) or _of_title(scene, own) or _of_story(scene, own)
    if CARRIES.match(scene.text):
        carried = _carried(scene, own) or carried
    if carried is not None and not same_body(carried, own):
        current, rule = carried, "organisation:carried"
    for reading in scene.readings:
        for clause in range(clause_done + 1, reading.clause + 1):
            start = scene.starts[clause]
            body = subject_at(scene.without_periods(start, min(start + 40, scene.stops[clause])), 0, scene.lexicon, own)
            if _own_scope(scene, start, min(reading.quantity.start, scene.stops[clause]), own):
                current, rule = own, "organisation:article"
            elif body is not None:
                current, rule = (
                    (own, "organisation:article") if same_body(body, own) else (body, "organisation:subject")
                )
            elif LATTER.match(scene.text, scene.starts[clause]):
                current, rule = _latter(scene, clause) or current, "organisation:latter"
        clause_done = reading.clause
        reading.organisation = current
        reading.rules.append(rule)
    _share_out(scene)


def _own_scope(scene: Scene, start: int, stop: int, own: str) -> bool:
    """区市场监管局消息，全区新登记…: 全区 is the page's own district again, whoever was spoken of before."""
    return any(own.endswith(found["rank"]) for found in OWN_SCOPE.finditer(scene.text, start, stop))


def _share_out(scene: Scene) -> None:
    """云桥街道、青杉镇到位资金分别达9.8亿元和7.1亿元: each number of a chain is of the body in its place."""
    for first in scene.readings:
        if first.chained:
            continue
        chain = [first]
        for later in scene.readings[first.index + 1 :]:
            if not later.chained:
                break
            chain.append(later)
        if len(chain) > 1:
            bodies, rest = _listed_bodies(first.subject, scene.lexicon)
            if len(bodies) == len(chain):
                first.subject = rest
                for reading, body in zip(chain, bodies, strict=True):
                    reading.organisation = body
                    reading.rules.append("organisation:respectively")


def _listed_bodies(subject: str, lexicon: Lexicon) -> tuple[list[str], str]:
    """Return the bodies that a phrase begins with, and what follows them."""
    bodies: list[str] = []
    rest = OPENING.sub("", subject.lstrip(" 　，,"))
    while True:
        listed = lexicon.listed_body.match(rest)
        found = UNIT.match(rest)
        if listed:
            body, rest = lexicon.bodies[listed[0]], rest[listed.end() :]
        elif found and _is_proper(found["name"], lexicon):
            body, rest = found["name"], rest[found.end() :]
        else:
            return bodies, rest
        bodies.append(body)
        joined = BETWEEN_BODIES.match(rest)
        if not joined:
            return bodies, rest
        rest = rest[joined.end() :]


def _of_title(scene: Scene, own: str) -> str | None:
    """区交投集团：冲刺“开门红”: a story that a company's name opens is of that company; 区 is the page's own."""
    if scene.sentence.headings:
        return None
    body = subject_at(scene.sentence.article.title, 0, scene.lexicon, own)
    if body is None or not COMPANY.search(body):
        return None
    return own + body[1:] if own.endswith(body[0]) else body


def _of_story(scene: Scene, own: str) -> str | None:
    """青湾供电公司消息，…。该公司…: on a page of a place, a story of one company's own work is of that company."""
    if COMPANY.search(own):
        return None
    proper = [name for name in _companies_that_speak(scene.sentence.article.text) if _is_proper(name, scene.lexicon)]
    return proper[0] if len(proper) == 1 else None


@lru_cache(maxsize=8)
def _companies_that_speak(article: str) -> frozenset[str]:
    """Return the companies that an article quotes, once an article; none where it tells of no company's own work."""
    if not SPEAKS_OF_ITSELF.search(article):
        return frozenset()
    return frozenset(found["name"] for found in COMPANY_SPEAKS.finditer(article))


def _of_heading(scene: Scene, own: str) -> str | None:
    """未来5年新疆规划投资1300亿元: a heading that begins with another body speaks of it."""
    if not scene.sentence.headings:
        return None
    heading = scene.sentence.headings[-1]
    period = heading_period(heading, scene.reference, scene.lexicon)
    if period is not None and heading.startswith(period.text):
        heading = heading[len(period.text) :]
    return subject_at(heading, 0, scene.lexicon, own)


def _carried(scene: Scene, own: str) -> str | None:
    """东风汽车公司…。其中，乘用车销售…: the unit that the sentence before spoke of."""
    last = re.split(r"[。！？\n]", scene.sentence.lead.rstrip("。！？\n"))[-1][-200:]
    found = None
    for clause in re.split(r"[，,；;]", last):
        found = subject_at(clause, 0, scene.lexicon, own) or found
    return found


def same_body(name: str, own: str) -> bool:
    """Whether two names are one body: 西藏 and 西藏自治区, 二七区委 and 二七区."""
    if not own:
        return False
    if len(name) > 3 and name[0] in RANKS_OF_A_PLACE and own.endswith(name[1:]):
        return True  # 市城投集团 on a page of 华州城投集团
    return name == own or short_name(name) == short_name(own) or own.endswith(name) or name in own


def _latter(scene: Scene, clause: int) -> str | None:
    """后者今年上半年共出售490辆: the last company named before."""
    before = scene.text[: scene.starts[clause]]
    names = [m.group() for m in re.finditer(r"(?:持有|控股|参股|合资|旗下)(?P<n>[一-鿿]{4,16}?)(?=\d|的)", before)]
    return re.sub(r"^(?:持有|控股|参股|合资|旗下)", "", names[-1]) if names else None
