"""Cut a stretch of text down to the phrase that can name a metric.

The words of the vocabulary are kept whole; words of time, cue words, the body's own name and verbs that only link are
taken off either end. jieba cuts only these stretches, with a tokenizer of its own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from etl.extract.dictionary import Dictionary
from etl.extract.lexicon import Lexicon, own_names
from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

BRACKETS = pattern_of(r"[（(][^（）()]*[）)]")
AND_OTHERS = pattern_of(r"^(?P<listed>.*)(?<![中差高初对平同优特下上相均一二三四甲乙])等(?P<kind>[^等、]{0,16})$")
AT_PLACES = pattern_of(r"^.{2,40}等(?:地点?|地区|处|市县|县区|镇办)(?=[一-鿿])")
EMBEDDED_SIZE = pattern_of(
    r"总投资[^，。；的]{0,14}的|(?:海拔|投资|面积|容量)[\d.]+[^，。；的]{0,6}?(?:以上的?|以下的?|的)"
)
PUNCTUATION = " 　，,。；;：:、—-－·|"
STOPS = frozenset("，,。；;：:（）()")
NOT_NAMES = frozenset(
    [
        "实际",
        "台阶",
        "新台阶",
        "大关",
        "关口",
        "新高",
        "的",
        "了",
        "在",
        "和",
        "与",
        "及",
        "并",
        "其",
        "其中",
        "以上",
        "以下",
        "左右",
        "同比",
        "增长",
        "目标",
        "达到",
        "个",
        "家",
        "项",
    ]
)
AND = r"、|以及|(?<!共)和(?![平谐美解睦])|(?<![参给])与(?!会)|(?<![普涉惠波遍以])及(?![时格其以])"
"""Signs and words between the parts of a list; 普及, 参与 and 和美 are words."""
SIDES = frozenset("中上下")
LISTING = pattern_of(r"、(?![^“”]*”)")
QUOTED = pattern_of(r"(“[^“”]{1,20}”)")
RARE = 150
"""A word with fewer occurrences than this in jieba's dictionary, out of 60 million, is rare."""
MAX_NAME = 24
ALREADY = frozenset(["已", "已经", "全部", "均", "都", "主要"])
STAGE_OF_A_NAME = pattern_of(r"的?(?:项目|企业|工程|平台|事项|面积|投资|率|仪式|活动|园区|基地)")
GONE_THERE = pattern_of(r"^赴[^，。；]{1,24}?(?=举办|开展|召开)")
"""赴长三角、珠三角举办推介活动: where it takes place is no part of the name."""
GIVEN_BY = pattern_of(r"^.{0,14}?下达(?:我[市区县省州]|全[市区县省州])?(?=[一-鿿]{2})")
AS_A_TASK = pattern_of(r"(?<=[一-鿿]{2})(?:目标任务|任务|指标)(?:数|量)?$")
"""省厅下达我市固定资产投资任务: who set a goal is no part of its name."""
NUMBERED = pattern_of(r"^(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,2}[）)])(?=[一-鿿])")
AND_DONE = pattern_of(
    r"^[^“”]*、(?=(?:完成|实现)[一-鿿]{2})|^[^“”、]{3,}(?:投产|投入运营|全面建成|建成投用|开工建设)、"
)
"""城市更新行动、完成投资; 三期建成投产、总装机: what was done before is another clause."""
RANKED_BEFORE = pattern_of(r"^.*(?:第[一二三四五六七八九十\d]+[位名]?|首位|前列|之首)、")
"""花卉产量全球第一、鲜切花占比60%: what is ranked is another thing."""
AN_EXAMPLE = pattern_of(r"^[，、 ]?[^，、]{2,12}(?<![中差高初对平同优特下上相均一二三四甲乙])等$")
"""燕莎桥等251座桥: one example before the number is no part of its name."""
HELD_AGAINST = pattern_of(
    r"(?:高于|低于|好于|快于|超过|超出|高出)(?:年初|原定|既定|预定|全年|年度)?$"
    r"|(?:比|较)(?:年初|年度|全年|年)?(?:目标任务|目标|任务|计划)[数值]?$"
)
"""高于年初8%的预期目标: the goal is of what stood before."""
YEARS_TOGETHER = pattern_of(
    r"^(?:近|过去|这|连续)?(?:\d{1,2}|[一二三四五六七八九十两]{1,2})(?:年|个月|个季度)(?:来|间)?(?:累计|共)?"
)
IN_A_ROW = pattern_of(r"(?<=.)(?:连续|近|这|过去)?(?:\d{1,2}|[一二三四五六七八九十两]{1,2})(?:年|个月|个季度)$")
ONLY_A_MEASURE = pattern_of(r"^(?:比率|比重|比例|占比|之比|规模|数量|总量|总额|总数|份额)$")


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Have a module not be found: jieba does as well without it, and it takes longer to import than this whole room."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


