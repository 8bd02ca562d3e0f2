"""What a number counts: find the phrase that names it, and the metric that phrase stands for.

jieba cuts only the stretch in which a name is sought. A phrase that no vocabulary entry names becomes a metric of its
own, cut cleanly, with `known` False.
"""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import replace
from functools import lru_cache

import jieba

from etl.extract.lexicon import Lexicon, short_name
from etl.extract.scene import Reading, Scene
from etl.model import Metric
from etl.vocabulary import MetricEntry

BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
AND_OTHERS = re.compile(r"^(?P<listed>.*)(?<![中差高初对平同优特下上相均一二三四甲乙])等(?P<kind>[^等、]{0,16})$")
COORDINATED = re.compile(r"、|以及|和|与|及")
PUNCTUATION = " 　，,。；;：:、—-－·|"
STOPS = frozenset("，,。；;：:（）()")
COUNT_NAMES = ("数", "量", "额", "率", "度", "面积", "里程", "规模", "比例", "比重", "投资", "收入", "人次", "产值", "次数", "资金")
GROUP = re.compile(r"(?:“[^”]{1,10}”)?(?:省市|省级|市级|区级|县级|省|市政|国家|产业|社会投资类|重大|重点|民生|政府投资|招商引资|交通|水利|基础设施)+(?:建设)?(?:项目|工程)")
NOT_NAMES = frozenset("的 了 在 和 与 及 并 其 其中 以上 以下 左右 同比 增长 目标 达到 个 家 项".split())
LOWER = re.compile(r"失业率|能耗|排放|事故|死亡|浓度|亏损|赤字|违法|投诉|逾期|贫困人口")
STOCK = re.compile(r"总量|存量|保有|余额|总数|总里程|装机|面积稳定|市场主体|城镇化|里程$")
MONEY = re.compile(r"投资|资金|收入|额|产值|增加值|贷款|存款|税|营收|利润|债|消费|支出|基金|补助|经费|融资|销售|奖")
PEOPLE = re.compile(r"人口|人数|就业|人员|人才|农民|群众|学生|参保|用户")
MEASURED = re.compile(r"(?P<name>[一-鿿]{2,12}?(?:额|产值|收入|产量|销量|价格|增加值|总量|投资|利润|存量|余额))(?:却|则|也|由|持续|继续|逆势|稳步|同比|保持|快速|止跌|回升|大幅|扭|明显|仍|呈)")
FOLK = re.compile(r"(?:的|余|多|名)?(?:青年|妇女|儿童|学生|职工|老人|老年人|农民|居民|农村人口|劳动力|毕业生|人员|人口|群众|困难|适龄|游客)")
TOPIC = re.compile(r"(?:^|[，。；])(?:今年)?(?:实施的|推进的|建设的)?(?P<name>[^，。；]{3,40}?)(?:总投资|全长|投资概算|概算总投资)")
BARE = frozenset("项目 企业 工程 单位 事项 活动 任务 措施 问题 人 家 重点 产业 其他 工作 数 年".split())
EMBEDDED_SIZE = re.compile(r"总投资[^，。；的]{0,14}的|(?:海拔|投资|面积|容量)[\d.]+[^，。；的]{0,6}?(?:以上的?|以下的?|的)")
SPENT_ON = re.compile(r"(?:以上|左右)?(?:全部)?用于(?P<what>[一-鿿“”]{2,14}?)(?=[，。；、]|$)")
AT_PLACES = re.compile(r"^.{2,40}等(?:地点?|地区|处|市县|县区|镇办)(?=[一-鿿])")
MAX_NAME = 24
GENERIC = frozenset("产值 面积 产量 规模 总产 单产 金额 销售额 营业额 总产值 销量 收入 利润 投资 户数 人数".split())
EACH = re.compile(r"(?<![平人年月日户亩])均|都(?!市)|分别|依次")
PRONOUNS = {"总数": "", "总量": "", "规模": "规模", "数量": "", "总额": "", "总值": "", "其": "", "增速": "", "增幅": "", "总规模": "规模"}
GOAL_AFTER = re.compile(r"^(?:左右|以上|以内)?的?[^，。；、]{0,6}?(?:目标|任务|预期)")
EMBEDDED = re.compile(r"(?:已|仅|超额|圆满|提前)*(?:完成|达成|占|实现)")


