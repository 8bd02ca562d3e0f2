"""Numbers dealt out to bodies in a row: 云桥街道、青杉镇到位资金分别达9.8亿元和7.1亿元，完成任务的63%和52%."""

from __future__ import annotations

from etl.extract.bodies.cast import Cast
from etl.extract.bodies.names import same_body
from etl.extract.bodies.subjects import OPENING, read_subject
from etl.extract.lexicon import Lexicon
from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

BETWEEN_BODIES = pattern_of(r"、|以及|和|与|及")
TOGETHER = pattern_of(r"[两三四五六七八九十\d]+个?(?:街道|镇街?|乡镇|区县?|县区|市|园区|公司|单位|企业)")

KIND_BEHIND = pattern_of(r"[两三四五六七八九十\d]+个?(?P<kind>[一-鿿]{0,6}(?:公司|集团|局|港|机场|海关))")
OTHER_KIND = pattern_of(r"区|县|镇|乡|街道|路|港|机场|村|河|山|湖|新区|高新|经开|海关|银行|大学|公司|集团|地区")


def share_out(scene: Scene, cast: Cast) -> None:
    """Give each number of a chain the body in its place, and those of later chains of the sentence as long likewise."""
    bodies: list[str] = []
    for chain in _chains(scene):
        if len(chain) < 2:
            continue
        named, rest = listed_bodies(chain[0].subject, cast, scene.lexicon)
        if len(named) < len(chain) and not bodies:
            bodies, _ = listed_bodies(_clause_before(scene, chain[0]), cast, scene.lexicon)
        if len(named) > 1:
            bodies = named
        if len(bodies) != len(chain):
            continue
        if len(named) == len(chain):
            chain[0].subject = rest
        for reading, body in zip(chain, bodies, strict=True):
            reading.organisation = cast.own if same_body(body, cast.own) else body
            reading.rules.append("organisation:respectively")


def _clause_before(scene: Scene, reading: Reading) -> str:
    """Return the clause before a number's own where it holds no number itself: 城东镇、白石镇进展较好，分别完成…"""
    clause = reading.clause - 1
    if clause < 0 or any(earlier.clause == clause for earlier in scene.readings[: reading.index]):
        return ""
    return scene.without_periods(scene.starts[clause], scene.stops[clause])


def _chains(scene: Scene) -> list[list[Reading]]:
    """Return the numbers of a sentence, those that one word such as 分别 joins together."""
    chains: list[list[Reading]] = []
    for reading in scene.readings:
        if reading.chained and chains:
            chains[-1].append(reading)
        else:
            chains.append([reading])
    return chains


def listed_bodies(subject: str, cast: Cast, lexicon: Lexicon) -> tuple[list[str], str]:
    """Return the bodies that a phrase begins with, and what follows them; cities may stand there without 市."""
    bodies: list[str] = []
    cities: list[int] = []
    rest = OPENING.sub("", subject.lstrip(" 　，,"))
    while True:
        found = read_subject(rest, cast, lexicon)
        city = None if found else lexicon.any_of("cities").match(rest)
        if found is not None and (at := rest.find(found.printed)) >= 0:
            bodies.append(found.body)
            rest = rest[at + len(found.printed) :]
        elif city and not OTHER_KIND.match(rest, city.end()):
            cities.append(len(bodies))
            bodies.append(city[0])
            rest = rest[city.end() :].removeprefix("市")
        else:
            return [], subject
        joined = BETWEEN_BODIES.match(rest)
        if not joined:
            return _of_their_kind(bodies, cities, rest)
        rest = rest[joined.end() :]


def _of_their_kind(bodies: list[str], cities: list[int], rest: str) -> tuple[list[str], str]:
    """西安、兰州两个铁路局集团公司: what a list of cities is of is said behind it; else they are cities."""
    kind = KIND_BEHIND.match(rest) if cities else None
    whole = [f"{body}{kind['kind'] if kind else '市'}" if nth in cities else body for nth, body in enumerate(bodies)]
    together = kind or TOGETHER.match(rest)
    return whole, rest[together.end() :] if together else rest
