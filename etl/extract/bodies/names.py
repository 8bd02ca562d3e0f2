"""Where the name of a body stands: 长沙市岳麓区, 马寨镇, 沧南供电公司, 酒泉钢铁集团公司, 宁波舟山港.

A name is told by its end; what precedes the end must not be ordinary words, since 引进外省 and 建成乡 end alike. Of
names that stand one in another the last counts: 甘肃省酒泉钢铁集团公司 is a company, not the province.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from etl.extract.alternatives import any_of
from etl.extract.lexicon import Lexicon, short_name
from etl.extract.phrases import tokens
from etl.patterns import pattern_of

Kind = Literal["place", "zone", "company", "site", "region"]

_NO_PLACE = (
    "(?!等|公司|人大|人民代表|政协|委(?!、)|纪委|法院|检察|域|级|场|民(?!政府)|内|单位|长|村|镇|土|属|直|道(?!路)|间|里|外|界|别|化|营|"
    "政(?!府)|容|貌|值|价|市(?!场|政)|江|商会|划|块|位|乡|情|志|志愿|花|树|歌|话|属国|籍|产|立|辖|标|份|管|控|定|财|试|供)"
)
PLACE = pattern_of(
    rf"[一-鿿]{{2,8}}?(?:自治区|自治州|自治县|自治旗|街道|省(?!、?[市县])|市(?!、县)|盟|县|区|旗|镇|乡){_NO_PLACE}|[一-鿿]{{2,3}}州(?![市县区湾路])"
)
_NO_ZONE = "(?!域|内|间|里|外|块|位|划|长|级|别|建设|办事|企业|项目|规划)"
COMPANY = pattern_of(
    r"[一-鿿A-Za-z]{1,14}?(?:[（(][一-鿿]{2,6}[）)])?[一-鿿]{0,8}?"
    r"(?:(?:集团|控股|股份|有限|责任|总|分|[（(]集团[）)])*公司|集团|股份(?!制|占|比|转|权|的)|银行(?!业|卡|贷|存|间|家)|分行|支行)(?!等|化|业|制)"
)
SITE = pattern_of(
    r"[一-鿿]{2,8}?(?:国际机场|机场|发电厂|电厂|煤矿|油田|林场|农场|港站|火车站|高铁站|客运站|大学|学院|医院|研究院|研究所|(?<![香空海渔])港)"
    r"(?!口|区|澳|股|元|资|商|湾|珠|人|务|等|项目|工程|扩建|改建|建设|新校区|[一二三四]期)"
)
ZONE_WORDS = ("zones", "zones_alone", "parks")
_ENDS = "公司|集团|银行|股份|[分支]行|[场厂矿田学院所港]"
REACH = 30
_NO_SCOPE = "首|第|前|各|重点|产业|人大|两会|平均|性|、|占比"
_NO_COUNTRY = pattern_of(rf"{_NO_SCOPE}|[（(][一-鿿]{{2,4}}[）)]|[一-鿿]{{2,4}}(?:集团|公司|总部|网、)")
IS_A_COMPANY = pattern_of(r"(?:集团|公司|股份|银行|集团公司)$")
LONG_ENDINGS = ("自治区", "自治州", "自治县", "自治旗", "街道")
_PROVINCE_BEFORE = pattern_of(r"(?:[一-鿿]{2,3}省|[一-鿿]{2,6}自治区|[一-鿿]{2,4}市)(?=[一-鿿]{4})")
OFFICE = pattern_of(
    r"(?:党委政府|委、?[省市县区]?政府|党委、政府|人民政府|政府|党工委管委会|管委会|管理委员会|办事处|[一-鿿]{2,6}?[局厅](?![部长域面限]))"
)
JOINED = ("-", "—", "－")
"""一汽-大众 is not 一汽."""
_GOES_ON = pattern_of(r"(?:集团|控股|股份|有限)*公司|集团|股份(?!制|占|比|转|权|的)|控股(?!股东|子)")
_NO_REGION = pattern_of(r"铁路|机场|港口|局|分公司|市场")
_UNION = pattern_of(r"[一-鿿]{0,12}?(?:联合会|协会|学会|商会|大学|学院)")
_MARKET = pattern_of(r"市场|业务|区域|大区|分部|航线")
_OF_ITS = pattern_of(r"(?:所属的?|下属的?|旗下的?|所辖的?|辖区内?的?|内的?|的)")
_UNNAMED = pattern_of(
    r"城[乡镇]$|[省区]市县|[^省市县区镇乡]强[省市县区]$|渝省$|某|报告期|期[内末]|我|上述|[两三四五六七八九十]个|一位|进出|.后(?:公司|集团)|一家|[两几数多\d]家|一个|这家|每|多数|.[全各][省市县区州镇乡]$"
)
ANALYST = pattern_of(r"证券|期货|中金公司|咨询|评级|研究[院所]?$")


@dataclass(frozen=True, slots=True)
class Name:
    """A body, of which kind it is, and where its name ends in the text that was looked at."""

    body: str
    kind: Kind
    stop: int


def read_name(text: str, called: Called, lexicon: Lexicon) -> Name | None:
    """Return the body whose name stands at the start of a text, the innermost of those that stand one in another."""
    name = _one(text, 0, called, lexicon)
    while name is not None:
        inner = _one(text, _past(text, name), called, lexicon)
        if inner is None or (inner.kind == "company" and _only_industry(inner.body, lexicon)):
            break
        if inner.kind == "zone" and inner.body in lexicon.listed("zones_alone"):
            inner = Name(text[: inner.stop], "zone", inner.stop)
        name = inner
    return name


@lru_cache(maxsize=64)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], tuple[tuple[Kind, re.Pattern[str]], ...]]:
    """Return what tells a name by its end, of each kind of body in turn: …公司, …开发区 or …科技园, …机场.

    Before them stands a pattern for the ends alone: where none is near, no name is.
    """
    zones, alone, parks, trades = (any_of(lexicon.listed(words)) for words in (*ZONE_WORDS, "park_trades"))
    zone = pattern_of(rf"[一-鿿]{{0,10}}?(?:{alone}|{zones}|(?:{trades})(?:{parks})){_NO_ZONE}")
    ends = pattern_of(f"{_ENDS}|{alone}|{zones}|{parks}")
    return ends, (("company", COMPANY), ("zone", zone), ("site", SITE))


@lru_cache(maxsize=64)
def scope_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern for whole places, 全区 or 我市: 全国文明城市 is what an award is called."""
    honours = any_of(lexicon.listed("honours"))
    return pattern_of(rf"[全我](?P<rank>国(?!{_NO_SCOPE}|{honours})|[省市区县镇州乡旗盟](?!{_NO_SCOPE}))")