@lru_cache(maxsize=4)
def _tokenizer_of(names: tuple[str, ...]) -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for name in names:
        if len(name) <= 8:
            tokenizer.add_word(name)
    return tokenizer


def tokens(phrase: str, lexicon: Lexicon) -> list[str]:
    """Cut a phrase into words, the vocabulary's names kept whole."""
    return list(_tokenizer_of(lexicon.whole_words).cut(phrase, HMM=False))


def noun_phrase(raw: str, scene: Scene, organisation: str) -> str:
    """Return the phrase at the end of `raw` that can name a metric: 力争全年实现新签约项目 -> 新签约项目; '' where none."""
    lexicon = scene.lexicon
    text = AT_PLACES.sub("", BRACKETS.sub("", raw).strip(PUNCTUATION))
    listed = AND_OTHERS.match(text)
    if listed and ("、" in listed["listed"] or len(listed["listed"]) > 6):
        return _kind_of_list(listed["listed"], listed["kind"], lexicon)
    text = lexicon.affixes["links"].trim_right(text).strip(PUNCTUATION)
    text = _strip_owner(text, scene, organisation)
    if not text or text in lexicon.names:
        return text
    text = _after_breaker(text, lexicon)
    text = _strip_owner(text, scene, organisation)
    if "、" in text and len(text) > 16:
        text = text.rsplit("、", 1)[1]
    if len(text) > 14 and "的" in text[:-2]:
        text = text.rsplit("的", 1)[1] or text
    text = text.strip(PUNCTUATION + "的了“") if text.count("“") != text.count("”") else text.strip(PUNCTUATION + "的了")
    if len(text) > MAX_NAME:
        text = _last_words(text, lexicon)
    return "" if text in NOT_NAMES else text


def _strip_owner(text: str, scene: Scene, organisation: str) -> str:
    """Take the openers and the name of the body itself off the start: 西藏将完成公路建设投资 -> 公路建设投资."""
    openers = scene.lexicon.affixes["openers"]
    own = scene.sentence.article.organisation
    names = [name for name in (organisation, own, short_name(organisation), short_name(own)) if len(name) >= 2]
    while True:
        trimmed = text if text in scene.lexicon.names else openers.trim_left(text)
        for name in names:
            if trimmed.startswith(name):
                trimmed = trimmed[len(name) :]
                break
        trimmed = trimmed.lstrip(PUNCTUATION + "”）)")
        if trimmed == text:
            return text
        text = trimmed


def _after_breaker(text: str, lexicon: Lexicon) -> str:
    """Return what follows the last word that a name does not reach over."""
    breakers = lexicon.affixes["breakers"].words
    adverbs = lexicon.affixes["adverbs"].words
    kept: list[str] = []
    for word in reversed(tokens(text, lexicon)):
        if word in adverbs:
            continue
        if word in breakers or word in STOPS:
            if kept:
                break
            continue
        kept.append(word)
    return "".join(reversed(kept))


def _last_words(text: str, lexicon: Lexicon) -> str:
    kept: list[str] = []
    for word in reversed(tokens(text, lexicon)):
        if sum(map(len, kept)) + len(word) > MAX_NAME - 8:
            break
        kept.append(word)
    return "".join(reversed(kept))


def _kind_of_list(listed: str, kind: str, lexicon: Lexicon) -> str:
    """走访A、B、C等企业 -> 走访企业: the verb before a list and the kind after it."""
    verbs = lexicon.affixes["count_verbs"]
    head = lexicon.affixes["openers"].trim_left(listed)
    verb = verbs.leading(head)
    if not verb:
        words = tokens(head[:12], lexicon)
        verb = next((word for word in words if word in verbs.words), "")
    return verb + kind.strip(PUNCTUATION + "的")


def right_phrase(reading: Reading, scene: Scene) -> tuple[str, str]:
    """Return what is counted after the number and what happens to it: 个产业项目竣工投产 -> (产业项目, 竣工投产)."""
    rest = EMBEDDED_SIZE.sub("", reading.rest).lstrip("的多余")
    rest = BRACKETS.sub("", rest).strip(PUNCTUATION)
    rest = re.split(r"[、，。；]|(?<=[一-鿿])(?:和|与|及)(?=\d)", rest, maxsplit=1)[0]
    if not rest:
        return "", ""
    stage = next((word for word in scene.lexicon.vocabulary.words("stage_words") if word in rest), "")
    kept: list[str] = []
    breakers = scene.lexicon.affixes["breakers"].words
    for word in tokens(rest[:30], scene.lexicon):
        if word in breakers or word in {"正在", "入选", "全部", "均", "都", "和", "与", "已经", "得到", "正式", "如期"} or word == stage or word[0].isdigit():
            break
        kept.append(word)
    return "".join(kept).strip(PUNCTUATION + "的了"), stage


