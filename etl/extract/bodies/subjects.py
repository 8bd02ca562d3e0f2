"""Who a clause speaks of: the body that stands as its subject, before the number, and whether it only speaks.

与此同时，位于高新区的综合保税区进出口额… is of the 综合保税区; 市统计局数据显示，… is of nobody named; what
区市场监管局 tells is of who is counted, not of who tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from etl.extract.bodies.cast import Cast
from etl.extract.bodies.names import ANALYST, OFFICE, Name, rank_of, read_name
from etl.extract.lexicon import Lexicon, own_names
from etl.patterns import pattern_of

Role = Literal["subject", "speaker", "announcer", "scene", "listed"]

WINDOW = 48
OPENING = pattern_of(
    r"^(?:其中[：:]?|此外|同时|与此同时|另外|另据|据悉|据了解|据介绍|据统计|据初步统计|据测算|初步核算|数据显示|统计显示|目前|当前|今年|去年|今年以来|一季度|上半年|全年|"
    r"年内|截至目前|其他|尤其是|特别是|尤其|届时|再如|又如|例如|比如|如|即|尤其以|特别是以|而|但|并|且|由|据|从|记者从|昨日从|包括|相比之下|分别是|主要是|"
    r"(?:集团|公司|我[省市区县])?(?:所属的?|下属的?|旗下的?|所辖的?|控股的)|位于[一-鿿]{2,12}?的|来自|截至|截止|预计|力争|确保|支持|推动|"
    r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是)[，,]?"
)
_COMPANY_OF_PLACE = pattern_of(r"[一-鿿]{2,12}?有限(?:责任)?公司")
"""泉湾县远山钙业有限公司 on a page of 泉湾县 is the company, not the county."""
OPENERS = frozenset(
    "其此同与另据数统初目当今去一上全年截尤特届再又例比如即而但并且由从记昨包相分主所下旗集公我来预力确支推最位控（("
) | frozenset("二三四五六七八九十0123456789")
"""The signs that OPENING begins with: most clauses begin with none of them."""
_SUBSIDIARY = pattern_of(
    r"(?:公司|集团)?的?(?:控股|全资|参股|下属|所属)*子公司(?P<name>[一-鿿A-Za-z]{2,8}?)"
    r"(?=(?:今年|去年|上半年|全年|一季度|报告期)?(?:共|累计|已)?(?:实现|完成|营业|营收|净利|销售|生产|产销|新签|取得|\d))"
)
OF_A_VILLAGE = frozenset("民委支级庄")
_IT_IS = pattern_of(r"的是(?=[^，,；;。]{2,14}$)")
_LIST_HEAD = pattern_of(
    r"等(?!级)|、[^，,；;。]{0,60}?\d+个?(?:省区|省份|省市|地市|市县)|[^，,；;。]{0,60}?等(?:\d|[一二三四五六七八九十两多]|地|企业|单位|重点|骨干|龙头|一批|[^，；。]{0,8}\d)"
)
_ITS_WORK = pattern_of(
    r"[^，,；;。的\d]{0,12}?(?:项目|产业园|工厂|基地|工程|生产线)(?!数|个|总|签约|投资|完成|方面|建设|\d)"
)
_JUST_NOW = pattern_of(r"^(?:近日|昨日|今日|日前|昨晚)")
_IN_PLACE = pattern_of(r"^(?:在|位于|地处|走进)")
_SHORT_THEN = pattern_of(r"人(?!均)|籍|话|菜|味|路|街|大道|大学生|站|高速|快速路|线|铁路局|方面军")


@dataclass(frozen=True, slots=True)
class Subject:
    """A body, what it does in its clause, how it is printed there, and that with the words before it."""

    name: Name
    role: Role
    printed: str
    opening: str

    @property
    def body(self) -> str:
        return self.name.body


def read_subject(clause: str, cast: Cast, lexicon: Lexicon) -> Subject | None:
    """Return the body named at the start of a clause without its words of time, or None."""
    text = whole = clause[:WINDOW].lstrip(" 　“‘（(，,、和与及")
    while text[:1] in OPENERS and (opened := OPENING.match(text)) is not None:
        text = text[opened.end() :].lstrip(" 　“‘（(，,")
    told = _IT_IS.search(text) if "的是" in text else None
    if told:
        text = text[told.end() :]
    scene = _IN_PLACE.match(text)
    if scene:
        text = text[scene.end() :]
    name = (
        _own_name(text, cast.own)
        or _subsidiary(text)
        or _village(text, cast.villages)
        or read_name(text, cast.called, lexicon)
    )
    if name is None:
        return None
    rest = text[name.stop :].lstrip("”’ 　")
    if name.kind == "zone" and name.stop == len(name.body):
        name = replace(name, body=cast.full_zone(name.body))
    role = _role(name, rest, scene is not None, lexicon)
    if role is None:
        return None
    if _in_apposition(name, rest, cast.own):
        name = Name(cast.own, name.kind, name.stop)
    return Subject(name, role, text[: name.stop], whole[: len(whole) - len(text) + name.stop])


def _own_name(text: str, own: str) -> Name | None:
    """Return the page's own body where its name, or what the page calls it, opens the text."""
    if not own:
        return None
    for called in own_names(own):
        if text.startswith(called) and len(called) >= 3 and not _COMPANY_OF_PLACE.match(text, len(called)):
            office = OFFICE.match(text, len(called))
            stop = office.end() if office else len(called)
            return Name(own, "place" if rank_of(own) is not None else "company", stop)
    return None


