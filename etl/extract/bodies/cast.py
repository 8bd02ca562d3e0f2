"""What one article tells of the bodies in it: their short names, and which company speaks of itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from etl.extract.bodies.names import Called, is_body, rank_of
from etl.extract.lexicon import Lexicon
from etl.extract.phrases import is_rare
from etl.model import Article
from etl.patterns import pattern_of

FULL = pattern_of(
    r"(?P<full>[一-鿿A-Za-z]{2,24}?(?:[（(](?:集团|[一-鿿]{2,4})[）)])?[一-鿿]{0,8}?"
    r"(?:公司|集团|管委会|开发区|实验区|试验区|产业园|机场|医院|大学|银行))$"
)
BRACKET = pattern_of(
    r"[（(](?:以下|下)?(?:简称|称)?[：:“\"]*(?P<short>[一-鿿A-Za-z]{2,10})[”\"]?(?:[）)]|[，,；;、。:：\s]*[\dA-Z]{4,6})"
)
CODE = pattern_of(r"[（(](?:股票代码|证券代码)?[：:]?\s*[0368]\d{4,5}(?:\.[A-Za-z]{2})?[）)]")
CODED = pattern_of(r"(?:^|[^一-鿿A-Za-z])(?P<name>[一-鿿A-Za-z]{2,8})$")
LEADS = pattern_of(
    r"董事长|总裁|总经理|董秘|董事会秘书|首席执行官|财务总监"
    r"|(?:发布|公布|披露)[^，。]{0,12}?(?:年报|季报|中报|财报|业绩|报告|公告|销量|快报|预告)"
)
SAYS_OF_ITSELF = pattern_of(r"(?:年报|季报|中报|财报|业绩(?:公告|预告|快报|报告))(?:显示|称|披露)|预计公司|公告称")
LED = pattern_of(
    r"(?:^|[。，；：、“\n　 据从而但])(?P<name>[一-鿿A-Za-z]{2,8}?)(?<!集团)(?<!公司)"
    r"(?:的|近日|昨日|今日|日前|昨晚)?(?:执行)?副?$"
)
REACH = 30
SELF_WORDS = frozenset(("集团", "公司", "本公司", "子公司", "公告", "其", "该", "企业", "本报", "记者"))
COMPANY_WORD = pattern_of(r"公司(?!章程|债)|集团(?![）)]|公司|股份|有限|控股|军|化)")
COMPANY_END = pattern_of(r"(?:集团|控股|股份|有限|责任|总|分|[（(]集团[）)])*公司$|集团$")
BEFORE_A_NAME = pattern_of(r".*[^一-鿿A-Za-z（()）]|.*[由与和据从向对给为的在是]", re.DOTALL)
ZONE_BEFORE = pattern_of(r"(?:^|[^一-鿿]|[在与和对从由为是向据])(?P<place>[一-鿿]{2,6})$")
PLACE_ABOVE = pattern_of(r"(?<![一-鿿])[一-鿿]{2,3}[省市](?![级委直场])")
LONGEST_NAME = 22
COMPANY_SPEAKS = pattern_of(
    r"(?:^|[。，；\n　 ]|据|从|在)(?P<name>[一-鿿]{3,14}(?:公司|集团))(?:消息|获悉|介绍|了解到|透露|发布|召开|传来)"
)
SPEAKS_OF_ITSELF = pattern_of(
    r"该(?:公司|集团)|(?:^|[。，；\n])(?:公司|集团)(?:将|计划|初步|要|累计|共|实现|完成|还|已|全年)"
)
OFTEN, TWICE, STEM = 3, 2, 2
VILLAGE = pattern_of(r"(?:镇|乡|街道)(?P<village>[一-鿿]{1,3}村)(?=[村，,。、的“]|[一-鿿]{2})(?!村?[民委级庄支])")
"""A village that an article names with its town: 云桥镇青杉村; later it may stand alone."""
UNNAMED = pattern_of(r"(?:有关|相关|部分|一些|其他|多个?|各)(?:地|省|市|州|盟|区|县|旗)")
TIME_FIRST = pattern_of(r"(?:(?:19|20)\d\d年(?:度)?|[上下]半年|[一二三四]季度|今年)+[，,]?")
HANZI = pattern_of(r"[一-鿿]")


class Cast:
    """The bodies of one article, whose own is `own`; it keeps what headings and sentences were found to name."""

    def __init__(self, text: str, own: str, lexicon: Lexicon) -> None:
        self.text = text
        self.own = own
        self.lexicon = lexicon
        self.full = list(_full_names(text, lexicon))
        self.called = Called(_called(text, lexicon) | _abbreviated(text, {name for _, name in self.full}, lexicon))
        self.villages = frozenset(hit["village"] for hit in VILLAGE.finditer(text))
        self.speakers = _companies_that_speak(text)
        self._kept: dict[str, str | None] = {}
        self._zones: dict[str, str] = {}

    def kept(self, key: str, find: Callable[[], str | None]) -> str | None:
        """Return what was found before under a key, else find it."""
        if key not in self._kept:
            self._kept[key] = find()
        return self._kept[key]

    @cached_property
    def companies(self) -> list[tuple[int, str]]:
        """Where the article names companies, in order of place."""
        known = [(hit.start(), hit[0]) for hit in self.lexicon.any_of("known_companies").finditer(self.text)]
        short = [(hit.start(), self.called.names[hit[0]]) for hit in self.called.pattern.finditer(self.text)]
        return sorted({*self.full, *short, *known})

    def company_before(self, place: int) -> str | None:
        """Return the company named last before a place of the article: 该公司, 公司."""
        nth = bisect_left(self.companies, (place, ""))
        return self.companies[nth - 1][1] if nth else None

    def full_zone(self, zone: str) -> str:
        """Return the zone of that kind that the article names in full, where it is just one: 经开区 -> 青石经开区."""
        if zone not in self.lexicon.listed("zones_alone"):
            return zone
        if zone not in self._zones:
            found = {self.text[start:stop] for start, stop in self._places_of(zone)}
            self._zones[zone] = found.pop() if len(found) == 1 else zone
        return self._zones[zone]

    def _places_of(self, zone: str) -> Iterator[tuple[int, int]]:
        for hit in re.finditer(zone, self.text):
            before = ZONE_BEFORE.search(self.text, max(0, hit.start() - 10), hit.start())
            if before and is_body(before["place"] + zone, "zone", self.lexicon):
                yield before.start("place"), hit.end()

    def above(self, rank: str) -> str:
        """Return the province or city that the article names, where it names just one of that rank."""
        named = {hit[0] for hit in PLACE_ABOVE.finditer(self.text) if hit[0].endswith(rank)}
        named = {name for name in named if is_body(name, "place", self.lexicon)}
        return named.pop() if len(named) == 1 else ""


def cast_of(article: Article, lexicon: Lexicon) -> Cast:
    """Return the cast of an article, looked for once."""
    return _cast(article.text, own_of(article, lexicon), lexicon)


def own_of(article: Article, lexicon: Lexicon) -> str:
    """Return whose page it is; where that is nobody, 有关县市, the city that its title opens with: 上半年青岛…."""
    if not UNNAMED.match(article.organisation):
        return article.organisation
    opened = TIME_FIRST.match(article.title)
    city = lexicon.any_of("cities").match(article.title, opened.end() if opened else 0)
    return f"{city[0]}市" if city else article.organisation


@lru_cache(maxsize=32)
def _cast(text: str, own: str, lexicon: Lexicon) -> Cast:
    return Cast(text, own, lexicon)


def _full_names(text: str, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Yield where companies stand with their full names, and the names."""
    for word in COMPANY_WORD.finditer(text):
        first = max(0, word.start() - LONGEST_NAME)
        before = BEFORE_A_NAME.match(text[first : word.start()])
        start = first + (before.end() if before else 0)
        name = text[start : word.end()]
        if COMPANY_END.sub("", name) and is_body(name, "company", lexicon):
            yield start, name


