"""An archive of our own making, for measurements: plans, bulletins and notices of counties that do not exist.

    python -m bench.archive FOLDER [--documents N] [--sentences N] [--seed S]

Document number n is the same in every archive of one seed, however many there are: a county, a year and one of the
kinds of text below, with figures that a reader of plans would believe. Each is a few sentences long, and as many more
as are asked for.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

FIRST = "临青云石白龙东南西北长宁永安新平清河江湖金玉双大高明泰和福兴广顺海丰林松梅兰竹柳"
SECOND = "岩溪川山泽阳陵源城桥港塘湾坪洲浦水门台关坡岭原泉池屏冈堰沟垣"
KINDS = "区县市"
YEARS = range(2015, 2025)
PER_YEAR = 8
SEED = 7
"""Documents of one county in one year: a plan, four bulletins, a ceremony and two notices."""

METRICS = (
    # what it is called in prose, its unit, the least and the most a year's goal may be, how many digits it is said with
    ("签约额", "亿元", 40, 600, 0),
    ("新签约项目", "个", 12, 90, 0),
    ("新开工项目", "个", 10, 80, 0),
    ("固定资产投资", "亿元", 60, 500, 1),
    ("一般公共预算收入", "亿元", 8, 90, 2),
    ("社会消费品零售总额", "亿元", 50, 400, 1),
    ("城镇新增就业", "人", 3000, 20000, 0),
    ("规上工业增加值", "亿元", 30, 300, 1),
    ("实际利用外资", "万美元", 800, 9000, 0),
    ("新增经营主体", "户", 2000, 16000, 0),
)
TARGET_WORDS = (
    "力争全年{name}达到{value}以上",
    "全年{name}不低于{value}",
    "确保{name}{value}以上",
    "全年计划完成{name}{value}",
)
OPENINGS = (
    "为做好全年工作，结合实际，制定本安排。",
    "年初以来，各镇办和区直部门按照既定部署，抓早抓紧，开局平稳。",
    "根据年初会议精神，现就有关工作安排如下。",
    "各单位要对照清单，一项一项往前推。",
)
CLOSINGS = (
    "各责任单位每月末报送一次进展，由督查室汇总。",
    "进度偏慢的事项，由分管负责同志牵头调度。",
    "数字以统计部门核定为准，前后不一致的，在下一期更正。",
    "请各单位把任务分解到月、责任到人。",
)
WORK = (
    "推进{thing}{a}处，已完成{b}处，其余{c}处落实了责任单位和完成时限。",
    "组织专班到{thing}一线走访{a}次，收集问题{b}条，当场答复{c}条。",
    "对{thing}实行清单管理，每周调度，每月通报，连续两个月排名靠后的单位作书面说明。",
    "今年计划实施{thing}项目{a}个，目前开工{b}个，完成投资{c}.{b}亿元。",
    "各镇办围绕{thing}开展自查，重点看手续是否齐全、台账是否清楚、整改是否到位。",
    "要把{thing}同防汛、消防和安全生产结合起来，一并安排，一并检查。",
    "力争全年完成{thing}{a}万平方米，惠及居民{b}00户。",
    "{thing}方面，资金拨付比计划慢{b}天，财政部门正在核对手续。",
)
THINGS = (
    "老旧小区改造",
    "背街小巷整治",
    "标准厂房建设",
    "农村公路养护",
    "雨污分流",
    "口袋公园",
    "充电桩布设",
    "农贸市场升级",
)
NOTICES = (
    "{org}召开营商环境座谈会，12家企业的负责人到会，围绕用工、用地和融资提了意见。会议要求，能办的当场办，不能当场办的说明时限。",
    "近日，{org}组织机关干部到社区开展志愿服务，清理楼道杂物，走访独居老人。",
    "{org}图书馆新馆本周起试开放，周一闭馆。读者凭身份证办理借阅，少儿区设在二层。",
    "受降雨影响，{org}境内部分路段临时管制。交通部门提醒，出行前留意路况，服从现场指挥。",
)


def main() -> None:
    """Write an archive into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--sentences", type=int, default=0, help="more sentences in each document")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    print(f"{write(arguments.folder, arguments.documents, arguments.sentences, arguments.seed):,} bytes")


def write(folder: Path, documents: int, sentences: int = 0, seed: int = SEED) -> int:
    """Write the first documents of an archive, a thousand a folder; return how many bytes of text they are."""
    size = 0
    for number, text in enumerate(texts(documents, sentences, seed)):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        content = text.encode()
        path.write_bytes(content)
        size += len(content)
    return size


def texts(documents: int, sentences: int = 0, seed: int = SEED) -> Iterator[str]:
    """Yield the documents of an archive in order."""
    for number in range(documents):
        place, kind = divmod(number, PER_YEAR)
        county, year = divmod(place, len(YEARS))
        text = document(county, YEARS[year], kind, seed)
        yield text + _more(random.Random(f"{seed} {number} more"), sentences)


