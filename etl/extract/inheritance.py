"""Heads that a number takes over from others: coordinated (A、B分别增长), chained, or of the number before it."""

from __future__ import annotations

from etl.extract.lists import split_heads, split_into
from etl.extract.phrases import noun_phrase, strip_owner
from etl.extract.scene import Reading, Scene
from etl.model import Sentence
from etl.patterns import pattern_of

MEASURED = pattern_of(
    r"(?P<name>[一-鿿]{1,12}?额|[一-鿿]{0,12}?(?:产值|收入|产量|销量|价格|增加值|总量|投资|利润|存量|余额|规模))(?:刷新|突破|再创|创|却|则|也|由|持续|继续|逆势|稳步|同比|保持|快速|止跌|回升|大幅|扭|明显|仍|呈)"
)
LISTED_SO = pattern_of(r"^.*?(?:[升降增减涨跌][一-鿿]?的(?:是|有)|(?:分别|依次)(?:是|为|有))|^其中")
PREDICATE = pattern_of(r"(?:从无到有|由[一-鿿]{1,4}转|实现|保持|稳步|快速|持续|双双|均|都|齐头并进|再创|创).*$")
BARE_HEADS = frozenset(("总数", "增速", "增幅", "其", ""))
RANKED = pattern_of(r"(?:排名)?[前后][一二三四五六七八九十\d]+[名位](?:的.{0,8})?$|排名(?:情况)?$")
NUMBERED = pattern_of(r"^[（(]?[\d一二三四五六七八九十]{1,2}[）)．.、]\s*")
RATE_NAMED = pattern_of(r"(?:同比)?(?:增速|增幅|增长率|涨幅|降幅)$")
MEASURED_CLAUSE = pattern_of(r"(?:额|产值|收入|产量|销量|增加值|总量|余额|利润)$")
ADDED = pattern_of(r"加上|扣除|剔除|不含")
ADDED_ONES = pattern_of(r"^(?:新增|新建|净增|新培育|新认定|新引进|新注册|新设立?)")
IN_ALL = pattern_of(r"(?:总数|总量|存量|累计)(?:已|将|达到|达|超过|突破|为|至)*$")
DOUBLED = pattern_of(r"(?P<name>[一-鿿]{2,12}?)(?:实现)?(?:翻[一两二三]番|翻番|倍增)(?:以上)?$")
BODY_END = pattern_of(r"(?:公司|集团|局|厂|市|县|区|镇|乡|街道|省|州|园|谷|基地)$")
BARE_RATES = frozenset(("投资", "年度", "目标", "计划"))


def from_chain(scene: Scene, reading: Reading) -> None:
    """A、B分别增长3%、5%: give a number the name in its place of the list, and the first of the chain its own."""
    previous = scene.readings[reading.index - 1]
    group = [r for r in scene.readings[: reading.index + 1] if r.clause == reading.clause]
    first = next((r for r in reversed(group[:-1]) if not r.chained), previous)
    length = _length(scene, first)
    parts = split_heads(first.subject, scene, reading.organisation, length)
    nth = reading.index - first.index
    if "organisation:respectively" in reading.rules and parts[:1] in ([], [""]):
        parts = first.heads[:1] * length  # of bodies in a row, all of one thing
    elif not parts or parts[0] in BARE_HEADS or (parts[0] in BARE_RATES and first.shape == "completion"):
        parts = _listed_before(scene, first, length) or _heads_before(scene, first, length)
    elif first.shape == "rate" and all(BODY_END.search(part) for part in parts):
        parts = [inherited(scene, first)] * length if inherited(scene, first) else parts
    if nth < len(parts):
        reading.heads = [parts[nth]]
        if first.heads != [parts[0]]:
            first.heads = [parts[0]]
    else:
        reading.heads = list(previous.heads)
    reading.rules.append("head:respectively")


def _length(scene: Scene, first: Reading) -> int:
    """Return how many numbers a chain has: 增长3%、5%和7% has three."""
    length = 1
    while first.index + length < len(scene.readings) and scene.readings[first.index + length].chained:
        length += 1
    return length


def _listed_before(scene: Scene, first: Reading, length: int) -> list[str]:
    """下降的是衣着、通讯和娱乐，分别下降4%、1%和2%: the clause before lists what the numbers are of."""
    if first.clause == 0 or any(r.clause == first.clause - 1 for r in scene.readings):
        return []
    listed = LISTED_SO.sub("", scene.without_periods(scene.starts[first.clause - 1], scene.stops[first.clause - 1]))
    parts = split_into(PREDICATE.sub("", listed), length)
    return parts if len(parts) == length > 1 else []


def _heads_before(scene: Scene, first: Reading, length: int) -> list[str]:
    """产值84亿元、税收7亿元，分别增长6%和8%: the heads of the levels before a chain, as many as it is long."""
    return [earlier.heads[0] for earlier in _levels_before(scene, first)[-length:]]