def counted_name(reading: Reading, scene: Scene, left: str) -> str:
    """Name what a counter counts: 新增2家上市企业 -> 新增上市企业; 20个产业项目竣工投产 -> 竣工投产产业项目."""
    right, stage = right_phrase(reading, scene)
    if not right:
        return left
    reading.counts_right = True
    verbs = scene.lexicon.affixes["count_verbs"]
    if not left:
        return (stage if stage and stage not in right else "") + right
    tail = verbs.trailing(left)
    if tail:
        return tail + right
    words = tokens(left, scene.lexicon)
    if len(left) <= 4 or (len(words) > 1 and len(words[-1]) <= 2):
        return left + right
    reading.counts_right = False
    return left


def _with_owner(scene: Scene, reading: Reading, head: str) -> str:
    """林下经济面积达260万亩、产值达130亿元: a bare 产值 is of what the number before it is of.

    66家规上工业企业累计实现产值84亿元: or of the things counted before it.
    """
    if not reading.index:
        return head
    before = scene.readings[reading.index - 1]
    if before.clause == reading.clause and before.background == "subject-count":
        things = re.split("累计|共|实现|完成|全年|今年|达到|合计", before.right)[0]
        return things + head
    for generic in sorted(GENERIC, key=len, reverse=True):
        owner = before.heads[0].removesuffix("数") if before.heads else ""
        if owner.endswith(generic) and len(owner) > len(generic) and not before.background:
            return owner[: -len(generic)] + head
    return head


def name_heads(scene: Scene) -> None:
    """Give every reading the phrase or phrases it is said of."""
    for reading in scene.readings:
        _name_head(scene, reading)


def _name_head(scene: Scene, reading: Reading) -> None:
    organisation = reading.organisation
    if reading.chained:
        _from_chain(scene, reading)
        return
    if reading.shape == "level" and reading.suffix == "比例":
        reading.heads = [noun_phrase(right_phrase(reading, scene)[0], scene, organisation)]
        return
    if "embedded-target" in reading.rules:
        reading.heads = [noun_phrase(EMBEDDED.split(reading.left)[0], scene, organisation) or _inherited(scene, reading)]
        return
    if reading.index and "、" in reading.subject and scene.readings[reading.index - 1].counts_right:
        reading.subject = reading.subject.rsplit("、", 1)[1]
    left = noun_phrase(reading.subject, scene, organisation)
    if left in GENERIC:
        left = _with_owner(scene, reading, left)
    if left in PRONOUNS:
        left = _inherited(scene, reading) + PRONOUNS[left]
    if reading.shape in {"rate", "completion", "change"}:
        reading.heads = _coordinated(scene, reading, left) or [left or _inherited(scene, reading)]
        return
    if not left and GOAL_AFTER.match(reading.right):
        left = _inherited(scene, reading) or re.split("目标|任务|预期", reading.right.lstrip("的"))[0]
        if reading.quantity.unit == "%" and left:
            reading.shape, reading.suffix = "rate", _earlier_suffix(scene, reading)
    elif reading.shape == "level" and _counts(reading) and left not in scene.lexicon.names:
        left = counted_name(reading, scene, left)
        reading.shape = "count"
    elif not left and reading.right.startswith("的"):
        left = right_phrase(reading, scene)[0]
    elif not left:
        joined = reading.index and reading.left.strip().endswith(("、", "和", "及")) and scene.readings[reading.index - 1].clause == reading.clause
        left = _inherited(scene, reading, same_unit=not joined)
    left = _with_qualifier(scene, reading, left)
    heads = _coordinated(scene, reading, left) if EACH.search(reading.subject) else None
    reading.heads = heads or [left]


def _with_qualifier(scene: Scene, reading: Reading, head: str) -> str:
    """10亿元以上项目3至5个: the bound before the name is part of it."""
    if not reading.index or not head:
        return head
    before = scene.readings[reading.index - 1]
    if before.background == "qualifying-bound" and before.clause == reading.clause and reading.left.startswith(head[:1]):
        return before.quantity.text + head
    return head