def document(county: int, year: int, kind: int, seed: int = SEED) -> str:
    """Return one document; `kind` is 0 a plan, 1 to 4 the bulletin of a quarter, 5 a ceremony, 6 and 7 notices."""
    org = county_name(county)
    of_year = random.Random(f"{seed} {county} {year}")
    goals = _goals(of_year)
    rest = random.Random(f"{seed} {county} {year} {kind}")
    if kind == 0:
        return _plan(org, year, goals, rest)
    if kind <= 4:
        return _bulletin(org, year, kind, goals, rest)
    return _ceremony(org, year, rest) if kind == 5 else _notice(org, year, rest)


def county_name(county: int) -> str:
    """Return the name of a county: 临岩区, 临溪县 …, and with a third character where the pairs are used up."""
    rest, kind = divmod(county, len(KINDS))
    rest, second = divmod(rest, len(SECOND))
    more, first = divmod(rest, len(FIRST))
    third = SECOND[(more - 1) % len(SECOND)] if more else ""
    return f"{FIRST[first]}{SECOND[second]}{third}{KINDS[kind]}"


Goal = tuple[str, str, float, int]


def _goals(chance: random.Random) -> list[Goal]:
    picked = chance.sample(METRICS, chance.randint(4, 6))
    return [(name, unit, round(chance.uniform(low, high), digits), digits) for name, unit, low, high, digits in picked]


def _plan(org: str, year: int, goals: list[Goal], chance: random.Random) -> str:
    lines = [
        chance.choice(TARGET_WORDS).format(name=name, value=_said(value, unit, digits))
        for name, unit, value, digits in goals
    ]
    half = len(lines) // 2
    return _page(
        f"{org}{year}年重点工作安排",
        f"{year}年{chance.randint(1, 2)}月{chance.randint(5, 26)}日",
        [
            chance.choice(OPENINGS),
            f"一、主要目标。{year}年，{'，'.join(lines[:half])}。",
            f"二、保障措施。{'，'.join(lines[half:])}。{chance.choice(CLOSINGS)}",
        ],
    )


def _bulletin(org: str, year: int, quarter: int, goals: list[Goal], chance: random.Random) -> str:
    month = quarter * 3
    told = []
    for name, unit, value, digits in goals:
        done = value * quarter / 4 * chance.uniform(0.75, 1.15)
        verb = "" if unit in ("个", "户") else chance.choice(("完成", ""))
        share = f"，占年度目标的{100 * done / value:.1f}%" if chance.random() < 0.2 else ""
        told.append(f"{name}{verb}{_said(done, unit, digits)}{share}")
    when = f"1—{month}月" if month < 12 else "全年"
    day = f"{year}年{month + 1}月{chance.randint(6, 24)}日" if month < 12 else f"{year}年12月{chance.randint(26, 31)}日"
    return _page(
        f"{org}{year}年{when}经济运行情况通报",
        day,
        [
            f"{year}年{when}，全{org[-1]}{'；'.join(told[:2])}。",
            f"同期，{'；'.join(told[2:])}。",
            chance.choice(CLOSINGS),
        ],
    )


def _ceremony(org: str, year: int, chance: random.Random) -> str:
    month, day = chance.randint(3, 11), chance.randint(2, 27)
    return _page(
        f"{org}举行项目集中签约仪式",
        f"{year}年{month}月{day}日",
        [
            f"{month}月{day}日，{org}举行项目集中签约仪式，现场签约项目{chance.randint(3, 20)}个，"
            f"签约额{chance.randint(5, 120)}亿元，涵盖装备制造、现代物流、数字经济等领域。",
            "签约企业代表说，选在这里落户，看中的是配套和效率。",
        ],
    )


def _notice(org: str, year: int, chance: random.Random) -> str:
    day = f"{year}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    visits = f"本周接待群众来访{chance.randint(3, 60)}批{chance.randint(61, 400)}人次。"
    return _page(f"{org}一周简讯", day, [chance.choice(NOTICES).format(org=org), visits + chance.choice(CLOSINGS)])


def _more(chance: random.Random, sentences: int) -> str:
    """Return paragraphs of about five sentences of daily work."""
    told = [chance.choice(WORK).format(thing=chance.choice(THINGS), **_figures(chance)) for _ in range(sentences)]
    return "".join(f"\n{''.join(told[start : start + 5])}\n" for start in range(0, sentences, 5))


def _figures(chance: random.Random) -> dict[str, int]:
    most = chance.randint(12, 90)
    return {"a": most, "b": most // 2, "c": most // 4}


def _page(title: str, day: str, paragraphs: list[str]) -> str:
    return "\n\n".join((title, day, *paragraphs)) + "\n"


def _said(value: float, unit: str, digits: int) -> str:
    return f"{value:.{digits}f}{unit}"


if __name__ == "__main__":
    main()