class Called:
    """What an article calls bodies by besides their full names: 青松建化 for 新疆青松建材化工（集团）股份有限公司."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        words = sorted(names, key=len, reverse=True)
        self.pattern = pattern_of("|".join(map(re.escape, words)) or r"(?!)")


def _past(text: str, name: Name) -> int:
    of = _OF_ITS.match(text, name.stop) if name.kind != "region" else None
    return of.end() if of and name.kind in {"company", "place", "zone"} else name.stop


def _one(text: str, at: int, called: Called, lexicon: Lexicon) -> Name | None:
    """Return the one name that starts at a place of the text."""
    found = called.pattern.match(text, at)
    if found:
        return Name(called.names[found[0]], "company", found.end())
    ends, patterns = _patterns(lexicon)
    for kind, pattern in patterns if ends.search(text, at, at + REACH) else ():
        hit = pattern.match(text, at)
        if hit and is_body(hit[0], kind, lexicon):
            return Name(_without_province(hit[0], kind, lexicon), kind, hit.end())
    known = _known(text, at, lexicon) if text[at : at + 1] in lexicon.name_starts else None
    return known or _place(text, at, lexicon)


def _known(text: str, at: int, lexicon: Lexicon) -> Name | None:
    """Return a body that the vocabulary knows: 新疆, 西北地区, 中国石化."""
    region = lexicon.any_of("regions").match(text, at)
    if region and not _NO_REGION.match(text, region.end()):
        return Name(region[0], "region", region.end())
    company = _company(text, at, lexicon)
    if company:
        return company
    listed = lexicon.listed_body.match(text, at)
    if not listed:
        return None
    body = lexicon.bodies[listed[0]]
    if body == "全国" and (
        _NO_COUNTRY.match(text, listed.end()) or lexicon.any_of("honours").match(text, listed.end())
    ):
        return None
    if listed[0] != body:  # 湖南长沙县, 福建三钢
        inner = _place(text, listed.end(), lexicon) or _company(text, listed.end(), lexicon)
        if inner is not None:
            return inner
    return Name(body, "place", listed.end())


def _company(text: str, at: int, lexicon: Lexicon) -> Name | None:
    """Return a company that the vocabulary knows, with what its name goes on with: 伊利股份."""
    found = lexicon.any_of("known_companies").match(text, at)
    if (
        not found
        or text[found.end() : found.end() + 1] in JOINED
        or _MARKET.match(text, found.end())
        or _UNION.match(text, found.end())
    ):
        return None
    more = _GOES_ON.match(text, found.end())
    stop = more.end() if more else found.end()
    return Name(text[at:stop], "company", stop)


def _place(text: str, at: int, lexicon: Lexicon) -> Name | None:
    listed = lexicon.any_of("short_counties").match(text, at)
    hit = listed or PLACE.match(text, at)
    if not hit or not (listed or is_body(hit[0], "place", lexicon)):
        return None
    office = OFFICE.match(text, hit.end())
    return Name(hit[0], "place", office.end() if office else hit.end())


@lru_cache(maxsize=8192)
def is_body(name: str, kind: str, lexicon: Lexicon) -> bool:
    """Whether what ends like a body's name is one: 金水区 is, 坚持工业强县, 建成乡 and 上市公司 are not."""
    words = lexicon.vocabulary.words
    if name in words("common_bodies") or name in lexicon.names or _UNNAMED.search(name) or name[0] in "全各我本该这其":
        return False
    if kind == "zone":
        return _is_zone(name, lexicon)
    if (
        kind == "place"
        and not name.endswith(LONG_ENDINGS)
        and (len(name) > 5 or name.endswith(words("common_endings")))
    ):
        return False
    if name.endswith(words("company_kinds")):
        return False
    openers = lexicon.affixes["openers"]
    if len(openers.trim_left(name)) < (3 if kind != "site" else 2) or openers.trim_left(name) != name:
        return False
    return not _is_ordinary(tokens(name, lexicon), kind, lexicon)


