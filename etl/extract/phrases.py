"""Cut a stretch of text down to the phrase that can name a metric.

The words of the vocabulary are kept whole; words of time, cue words, the body's own name and verbs that only link are
taken off either end. jieba cuts only these stretches, with a tokenizer of its own.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache

import jieba

from etl.extract.lexicon import Lexicon, short_name
from etl.extract.scene import Reading, Scene

BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
AND_OTHERS = re.compile(r"^(?P<listed>.*)(?<![中差高初对平同优特下上相均一二三四甲乙])等(?P<kind>[^等、]{0,16})$")
AT_PLACES = re.compile(r"^.{2,40}等(?:地点?|地区|处|市县|县区|镇办)(?=[一-鿿])")
EMBEDDED_SIZE = re.compile(
    r"总投资[^，。；的]{0,14}的|(?:海拔|投资|面积|容量)[\d.]+[^，。；的]{0,6}?(?:以上的?|以下的?|的)"
)
PUNCTUATION = " 　，,。；;：:、—-－·|"
STOPS = frozenset("，,。；;：:（）()")
NOT_NAMES = frozenset(
    [
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
MAX_NAME = 24
ENDS_THINGS = frozenset(["正在", "入选", "全部", "均", "都", "和", "与", "已经", "得到", "正式", "如期"])


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
    """Return the phrase at the end of `raw` that can name a metric, or '': 力争全年实现新签约项目 -> 新签约项目."""
    lexicon = scene.lexicon
    text = AT_PLACES.sub("", BRACKETS.sub("", raw).strip(PUNCTUATION))
    listed = AND_OTHERS.match(text)
    if listed and ("、" in listed["listed"] or len(listed["listed"]) > 6):
        return _kind_of_list(listed["listed"], listed["kind"], lexicon)
    text = lexicon.affixes["links"].trim_right(text).strip(PUNCTUATION)
    text = strip_owner(text, scene, organisation)
    if not text or text in lexicon.names:
        return text
    text = after_breaker(text, lexicon)
    text = strip_owner(text, scene, organisation)
    if "、" in text and len(text) > 16:
        text = text.rsplit("、", 1)[1]
    if len(text) > 14 and "的" in text[:-2]:
        text = text.rsplit("的", 1)[1] or text
    text = text.strip(PUNCTUATION + "的了“") if text.count("“") != text.count("”") else text.strip(PUNCTUATION + "的了")
    if len(text) > MAX_NAME:
        text = _last_words(text, lexicon)
    return "" if text in NOT_NAMES else text


def strip_owner(text: str, scene: Scene, organisation: str) -> str:
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


def after_breaker(text: str, lexicon: Lexicon) -> str:
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
    if stage and not rest.startswith(stage):
        rest = rest[: rest.index(stage)]
    kept: list[str] = []
    breakers = scene.lexicon.affixes["breakers"].words
    for word in tokens(rest[:30], scene.lexicon):
        if word in breakers or word in ENDS_THINGS or word == stage or word[0].isdigit():
            break
        kept.append(word)
    return "".join(kept).strip(PUNCTUATION + "的了"), stage
