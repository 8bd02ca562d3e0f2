"""Whose a piece of a digest is. The page has no body of its own, so that less is needed to name one than elsewhere."""

from __future__ import annotations

import re
from collections import Counter

from etl.patterns import pattern_of
from etl.read.naming import find_organisation, leading_name, places_named

_OURS = pattern_of(r"[我本]([省市州盟县区旗镇乡])(?!场|民|直|域|政协|外|内)")
_TOWN = pattern_of(r"(?:[一-龥]{2,4}?[市县区旗])?([一-龥]{2,4}?(?:镇(?![区域化村])|乡(?![村镇亲土愁])|街道))")
_OPENS = pattern_of(
    r"(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:消息|讯|电)?[，,：:\s]*)?(?:据|从|在|记者从|近日|日前)?[，,]?"
)
_ISSUER = pattern_of(r"^([一-龥]{2,20})[\s　]+(?:19|20)\d\d年", re.MULTILINE)
_A_KIND = pattern_of(r"(?:企业|公司|集团|行业|产业|市场|部门|单位|项目|城市|地区|经济)$")
_LEAST = 2
"""A company need not be named so often where the page is nobody's: its title and its opening are enough."""


def body_of_piece(title: str, body: str, meta: str = "") -> str:
    """Return the body that a piece of a digest is about, or ''.

    我县新项目开工 is of the county that the text names, not of the company at whose gate it began; 云桥镇概况 is of the
    town; 12月15日消息：泉湾县交易中心… is of the county that its first sentence opens with.
    """
    first = body.partition("\n")[0]
    ours = _OURS.search(title) or _OURS.search(first)
    return (
        (_of_rank(ours[1], title, body) if ours else "")
        or _town(title, body)
        or find_organisation(title, body, meta)
        or _company(title, body)
        or _opening(first)
        or _issuer(meta)
    )


def _of_rank(rank: str, title: str, body: str) -> str:
    """Return the place of a rank that a text names most: 我县 is 泉湾县."""
    named = Counter(name for name in places_named(f"{title}\n{body}") if name.endswith(rank))
    return named.most_common(1)[0][0] if named else ""


def _town(title: str, body: str) -> str:
    """青石区云桥镇概况, of a text that names 云桥镇: the town's."""
    found = _TOWN.match(title)
    return found[1] if found and found[1] in body else ""


def _company(title: str, body: str) -> str:
    """远山乳业增长放缓, where 远山乳业公布 its report: the company's; 中央企业 is a kind of company."""
    name = leading_name(title, body, least=_LEAST)
    return "" if _A_KIND.search(name) else name


def _opening(first: str) -> str:
    """Return the place that a first sentence opens with, after its day: 12月15日消息：泉湾县交易中心…."""
    opened = _OPENS.match(first)
    start = opened.end() if opened else 0
    return next(iter(places_named(first[start : start + 14])), "")


def _issuer(meta: str) -> str:
    """北塘经济开发区　2019年9月, under a title: who published a piece that names nobody, where that is a place."""
    found = _ISSUER.search(meta)
    return next((name for name in places_named(found[1]) if found[1].endswith(name)), "") if found else ""