def _earlier_suffix(scene: Scene, reading: Reading) -> str:
    return next((r.suffix for r in reversed(scene.readings[: reading.index]) if r.shape == "rate"), "增速")


def _counts(reading: Reading) -> bool:
    return bool(reading.right) and reading.right[0] not in "，,；;。、：:！？）)”" and reading.quantity.unit not in {"%", "个百分点", "元", "美元"}


def _from_chain(scene: Scene, reading: Reading) -> None:
    previous = scene.readings[reading.index - 1]
    group = [r for r in scene.readings[: reading.index + 1] if r.clause == reading.clause]
    first = next((r for r in reversed(group[:-1]) if not r.chained), previous)
    parts = split_heads(first.subject, scene, reading.organisation)
    nth = reading.index - first.index
    if not parts or parts == [""] or parts[0] in PRONOUNS:
        parts = _heads_before(scene, first, reading)
    if nth < len(parts):
        reading.heads = [parts[nth]]
        if first.heads != [parts[0]]:
            first.heads = [parts[0]]
    else:
        reading.heads = list(previous.heads)
    reading.rules.append("head:respectively")


def _heads_before(scene: Scene, first: Reading, reading: Reading) -> list[str]:
    """Return the heads of the levels before a chain, as many as the chain is long."""
    length = reading.index - first.index + 1
    while first.index + length < len(scene.readings) and scene.readings[first.index + length].chained:
        length += 1
    return [earlier.heads[0] for earlier in _levels_before(scene, first)[-length:]]


def split_heads(subject: str, scene: Scene, organisation: str) -> list[str]:
    """Split coordinated heads: 城乡居民收入 -> 城镇居民收入, 农村居民收入; 城镇和农村居民收入 likewise."""
    text = _strip_owner(scene.lexicon.affixes["links"].trim_right(subject.strip(PUNCTUATION)), scene, organisation)
    text = _after_breaker(text, scene.lexicon)
    text = re.sub(r"(?:同比|实际|名义|年均)+$", "", text)
    if "城乡" in text:
        return [text.replace("城乡", "城镇", 1), text.replace("城乡", "农村", 1)]
    parts = [part for part in COORDINATED.split(text) if part]
    if len(parts) < 2:
        return [text]
    last = parts[-1]
    return [*(_complete(part, last, scene.lexicon) for part in parts[:-1]), last]


def _complete(part: str, last: str, lexicon: Lexicon) -> str:
    """Give a coordinated head the tail it shares with the last: 城镇 + 农村居民收入 -> 城镇居民收入."""
    if part in lexicon.names or part in lexicon.growths:
        return part
    if part.endswith("”") and "”" in last:
        return part + last[last.index("”") + 1 :]
    for cut in range(1, len(last)):
        joined = part + last[cut:]
        if joined in lexicon.names or joined in lexicon.growths:
            return joined
    if len(part) < len(last) - 1 and len(part) <= 4:
        return part + last[len(part) :]
    return part


def _coordinated(scene: Scene, reading: Reading, left: str) -> list[str] | None:
    """A、B增长3%: one head each where every part is a metric or shares the last one's tail."""
    if not re.search(r"、|和|与|及", left) or left in scene.lexicon.names or left in scene.lexicon.growths:
        return None
    parts = split_heads(left, scene, reading.organisation)
    known = [part in scene.lexicon.names or part in scene.lexicon.growths for part in parts]
    if len(parts) > 1 and (all(known) or EACH.search(reading.subject)):
        return parts
    return None


def _inherited(scene: Scene, reading: Reading, same_unit: bool = False) -> str:
    """生产总值达到99.1万亿元，增长6.1%: a number without a head is of the number before it.

    固定资产投资由负转正，增长3.6%: a clause between them that begins with a known name is nearer.
    """
    floor = scene.readings[reading.index - 1].clause + 1 if reading.index else 0
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
        if same_unit and earlier.quantity.unit != reading.quantity.unit and not (earlier.shape == "rate" and reading.quantity.unit == "元"):
            continue
        if earlier.heads and earlier.heads[0] and not earlier.background and earlier.shape in {"level", "count", "rate", "change"}:
            reading.rules.append("head:inherited")
            return earlier.heads[0]
    return ""