ORDINARY = ("breakers", "openers", "count_verbs", "links")
_LINKS = frozenset("对在向从以与及各每把将由为被使让和等到至于是有无了的并或按受就占居比超较达列当")


def _is_ordinary(parts: Sequence[str], kind: str, lexicon: Lexicon) -> bool:
    """Whether the words of a name are ordinary ones: of a company's, only those that no company is named by."""
    common = lexicon.listed("not_bodies")
    verbs = [lexicon.affixes[name].words for name in ORDINARY]
    named_by = lexicon.listed("industries")
    stem = parts[:-1] if len(parts) > 1 else parts
    verb = stem[0] in lexicon.affixes["count_verbs"].words and stem[0] not in named_by
    if kind != "place" and verb and len(stem[0]) > 1:
        return True
    for nth, word in enumerate(stem):
        if len(word) == 1:
            within = kind == "company" and nth > 1 and len(stem[nth - 1]) == 1  # 青石臻至模具有限公司
            if word in _LINKS and not within:
                return True
            continue
        if kind != "place" and (word in named_by or word in lexicon.listed("name_parts")):
            continue
        if word in common or any(word in verb for verb in verbs):
            return True
    return False


OF_THE_SAME = pattern_of(r"汽车|股份|集团|控股|(?:集团|控股|股份|有限|责任)*公司|A股|H股|地产|管委会")


def _is_zone(name: str, lexicon: Lexicon) -> bool:
    """Whether a place stands before the kind of a zone, or none is needed: 青石新区, 开发区; 城市新区 is none."""
    kind = max((lexicon.affixes[words].trailing(name) for words in ZONE_WORDS), key=len)
    place = name.removesuffix(kind)
    if len(place) < 2 and kind not in lexicon.listed("zones_alone"):
        return False
    if not place:
        return True
    if lexicon.affixes["openers"].trim_left(name) != name:
        return False
    ordinary = tuple(word for word in lexicon.vocabulary.words("not_bodies") if len(word) > 1)
    parts = [word for word in tokens(place, lexicon) if word not in ("国家级", "国家", "省级", "市级")]
    if not parts or _is_ordinary([parts[0], kind], "zone", lexicon) or parts[0].startswith(ordinary):
        return False
    rest = [word for word in parts[1:] if word not in lexicon.listed("zone_parts")]
    return not _is_ordinary([*rest, kind], "zone", lexicon)


def _only_industry(company: str, lexicon: Lexicon) -> bool:
    """Whether a company's name is only what it does: of 山东电力集团公司 the place is a part."""
    stem = re.sub(r"(?:集团|控股|股份|有限|责任|总|分)*公司$|集团$|股份$|银行$|[分支]行$", "", company)
    parts = tokens(stem, lexicon)
    return not stem or all(part in lexicon.listed("industries") for part in parts)


def _without_province(name: str, kind: str, lexicon: Lexicon) -> str:
    """甘肃省酒泉钢铁集团公司 -> 酒泉钢铁集团公司; 山东省电力公司 stays."""
    above = _PROVINCE_BEFORE.match(name)
    if kind != "company" or not above or _only_industry(name[above.end() :], lexicon):
        return name
    return name[above.end() :]


def rank_of(body: str) -> int | None:
    """Return how high a place stands: 0 for the country, 1 for a province … 4 for a town; None for what is no place."""
    if body in ("全国", "中国"):
        return 0
    for ranks, height in (
        (("省", "自治区"), 1),
        (("市", "州", "盟"), 2),
        (("自治县", "县", "旗", "区"), 3),
        (("镇", "乡", "街道"), 4),
    ):
        if body.endswith(ranks):
            return 1 if body in ("北京市", "天津市", "上海市", "重庆市") else height
    return None


def same_body(name: str, own: str) -> bool:
    """Whether two names are one body: 西藏 and 西藏自治区, 二七区委 and 二七区, 湖南长沙县 and 长沙县."""
    if not own or not name:
        return False
    if len(name) > 3 and name[0] in "省市区县州" and own.endswith(name[1:]):
        return True  # 市城投集团 on a page of 华州城投集团
    if name == own or short_name(name) == short_name(own) or own.endswith(name) or name in own:
        return True
    if name.endswith(own) and rank_of(own) is not None and len(own) >= 3:
        return True
    rest = name.removeprefix(own)
    return rest != name and bool(OF_THE_SAME.fullmatch(rest))