def goals_in_brackets(scene: Scene, reading: Reading) -> str:
    """签约项目83个，签约额412亿元，完成目标（100个、500亿元）的83%: the nth goal is of the nth level before."""
    opened = max(scene.text.rfind(mark, 0, reading.quantity.start) for mark in "（(")
    inside = [r for r in scene.readings if r.quantity.start > opened and "embedded-target" in r.rules]
    before = [r for r in _levels_before(scene, reading) if r.quantity.start < opened]
    if opened < 0 or len(inside) < 2 or len(before) < len(inside):
        return ""
    return before[len(before) - len(inside) + inside.index(reading)].heads[0]


def ranked_by(scene: Scene, reading: Reading) -> str:
    """投资增速前二名：中卫市增长36.4%，吴忠市增长7.5%: what a list of bodies is ranked by, or ''."""
    colon = max(scene.text.rfind(mark, 0, reading.quantity.start) for mark in "：:")
    if colon <= 0:
        return ""
    start = max(scene.text.rfind(mark, 0, colon) for mark in "，。；") + 1
    label = NUMBERED.sub("", scene.without_periods(start, colon))
    ranked = RANKED.search(label)
    if not ranked:
        return ""
    name = strip_owner(label[: ranked.start()], scene, "")
    return RATE_NAMED.sub("", name) if reading.shape == "rate" else name


def inherited(scene: Scene, reading: Reading, same_unit: bool = False) -> str:
    """生产总值达到99.1万亿元，增长6.1%: a number without a head is of the number before it.

    固定资产投资由负转正，增长3.6%: a clause between them that begins with a known name is nearer.
    """
    counted = [earlier.clause for earlier in scene.readings[: reading.index] if not earlier.background]
    floor = counted[-1] + 1 if counted else 0
    for clause in range(reading.clause - 1, floor - 1, -1):
        known = _known_at(scene, scene.starts[clause], scene.stops[clause]) or _measured_at(scene, clause)
        if known:
            reading.rules.append("head:clause-before")
            return known
    position = _place_in_chain(scene, reading)
    if position is not None:
        reading.rules.append("head:inherited")
        return position
    for earlier in reversed(scene.readings[: reading.index]):
        if same_unit and earlier.quantity.unit != reading.quantity.unit and earlier.shape != "rate":
            continue
        if (
            earlier.heads
            and earlier.heads[0]
            and not earlier.background
            and earlier.shape in {"level", "count", "rate", "change"}
        ):
            reading.rules.append("head:inherited")
            return _of_all(reading, earlier.heads[0])
    if scene.before_head and reading.shape == "rate":
        reading.rules.append("head:sentence-before")
        return scene.before_head
    return ""


def _of_all(reading: Reading, head: str) -> str:
    """新培育规上企业9户，总数达到78户: all there are, not the new ones."""
    return ADDED_ONES.sub("", head) if IN_ALL.search(reading.left) else head


def last_head(before: Scene | None, sentence: Sentence) -> str:
    """Return what the last number of the sentence before was of, '' where it stands in another paragraph."""
    if before is None or not sentence.lead or before.sentence.paragraph != sentence.paragraph:
        return ""
    if before.sentence.article.position != sentence.article.position:
        return ""
    named = [r.heads[0] for r in before.readings if r.heads and not r.background and r.shape in {"level", "rate"}]
    return named[-1] if named else ""


def _known_at(scene: Scene, start: int, stop: int) -> str:
    """Return the known name that a clause without numbers begins with, or ''."""
    lexicon = scene.lexicon
    text = strip_owner(scene.without_periods(start, stop)[:30], scene, "")
    for length in range(min(len(text), lexicon.longest), 3, -1):
        if text[:length] in lexicon.names or text[:length] in lexicon.growths:
            return text[:length]
    return ""


def _measured_at(scene: Scene, clause: int) -> str:
    """汽车类零售额却逆势上扬，增幅达18.6%: a clause that begins with a phrase ending like a metric's name.

    中高档产品的销售额，较上年同期增长25%: or one that is nothing but such a phrase.
    """
    text = strip_owner(scene.without_periods(scene.starts[clause], scene.stops[clause])[:24], scene, "")
    found = MEASURED.match(text)
    if found:
        return found["name"]
    doubled = DOUBLED.search(scene.clause_text(clause))
    if doubled:
        return noun_phrase(doubled["name"], scene, "")
    last = scene.without_periods(scene.starts[clause], scene.stops[clause])[-24:]
    return noun_phrase(last, scene, "") if MEASURED_CLAUSE.search(last) and not ADDED.search(last) else ""


def _place_in_chain(scene: Scene, reading: Reading) -> str | None:
    """收入分别为4.3万元、2.5万元，增速依次为4.8%和6.9%: the first of a chain is of the first of the chain before it."""
    followers = 0
    while reading.index + 1 + followers < len(scene.readings) and scene.readings[reading.index + 1 + followers].chained:
        followers += 1
    earlier = _levels_before(scene, reading)
    return earlier[-1 - followers].heads[0] if followers and len(earlier) > followers else None


def _levels_before(scene: Scene, reading: Reading) -> list[Reading]:
    """城镇32人、农村18人，分别…: the levels and counts told before, of which a chain can be."""
    return [
        r
        for r in scene.readings[: reading.index]
        if r.heads and r.heads[0] and not r.background and r.shape in {"level", "count"}
    ]