def _known_at(scene: Scene, start: int, stop: int) -> str:
    """Return the known name that a clause without numbers begins with, or ''."""
    lexicon = scene.lexicon
    text = _strip_owner(scene.without_periods(start, stop)[:30], scene, "")
    for length in range(min(len(text), lexicon.longest), 3, -1):
        if text[:length] in lexicon.names or text[:length] in lexicon.growths:
            return text[:length]
    return ""


def _measured_at(scene: Scene, clause: int) -> str:
    """汽车类零售额却逆势上扬，增幅达18.6%: a clause that begins with a phrase ending like a metric's name."""
    text = _strip_owner(scene.without_periods(scene.starts[clause], scene.stops[clause])[:24], scene, "")
    found = MEASURED.match(text)
    return found["name"] if found else ""


def _place_in_chain(scene: Scene, reading: Reading) -> str | None:
    """收入分别为4.3万元、2.5万元，增速依次为4.8%和6.9%: the first of a chain is of the first of the chain before it."""
    followers = 0
    while reading.index + 1 + followers < len(scene.readings) and scene.readings[reading.index + 1 + followers].chained:
        followers += 1
    earlier = _levels_before(scene, reading)
    return earlier[-1 - followers].heads[0] if followers and len(earlier) > followers else None


def _levels_before(scene: Scene, reading: Reading) -> list[Reading]:
    return [r for r in scene.readings[: reading.index] if r.heads and r.heads[0] and not r.background and r.shape in {"level", "count"}]


def group_before(scene: Scene, reading: Reading) -> str:
    """重大项目309个，一季度完成投资107亿元: the group of works that an investment is said of."""
    topic = TOPIC.search(re.split("[；;]", scene.text[: reading.quantity.start])[-1])
    if topic and not any(r.quantity.text in topic["name"] for r in scene.readings[: reading.index]):
        return noun_phrase(topic["name"], scene, reading.organisation)
    for text in (scene.text[: reading.quantity.start], scene.sentence.lead[-200:]):
        found = [m for m in GROUP.finditer(text) if text[max(0, m.start() - 2) : m.start()] not in ("上述", "这些")]
        if found:
            return re.sub(r"^(?:在建|全市|全区|全省|全县|推进|列入|优化|实施|抓好|加快|共|今年)+", "", found[-1].group())
    return ""


def decide_metrics(scene: Scene, reading: Reading) -> None:
    """Turn the heads of a reading into metrics."""
    reading.metrics = [metric for head in reading.heads if (metric := _metric(scene, reading, head))]


def _metric(scene: Scene, reading: Reading, head: str) -> Metric | None:
    lexicon = scene.lexicon
    if reading.shape in {"rate"}:
        return _growth(head, reading.suffix, lexicon) if head else None
    if reading.shape == "completion":
        entry = lexicon.names.get(head)
        base = entry.name if entry and not entry.takes_head else head
        return _own(base + "完成率", "%", lexicon, accumulates=False)
    if not head:
        return None
    if reading.shape == "change":
        return _own(head + reading.suffix, reading.quantity.unit, lexicon)
    if reading.suffix == "比例":
        return _own(head + "比例", "%", lexicon, accumulates=False)
    return _level(scene, reading, head)


def _growth(head: str, suffix: str, lexicon: Lexicon) -> Metric:
    entry = lexicon.growths.get(head)
    if entry and suffix == "增速":
        return Metric(entry.id + "_growth", entry.growth, "%", "lower" if entry.id == "cpi" else "higher", False, entry.theme, True)
    fall = lexicon.names.get(head + suffix)
    if fall is not None:
        return _known(fall)
    return _own(head + suffix, "%", lexicon, accumulates=False)


def _level(scene: Scene, reading: Reading, head: str) -> Metric | None:
    lexicon, unit = scene.lexicon, reading.quantity.unit
    entry = lexicon.names.get(head) or _by_pattern(scene, reading)
    if entry is not None and fits(entry, unit):
        if entry.takes_head and reading.shape != "completion":
            return _with_group(scene, reading, entry, "")
        if entry.takes_head:
            return _own(head, unit, lexicon)
        return _known(entry)
    if scene.sentence.heading and (entry := _ends_in_known(head, unit, lexicon)):
        return _known(entry)
    qualified = _qualified(head, unit, lexicon)
    if qualified is not None:
        prefix, entry = qualified
        if entry.takes_head:
            return _with_group(scene, reading, entry, prefix)
        return Metric(f"={head}", head, unit, entry.better, entry.accumulates, entry.theme, False)
    metric = _own(_count_name(head, reading), unit, lexicon)
    if head in BARE:
        reading.doubts.append(f"“{head}”过于笼统，未与其他陈述归并")
        return replace(metric, id=f"{metric.id}#{hashlib.sha256(scene.text.encode()).hexdigest()[:8]}")
    return metric