def _subsidiary(text: str) -> Name | None:
    """控股子公司新蓝科技实现营收: what a company calls its own needs no ending."""
    found = _SUBSIDIARY.match(text) if "子公司" in text else None
    return Name(found["name"], "company", found.end()) if found else None


def _village(text: str, villages: frozenset[str]) -> Name | None:
    """Return the village that opens the text, where the article names it with its town: 青杉村 of 云桥镇青杉村."""
    at = text.find("村", 1, 4)
    named = text[: at + 1]
    return Name(named, "place", at + 1) if named in villages and text[at + 1 : at + 2] not in OF_A_VILLAGE else None


def _in_apposition(name: Name, rest: str, own: str) -> bool:
    """全国连锁租赁企业神州租车: what stands before is said of the body named next."""
    at = rest.find(own) if own and name.kind in ("place", "company") else -1
    return 0 < at < 20 and bool(re.search(r"(?:企业|公司|品牌|商|巨头|龙头|平台|机构)$", rest[:at]))


def _role(name: Name, rest: str, in_place: bool, lexicon: Lexicon) -> Role | None:
    """Tell what a body does: 消息 only speaks, 公告 tells of itself, 等10家 heads a list that owns nothing."""
    if in_place:
        return "scene" if not rest or rest[0] in "，,：:" else None
    if _LIST_HEAD.match(rest) or (name.kind == "company" and _ITS_WORK.match(rest)):
        return None
    if name.stop < len(name.body) and rank_of(name.body) in (0, 1) and _SHORT_THEN.match(rest):
        return None  # 西藏路, 广东话
    return _voice(name, rest, lexicon) or "subject"


def _voice(name: Name, rest: str, lexicon: Lexicon) -> Role | None:
    """Tell how a body speaks, None where it does not: a company announces its own numbers, an analyst others'."""
    company = name.kind == "company"
    if company and ANALYST.search(name.body):
        return "speaker"
    official = lexicon.any_of("officials").match(rest)
    if official or lexicon.any_of("only_speaks").match(rest):
        return "announcer" if official and company and lexicon.any_of("announces").search(rest) else "speaker"
    announces = company and lexicon.any_of("announces").match(_JUST_NOW.sub("", rest))
    return "announcer" if announces else None
