"""Whether a phrase that no entry names can be the name of a metric, or is only a piece of a sentence.

The rules that cut phrases aim at names; what slips through is kept, and carries a doubt for a reviewer.
"""

from __future__ import annotations

from etl.extract.lexicon import Lexicon
from etl.patterns import pattern_of

SHORTEST, LONGEST = 2, 28
SIGNS = pattern_of(r"[，。；：！？…|]|\d{4}年|^\d+[^\d.]?$")
STARTS = pattern_of(
    r"的|了|和(?![平谐美解睦])|与|及(?!时)|并(?![购网联])|将|要(?![素点])|已|达到|超过|均(?!衡)|都(?!市)|还|又|由|从|把|让|"
    r"因(?!地|公)|使(?!用)|被(?!征)|于|以上|以下|其中"
)
ENDS = (*"的了和与及并将要已达至到超约近均都是为", "同比")
SUFFIX = pattern_of(r"(?:人?数|增速|降幅|完成率|比例|增加额|减少|净增)$")


def fault_of(name: str, lexicon: Lexicon) -> str:
    """Return why a name looks like a piece of a sentence, '' where it looks like a name.

    达到的公路里程 begins with 达; 居民人均可支配收入、 ends in a sign; “三馆一中心 has a quote left open.
    """
    bare = SUFFIX.sub("", name) or name
    if not SHORTEST <= len(bare) <= LONGEST:
        return "长度"
    if SIGNS.search(name) or name.count("“") != name.count("”") or bare[0] in "、”）)" or bare[-1] in "、“（(":
        return "标点"
    if STARTS.match(bare) and not bare.startswith(lexicon.affixes["openers"].whole):
        return "开头"
    if bare.endswith(ENDS) and not bare.endswith(lexicon.affixes["links"].whole):
        return "结尾"
    return ""