def _ends_in_known(head: str, unit: str, lexicon: Lexicon) -> MetricEntry | None:
    """A headline runs phrases together: in 小分队外出招商签约额 the known name at the end counts."""
    qualified = _qualified(head, unit, lexicon)
    return qualified[1] if qualified and not qualified[1].takes_head and len(qualified[0]) >= 5 else None


def _with_group(scene: Scene, reading: Reading, entry: MetricEntry, prefix: str) -> Metric | None:
    """Put the group of works before an investment: 省市重点建设项目 + 年度计划投资 -> 省市重点项目完成投资."""
    spent_on = SPENT_ON.match(reading.rest)
    group = prefix.strip("的") or (spent_on["what"] if spent_on else group_before(scene, reading))
    if not group and reading.kind == "actual" and scene.lexicon.affixes["openers"].trim_left(reading.heads[0]) == "投资":
        return None
    group = group.replace("建设项目", "项目").removeprefix("在建").removeprefix("推进")
    group = re.sub(r"(?:年度|全年|今年|计划|已|累计|共|将|力争)+$", "", group)
    total = reading.period is not None and reading.period.start is None
    name = group + ("累计" if total else "") + entry.name
    if not group:
        return Metric(entry.id, name, entry.unit, entry.better, entry.accumulates, entry.theme, True)
    return Metric(f"{group}+{entry.id}", name, entry.unit, entry.better, entry.accumulates, entry.theme, True)


def _qualified(head: str, unit: str, lexicon: Lexicon) -> tuple[str, MetricEntry] | None:
    """Return the qualifier and the entry where a phrase ends in a known name: 公路建设投资."""
    for length in range(min(len(head) - 1, lexicon.longest), 1, -1):
        entry = lexicon.names.get(head[-length:])
        if entry is not None and fits(entry, unit):
            return head[:-length], entry
    return None


def _by_pattern(scene: Scene, reading: Reading) -> MetricEntry | None:
    for pattern, entry in scene.lexicon.patterns:
        if fits(entry, reading.quantity.unit) and pattern.search(reading.left):
            return entry
    return None


def _known(entry: MetricEntry) -> Metric:
    return Metric(entry.id, entry.name, entry.unit, entry.better, entry.accumulates, entry.theme, True, entry.aliases)


def _own(name: str, unit: str, lexicon: Lexicon, accumulates: bool | None = None) -> Metric:
    if accumulates is None:
        accumulates = unit not in {"%", "个百分点"} and not STOCK.search(name)
    return Metric(f"={name}", name, unit, "lower" if LOWER.search(name) else "higher", accumulates, lexicon.theme_of(name), False)


def _count_name(head: str, reading: Reading) -> str:
    if reading.quantity.unit in {"个", "家", "项", "件", "座", "所", "条", "处", "户", "人"} and not head.endswith(COUNT_NAMES):
        return head + "数"
    return head


COUNTERS = frozenset({"", "个", "项", "家", "件", "宗", "处", "所", "座", "户", "场", "次", "批"})


def fits(entry: MetricEntry, unit: str) -> bool:
    """Whether a quantity of this unit can be a value of the metric; counters stand for each other."""
    if entry.unit == unit or unit == "":
        return True
    if entry.unit in COUNTERS and unit in COUNTERS:
        return True
    return entry.unit in {"元", "美元"} and unit in {"元", "美元"} or (entry.unit == "人" and unit in {"人", "名", "户"})


def restore_unit(name: str, right: str) -> str:
    """Return the base unit a bare 亿 or 万 stands for beside a name: 投资22亿 -> 元, 减少1109万 -> 人."""
    if re.match("[一-鿿]{0,6}用户", right) or name.endswith("用户"):
        return "户"
    if FOLK.match(right):
        return "人"
    if MONEY.search(name):
        return "元"
    return "人" if PEOPLE.search(name) else "元"