@lru_cache(maxsize=4)
def _tokenizer_of(names: tuple[str, ...]) -> tuple[Any, Dictionary]:
    """Return what cuts, and the dictionary that it cuts by, which has to have taken up what is to be cut."""
    with _without("pkg_resources"):
        import jieba
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        dictionary = Dictionary(file.read(), (name for name in names if len(name) <= 8))
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dictionary.words, dictionary.total, True
    return tokenizer, dictionary


@lru_cache(maxsize=1 << 14)
def tokens(phrase: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Cut a phrase into words, the vocabulary's names and what stands in quotes kept whole."""
    tokenizer, dictionary = _tokenizer_of(lexicon.whole_words)
    dictionary.take_up(phrase)
    if "“" not in phrase:
        return tuple(tokenizer.cut(phrase, HMM=False))
    pieces = QUOTED.split(phrase)
    return tuple(
        word for piece in pieces if piece for word in ([piece] if piece[0] == "“" else tokenizer.cut(piece, HMM=False))
    )


def is_rare(word: str, lexicon: Lexicon) -> bool:
    """Tell whether prose hardly uses a word, so that it is likely part of a name: 海螺 and 华菱, not 传统."""
    _, dictionary = _tokenizer_of(lexicon.whole_words)
    dictionary.take_up(word)
    return (dictionary.words.get(word) or 0) < RARE


def noun_phrase(raw: str, scene: Scene, organisation: str) -> str:
    """Return the phrase at the end of `raw` that can name a metric, or '': 力争全年实现新签约项目 -> 新签约项目."""
    return _noun_phrase(raw, scene.lexicon, tuple(scene.printed), organisation, scene.sentence.article.organisation)


@lru_cache(maxsize=1 << 14)
def _noun_phrase(raw: str, lexicon: Lexicon, printed: tuple[str, ...], organisation: str, own: str) -> str:
    """Return what `noun_phrase` does; what is printed again, as 同比 is all the time, is cut once."""
    text = HELD_AGAINST.sub("", BRACKETS.sub("", raw).strip(PUNCTUATION))
    text = AND_DONE.sub("", NUMBERED.sub("", text))
    text = RANKED_BEFORE.sub("", AT_PLACES.sub("", text)).replace("年人均", "人均")
    if "下达" in text and AS_A_TASK.search(text):
        text = AS_A_TASK.sub("", GIVEN_BY.sub("", text))
    text = AN_EXAMPLE.sub("", text)
    listed = AND_OTHERS.match(text)
    open_quote = listed is not None and listed["listed"].count("“") != listed["listed"].count("”")
    if listed and not open_quote and ("、" in listed["listed"] or len(listed["listed"]) > 6):
        return _kind_of_list(listed["listed"], listed["kind"], lexicon)
    whole = _without_owner(text, lexicon, printed, organisation, own)
    if whole in lexicon.names:
        return whole
    text = lexicon.affixes["links"].trim_right(text).strip(PUNCTUATION)
    text = _without_owner(IN_A_ROW.sub("", YEARS_TOGETHER.sub("", text)), lexicon, printed, organisation, own)
    if not text or text in lexicon.names:
        return text
    text = after_breaker(text, lexicon)
    text = GONE_THERE.sub("", _without_owner(text, lexicon, printed, organisation, own))
    if "、" in text and len(text) > 16:
        text = LISTING.split(text)[-1]
    if len(text) > 14 and "的" in text[:-2] and not ONLY_A_MEASURE.match(text.rsplit("的", 1)[1]):
        text = text.rsplit("的", 1)[1] or text
    text = text.strip(PUNCTUATION + "的了“") if text.count("“") != text.count("”") else text.strip(PUNCTUATION + "的了")
    if len(text) > MAX_NAME:
        text = _last_words(text, lexicon)
    return "" if text in NOT_NAMES else text


def strip_owner(text: str, scene: Scene, organisation: str) -> str:
    """Take the openers and the name of the body itself off the start: 西藏将完成公路建设投资 -> 公路建设投资."""
    return _without_owner(text, scene.lexicon, tuple(scene.printed), organisation, scene.sentence.article.organisation)


def _without_owner(text: str, lexicon: Lexicon, printed: tuple[str, ...], organisation: str, own: str) -> str:
    openers = lexicon.affixes["openers"]
    names = (*printed, *own_names(organisation), *own_names(own))
    while True:
        opened = next((name for name in printed if text.startswith(name)), "")
        text = text[len(opened) :]
        trimmed = text if text in lexicon.names else openers.trim_left(text)
        for name in names:
            if trimmed.startswith(name):
                trimmed = trimmed[len(name) :]
                break
        trimmed = trimmed.lstrip(PUNCTUATION + "”）)")
        if trimmed == text and not opened:
            return text
        text = trimmed


def after_breaker(text: str, lexicon: Lexicon) -> str:
    """Return what follows the last word that a name does not reach over."""
    breakers = lexicon.affixes["breakers"].words
    adverbs = lexicon.affixes["adverbs"].words
    kept: list[str] = []
    words = tokens(text, lexicon)
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word in adverbs:
            continue
        alone = len(word) == 1 and sum(map(len, kept)) == 1  # 上 of 新上牌 is part of a word
        alone = alone or (word in SIDES and at > 0 and len(words[at - 1]) == 1)  # and so is 中 of 滇中引水
        if (word in breakers and not alone) or word in STOPS:
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
    return verb + lexicon.affixes["links"].trim_right(kind).strip(PUNCTUATION + "的")


def right_phrase(reading: Reading, scene: Scene) -> tuple[str, str]:
    """Return what is counted after the number and what happens to it: 个产业项目竣工投产 -> (产业项目, 竣工投产)."""
    rest = EMBEDDED_SIZE.sub("", reading.rest).lstrip("的多余")
    rest = BRACKETS.sub("", rest).strip(PUNCTUATION)
    rest = re.split(r"[、，。；]|(?<=[一-鿿])(?:和|与|及)(?=\d)", rest, maxsplit=1)[0]
    if not rest:
        return "", ""
    stage, at = _stage(rest, scene.lexicon)
    if at > 0:
        rest = rest[:at]
    elif stage and rest == stage:
        return "", stage
    kept: list[str] = []
    breakers = scene.lexicon.affixes["breakers"].words
    happenings = scene.lexicon.affixes["happenings"].words
    for word in tokens(rest[:30], scene.lexicon):
        if not kept and word in ALREADY:
            continue
        if (
            word in breakers
            or (len("".join(kept)) > 1 and word in happenings)
            or word == stage
            or (kept and word[0].isdigit())
        ):
            break
        kept.append(word)
    things = "".join(kept).strip(PUNCTUATION + "的了")
    return "" if things in NOT_NAMES else things, stage


def _stage(rest: str, lexicon: Lexicon) -> tuple[str, int]:
    """Return what happens to the things counted and where; in 66个新开工项目 it is part of their name."""
    for word in lexicon.listed("stage_words"):
        at = rest.find(word)
        if at == 0 or (at > 0 and not STAGE_OF_A_NAME.match(rest, at + len(word))):
            return word, at
    return "", -1
