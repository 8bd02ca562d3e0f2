"""Phantoms: digits and words for numbers that count nothing, and words of time that name no time.

Names of programmes, roads, hotlines, documents and slogans of the genre are read through the whole pipeline, and
through the plain finding of numbers and of periods, as the peers' cases are. None may give a statement, a number of the
wrong worth or a period of the wrong length.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.extract.background import TIME_UNITS
from etl.extract.periods import find_periods
from etl.extract.quantities import find_quantities
from etl.read import read_document
from tests.pages import DAY, read_page, read_pieces
from tests.peer_cases import find

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"

SILENT = [
    # names of places, bodies, meetings, programmes
    "二七区、二七广场和二七纪念塔周边秩序井然。",
    "融入长三角、珠三角和京津冀。",
    "一号工程、一号文件、一号院和一号线同步推进。",
    "推进44335工作布局，落实1+1+12工作体系和“1233”工作法。",
    "拨打12345热线，或者12315、12369、110、119。",
    "用好12345政务服务便民热线和96520平台。",
    "共建一带一路，办好双一流高校。",
    "跻身全国百强县、千强镇，冲刺百强区。",
    "开展三严三实、两学一做和八项规定教育。",
    "九三学社、三八红旗手和六一儿童节活动丰富多彩。",
    "十四五规划、十五五规划和二十大精神深入人心。",
    "省委十二届十次、十一次全会和第三次党代会作出部署。",
    "十九届六中全会、二十届三中全会精神得到贯彻。",
    "落实一窗通办、一网通办、一件事一次办、一枚印章管审批。",
    "做好四上企业入库，开展千企万户大走访、万企兴万村。",
    "压减三公经费，落实六稳六保，守住三保底线。",
    "争取211工程、985工程和111计划支持。",
    "推广5G、4G、6G和Web3.0，发展3D打印。",
    "创建3A级、4A级和5A级景区，评定AAA级信用企业。",
    "G107、S312、X008和310国道沿线整治一新。",
    "架设10kV、110kV和500kV线路。",
    "坚持一体两翼、三区三线、四梁八柱。",
    "深化五水共治，打赢三大攻坚战。",
    "两会期间，五一、十一和六一假期服务有序。",
    "八一建军节、七一表彰、九一八纪念活动如期举行。",
    "国庆学校、五四中学、三八街和六二八路均已排查。",
    "落实“三重一大”制度，做到“两个维护”，增强“四个意识”。",
    "实行一把手负责制，坚持一盘棋、一张蓝图绘到底。",
    "学好用好千万工程经验，建设百千万工程。",
    "三门峡、六安、九江、五指山、七台河、四平来客络绎不绝。",
    "推行一企一策、一户一档、一村一品、一项目一专班。",
    "三农工作和三资管理得到加强，三变改革走深走实。",
    "全面推行河湖长制，落实四不两直、双随机一公开。",
    "第一书记、第二课堂、第三方评估稳步推进。",
    "第十一届全国人大、第14个五年规划、第26届青洽会。",
    "实行7×24服务，开设24小时热线和24小时自助区。",
    "构建半小时经济圈、1小时交通圈和15分钟生活圈。",
    "打造10分钟便民服务圈、30分钟通勤圈。",
    "坚持9点碰头、18点调度，8:30准时开会，会议至17：45结束。",
    # papers, codes, addresses
    "云政办〔2024〕12号、国发〔2023〕7号和区委发[2024]3号文件已经印发。",
    "详见《关于2024年1000项重点任务的通知》。",
    "文号：青政发(2024)15号，编号：2024-0015。",
    "邮编450052，电话0371-68830000，手机13800001234，传真68821234。",
    "车牌豫A12345停靠在A3区B12栋1203室。",
    "图3、表2、附件5和专栏12列明了分工。",
    "（见第12页）　版次A05版，第3版，责编第2组。",
    "统一社会信用代码91410103MA44335X12，股票代码600036。",
    "住址为大学路80号院5号楼3单元1202室。",
    "地铁1号线、2号线和10号线首开段，航班CZ3101次，K818次列车。",
    "按照GB/T19001和ISO9001标准，执行JGJ59—2011规范。",
    "网址www.123456.com，邮箱abc123@163.com。",
    # lists, ranks, fractions, ages, speech
    "一、总体情况（二）主要做法1.1 抓项目2.1.3 抓落实。",
    "位列全省第3位、全国前50名，前移5位，后进2位。",
    "居全省第一方阵，进入前三强，三分之一处设有岗亭。",
    "两手抓、两手硬，三步并作两步走，七嘴八舌，百花齐放。",
    "万众一心，千方百计，一举多得，百舸争流，一马当先。",
    "十年树木，百年树人，三十而立，五湖四海的朋友。",
    "一方面抓发展，一方面保安全，一是抓早，二是抓小。",
    "一批项目、一系列举措、一大批企业、数十家单位、若干问题。",
    "两弹一星精神、三线建设精神、九八抗洪精神代代相传。",
    "零距离服务、零容忍执法、百分百落实。",
    "三国演义、八仙过海、十二生肖展演热闹非凡。",
    "他今年52岁，入党28年，工龄30余年。",
    "会期3天，为期5个月，历时90天，每周一次例会。",
    "一二三产融合发展，三产融合示范园揭牌。",
    "1比1配套、1:500地形图、16:9大屏投入使用。",
    "比赛以3比2、21:15收官。",
    "COVID-19、PM2.5监测、Windows11和2.0版本更新。",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_statement_is_read(text: str) -> None:
    found = [f"{s.kind} {s.metric.name} {s.quantity.text}" for s in read_page(text)]
    assert found == []


@pytest.mark.parametrize("text", SILENT)
def test_beside_a_figure_only_the_figure_is_read(text: str) -> None:
    """Words of a phantom do not lend a figure their own, nor their digits a period."""
    found = read_page(f"{text}\n全区签约额35.2亿元。")
    assert [(s.metric.name, str(s.quantity.value), s.period.stop.year) for s in found] == [("签约额", "35.2", 2024)]


@pytest.mark.parametrize("text", [text for text in SILENT if "分之" not in text])
def test_the_finders_of_numbers_find_no_amount(text: str) -> None:
    """Alone, without the rules of a sentence: lengths of time and one-off counts of days at most."""
    assert [find(text, kind, "extract", None) for kind in ("money", "percent")] == [[], []]
    assert [q.text for q in find_quantities(text) if q.unit not in TIME_UNITS] == []


NO_YEAR = [
    "新建住房2000套。",
    "完成投资107.04亿元。",
    "改造管网1998公里。",
    "新增车位2024个。",
    "占地2035亩。",
    "受理1949件。",
]


@pytest.mark.parametrize("text", NO_YEAR)
def test_an_amount_is_no_year(text: str) -> None:
    assert find_periods(text, DAY) == []
    assert len(find_quantities(text)) == 1


NO_PERIOD = [
    "国庆学校、五四中学、三八街整治一新。",
    "二七时事通上线运行。",
    "五一路、六一幼儿园、八一桥、十一中学完成改造。",
    "两会精神、春节文化、中秋村、端午街焕然一新。",
    "十二五厂和七七路口、一二九街道办完成改造。",
    "第一批、第二轮、第三产业和第四纪冰川。",
    "12345热线、44335布局、1+1+12体系。",
    "107国道、310国道和2号线通车。",
]


@pytest.mark.parametrize("text", NO_PERIOD)
def test_a_name_is_no_day(text: str) -> None:
    assert [text[m.start : m.stop] for m in find_periods(text, DAY)] == []


def test_a_range_of_years_is_one_period_and_no_number() -> None:
    for text in ("2024—2026年完成改造。", "2024-2026年完成改造。", "2024至2026年完成改造。"):
        (mention,) = find_periods(text, DAY)
        assert (mention.period.start, mention.period.stop) == (date(2024, 1, 1), date(2026, 12, 31))
        assert find_quantities(text) == []


def test_a_quarter_is_a_period_and_no_ordinal() -> None:
    (mention,) = find_periods("第一季度完成改造。", DAY)
    assert (mention.period.start, mention.period.stop) == (date(2024, 1, 1), date(2024, 3, 31))
    assert find_quantities("第一季度完成改造。") == []


PHANTOMS_OF_SEEDS = (
    "44335", "12345", "1+1+12", "二七", "长三角", "珠三角", "一号", "国庆", "第一", "第二", "第三", "一批", "一流",
)  # fmt: skip


@pytest.mark.skipif(not SEEDS.exists(), reason="the annotated documents are not beside the project")
def test_the_seeds_hold_phantoms_and_none_is_read() -> None:
    met, read = 0, []
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_document(path)
        met += sum(document.text.count(phantom) for phantom in PHANTOMS_OF_SEEDS)
        statements = read_pieces(document, "whole")
        read += [
            s.quantity.text for s in statements if any(phantom in s.quantity.text for phantom in PHANTOMS_OF_SEEDS)
        ]
        years = [s.period.stop.year for s in statements if s.period.known]
        assert all(2015 <= year <= 2030 for year in years), "no amount is taken for a year"
    assert met > 50
    assert read == []
