"""Whose number it is: the article's body, unless a named unit takes over for its clause.

The body that speaks is not the body that is counted: a unit counts where it stands as the subject, at the start of a
clause, before the number; it keeps the following clauses of the sentence until another unit takes over.
"""

from __future__ import annotations

import re

from etl.extract.lexicon import Lexicon, short_name
from etl.extract.phrases import tokens
from etl.extract.scene import Scene
from etl.extract.timing import heading_period

UNIT = re.compile(
    r"(?:其中|此外|同时|全省|全市|目前)?[，,]?(?P<name>[一-鿿]{2,12}?(?:自治区|自治州|新区|示范区|开发区|经开区|高新区|管委会|街道|镇|乡|省|市|县|区|集团|公司|银行|汽车|股份))"
    r"(?![一-鿿]?(?:域|级|场|民|内|位|委书记|长|村|镇|土|属|直|政府主要|委常委|间|里|外|界|别|化|营|政|容|貌))"
)
ALIAS = re.compile(
    r"(?P<full>[一-鿿]{4,24}?(?:公司|集团|管委会|开发区))[（(](?:以下简称|下称|简称|以下称)[“\"]?(?P<short>[一-鿿A-Za-z]{2,12})[”\"]?[）)]"
)
SHORT_NAME_THEN = re.compile(
    r"将|拟|计划|规划|力争|预计|完成|实现|今年|去年|全[省市区年]|共|已|累计|要|提出|未来|一季度|上半年|前三季度|地区生产总值|生产总值|GDP|经济增长|固定资产|水利|公路|[，,]|$"
)
RANKS = ("区委", "委书记", "区长", "市长", "省长", "市", "县", "区", "州", "大学", "路", "街", "省级", "厅", "局")
OPENING = re.compile(r"^(?:其中|此外|同时|另外|目前|今年|去年|今年以来|一季度|上半年|全年)[，,]?")
GENERAL = ("全", "各", "我", "本", "该")
RANK_ENDINGS = ("区", "市", "县", "镇", "乡", "省")
LONGEST_PLACE = 5
CARRIES = re.compile(r"其中|其[一-鿿]|该(?:公司|集团|镇|区|县|市)|此外")
LATTER = re.compile(r"后者")
OWN_SCOPE = re.compile(r"全国|全省|全市|全区|全县|全镇|全州|全公司|全集团|公司|集团")


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
    if not found:
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
    return not any(word in words for word in tokens(name, lexicon) for words in ordinary)


def find_organisations(scene: Scene) -> None:
    """Give every reading its organisation: the last unit that is a subject before it, else the article's body."""
    own = scene.sentence.article.organisation
    current, rule, clause_done = own, "organisation:article", -1
    carried = _of_heading(scene, own)
    if CARRIES.match(scene.text):
        carried = _carried(scene, own) or carried
    if carried is not None and not same_body(carried, own):
        current, rule = carried, "organisation:carried"
    for reading in scene.readings:
        for clause in range(clause_done + 1, reading.clause + 1):
            start = scene.starts[clause]
            body = subject_at(scene.without_periods(start, min(start + 40, scene.stops[clause])), 0, scene.lexicon, own)
            if body is not None:
                current, rule = (
                    (own, "organisation:article") if same_body(body, own) else (body, "organisation:subject")
                )
            elif LATTER.match(scene.text, scene.starts[clause]):
                current, rule = _latter(scene, clause) or current, "organisation:latter"
        clause_done = reading.clause
        reading.organisation = current
        reading.rules.append(rule)


def _of_heading(scene: Scene, own: str) -> str | None:
    """未来5年新疆规划投资1300亿元: a heading that begins with another body speaks of it."""
    if not scene.sentence.headings:
        return None
    heading = scene.sentence.headings[-1]
    period = heading_period(heading, scene.reference)
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
    return name == own or short_name(name) == short_name(own) or own.endswith(name) or name in own


def _latter(scene: Scene, clause: int) -> str | None:
    """后者今年上半年共出售490辆: the last company named before."""
    before = scene.text[: scene.starts[clause]]
    names = [m.group() for m in re.finditer(r"(?:持有|控股|参股|合资|旗下)(?P<n>[一-鿿]{4,16}?)(?=\d|的)", before)]
    return re.sub(r"^(?:持有|控股|参股|合资|旗下)", "", names[-1]) if names else None