def _called(text: str, lexicon: Lexicon) -> dict[str, str]:
    """Return what the article calls bodies by: names in brackets, names with a code, names that lead its sentences."""
    names: dict[str, str] = {}
    for bracket in BRACKET.finditer(text):
        full = FULL.search(text, max(0, bracket.start() - REACH), bracket.start())
        short = bracket["short"]
        if full and short not in SELF_WORDS and set(short) & set(full["full"]):
            names[short] = names[full["full"]] = short
    for code in CODE.finditer(text):
        coded = CODED.search(text, max(0, code.start() - REACH), code.start())
        if coded and rank_of(coded["name"]) is None:
            names.setdefault(coded["name"], coded["name"])
    for leads in LEADS.finditer(text):
        led = LED.search(text, max(0, leads.start() - REACH), leads.start())
        if led and led["name"] not in names and _is_company(led["name"], text, lexicon):
            names[led["name"]] = led["name"]
    for says in SAYS_OF_ITSELF.finditer(text):
        led = LED.search(text, max(0, says.start() - REACH), says.start())
        if led and _is_company(led["name"].removesuffix("半"), text, lexicon, least=1):
            names.setdefault(led["name"].removesuffix("半"), led["name"].removesuffix("半"))
    for name in _traded(text, lexicon):
        names.setdefault(name, name)
    return names


def _traded(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield names of a rare word and a trade that open clauses again and again: 海螺水泥, not 传统汽车."""
    opened: Counter[tuple[str, str]] = Counter()
    for trade in lexicon.any_of("trades").finditer(text):
        start = trade.start() - STEM
        if start >= 0 and (start == 0 or not HANZI.match(text, start - 1)) and HANZI.match(text, start):
            opened[text[start : trade.end()], text[start : trade.start()]] += 1
    trades = lexicon.vocabulary.words("trades")
    for (name, stem), times in opened.items():
        if (
            times >= TWICE
            and is_rare(stem, lexicon)
            and stem not in trades
            and is_body(f"{name}公司", "company", lexicon)
        ):
            yield name


def _is_company(name: str, text: str, lexicon: Lexicon, least: int = OFTEN) -> bool:
    """Whether a name that leads, and that the article says again and again, can be a company's."""
    if name in SELF_WORDS or name in lexicon.bodies or rank_of(name) is not None or text.count(name) < least:
        return False
    return is_body(f"{name}公司", "company", lexicon)


def _abbreviated(text: str, companies: set[str], lexicon: Lexicon) -> dict[str, str]:
    """酒泉钢铁集团公司…，酒钢…: the first sign of a company's name and that of its trade, where the article says so."""
    names: dict[str, str] = {}
    for full in companies:
        stem = COMPANY_END.sub("", full)
        shorts = {stem[0] + sign for sign in stem[1:] if sign in lexicon.listed("trade_signs") and stem[0] != sign}
        for short in shorts - {stem[:2]}:
            if short in text and is_body(f"{short}公司", "company", lexicon):
                called = short if lexicon.any_of("known_companies").fullmatch(short) else full
                names[short] = names[full] = called
    return names


def _companies_that_speak(article: str) -> frozenset[str]:
    """Return the companies that an article quotes; none where it tells of no company's own work."""
    if not SPEAKS_OF_ITSELF.search(article):
        return frozenset()
    return frozenset(found["name"] for found in COMPANY_SPEAKS.finditer(article))
