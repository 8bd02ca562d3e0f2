"""Files made into documents: encodings, sidecars, dates and bodies, and what cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.model import Document, DocumentError
from etl.read import is_readable, read_document, split_articles
from etl.read.naming import find_organisation, normalise_organisation
from etl.read.text import decode

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
TEXT = "临江区2024年投资任务\n\n本报讯 3月5日，临江区召开会议。全年完成投资60亿元以上，增长８．５％。\n"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk")


def written(folder: Path, content: str | bytes, name: str = "a.txt", sidecar: str | None = None) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if sidecar is not None:
        (folder / f"{name}.toml").write_text(sidecar, "utf-8")
    return path


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    assert read_document(written(tmp_path, TEXT.encode(encoding))).text == TEXT


def test_gb18030_with_a_mark() -> None:
    assert decode(b"\x84\x31\x95\x33" + TEXT.encode("gb18030")) is not None


def test_line_ends_are_made_alike(tmp_path: Path) -> None:
    assert read_document(written(tmp_path, TEXT.replace("\n", "\r\n"))).text == TEXT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file holds no text"),
        (bytes(range(256)) * 40, "no text in UTF-8, UTF-16 or GB18030"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00\x01\x02", "no text in UTF-8, UTF-16 or GB18030"),
        (TEXT.encode()[:60] + b"\xff\xfe" + TEXT.encode()[60:], "no text in UTF-8, UTF-16 or GB18030"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_document(written(tmp_path, content))
    assert str(error.value).startswith("a.txt: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"picture\.png: files ending in \.png cannot be read"):
        read_document(written(tmp_path, "x", "picture.png"))


def test_a_file_that_went_away_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"gone\.txt: the file cannot be read"):
        read_document(tmp_path / "gone.txt")


def test_the_name_is_relative_to_the_root(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    assert read_document(written(tmp_path / "2024", TEXT), tmp_path).path == "2024/a.txt"


def test_sidecars_and_hidden_files_are_not_documents() -> None:
    assert is_readable(Path("a.md"))
    assert not is_readable(Path("a.txt.toml"))
    assert not is_readable(Path(".a.txt"))


def test_a_sidecar_wins_over_the_text(tmp_path: Path) -> None:
    sidecar = (
        'title = "别名"\npublisher = "市统计局"\npublished_on = 2024-04-01\nurl = "file:a"\norg = "青石市人民政府"\n'
    )
    document = read_document(written(tmp_path, TEXT, sidecar=sidecar))
    assert (document.title, document.publisher, document.organisation) == ("别名", "市统计局", "青石市")
    assert (document.published_on, document.published_stated, document.url) == (date(2024, 4, 1), True, "file:a")
    article = split_articles(document)[0]
    assert (article.organisation, article.published_on) == ("青石市", date(2024, 4, 1))


def test_a_month_in_a_sidecar_is_its_fifteenth_day(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, TEXT, sidecar='published_on = "2024-05"\n'))
    assert (document.published_on, document.published_stated) == (date(2024, 5, 15), False)
    assert split_articles(document)[0].published_on == date(2024, 5, 15)


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [
        ("title = ", "not valid TOML"),
        ('titel = "x"', "no entry named 'titel'"),
        ("title = 5", "title must be text in quotes"),
        ('published_on = "2024-13-01"', "published_on must be a date"),
        ("published_on = true", "published_on must be a date"),
    ],
)
def test_a_broken_sidecar_is_named(tmp_path: Path, sidecar: str, said: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_document(written(tmp_path, TEXT, sidecar=sidecar))
    assert str(error.value).startswith("a.txt.toml: ")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "day", "stated"),
    [
        ("标题\n发布时间：2011-04-21\n今年一季度完成投资5亿元。", date(2011, 4, 21), True),
        ("政府工作报告\n——2022年3月5日在青石市第八届人民代表大会上\n一、回顾\n增长5%。", date(2022, 3, 5), True),
        ("临江区2024年工作会议\n2月25日上午，会议召开。", date(2024, 2, 25), False),
        ("临江区投资任务\n2024年，计划投资60亿元。4月21日~23日，区领导外出招商。", date(2024, 4, 23), False),
        ("临江区\n五月的临江，繁花满路。2024年2月18日，全区召开大会，预计今年9月份开业。", date(2024, 5, 15), False),
        ("临江区2024年投资\n截至4月底，完成投资35亿元。", date(2024, 4, 30), False),
        ("临江区2024年工作要点\n全年完成投资60亿元，2025年底前建成。", date(2024, 12, 31), False),
        ("临江区2024年\n3月6日签约。项目将于6月18日开工，8月1日前完成。", date(2024, 3, 6), False),
        ("临江区\n4月21日，区领导外出招商。", None, False),
    ],
)
def test_dates_are_stated_or_inferred(tmp_path: Path, text: str, day: date | None, stated: bool) -> None:
    document = read_document(written(tmp_path, text))
    assert (document.published_on, document.published_stated) == (day, stated)
    assert ("published_on" in document.inferred) is True


def test_an_article_without_a_day_takes_the_latest_of_its_page(tmp_path: Path) -> None:
    page = (
        "# 临江区召开2024年会议\n\n本报讯 5月6日，会议召开。\n\n记者 王一\n\n"
        "# 临江区举行观摩活动\n\n本报讯 近日，活动举行。截至4月底，完成投资35亿元。\n\n记者 王一\n\n"
        "# 临江区走访企业\n\n本报讯 5月10日，区领导走访企业。\n\n记者 王一\n"
    )
    days = [article.published_on for article in split_articles(read_document(written(tmp_path, page)))]
    assert days == [date(2024, 5, 6), date(2024, 5, 10), date(2024, 5, 10)]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("二七区委、区政府", "二七区"),
        ("郑州市二七区人民政府", "二七区"),
        ("河南省郑州市人民政府办公厅", "郑州市"),
        ("二七经开区管委会", "二七经开区"),
        ("西藏自治区（交通运输厅）", "西藏自治区"),
        ("西藏", "西藏自治区"),
        ("国务院", "全国"),
        ("吉利汽车", "吉利汽车"),
        ("", ""),
    ],
)
def test_names_are_made_alike(name: str, short: str) -> None:
    assert normalise_organisation(name) == short


@pytest.mark.parametrize(
    ("title", "body", "meta", "whose"),
    [
        ("临江经开区全力拼经济", "作为临江区主战场，临江经开区承担重任。", "", "临江经开区"),
        ("全区卫生工作会议召开", "本报讯 2月25日，临江区卫健委召开会议。临江区将继续努力。", "", "临江区"),
        ("贵州贵阳第一季度完成投资逾53亿", "记者从贵阳市获悉，贵阳市完成投资53亿元。", "", "贵阳市"),
        ("西藏完成投资85亿", "今年西藏将完成投资。", "", "西藏自治区"),
        ("青石股份上半年净利润增长", "青石股份表示，青石股份销量增长。青石股份称，青石股份乐观。", "", "青石股份"),
        ("政府工作报告", "国内生产总值增长。", "——2022年3月5日在第十三届全国人民代表大会第五次会议上", "全国"),
        ("政府工作报告", "增长。", "——2026年1月31日在西藏自治区第十二届人民代表大会上", "西藏自治区"),
        ("青石股份有限公司 业绩快报", "报告期内，公司实现营业收入105亿元。", "", "青石股份有限公司"),
        ("走访企业深调研", "区领导走访了企业，导致公司成本下降。", "", ""),
    ],
)
def test_the_body_is_the_one_named_most(title: str, body: str, meta: str, whose: str) -> None:
    assert find_organisation(title, body, meta) == whose


def test_the_publisher_is_read_from_its_line(tmp_path: Path) -> None:
    text = "临江区完成投资\n来源：临江日报\n发布时间：2024-05-06\n临江区完成投资5亿元。"
    assert read_document(written(tmp_path, text)).publisher == "临江日报"


def seed(start: str) -> Document:
    found = sorted(SEEDS.glob(f"{start}*.txt"))
    if not found:
        pytest.skip("the seeds are not beside the project")
    return read_document(found[0])


@pytest.mark.parametrize(
    ("start", "days"),
    [
        ("000", [date(2024, 2, 23), date(2024, 2, 25), date(2024, 2, 25)]),
        ("001", [date(2024, 5, 15)]),
        ("002", [date(2024, 5, 6), date(2024, 5, 7), date(2024, 5, 7), *[date(2024, 5, 10)] * 3]),
        ("003", [date(2024, 2, 18)]),
        ("004", [None] * 6),
    ],
)
def test_seeds_are_dated(start: str, days: list[date | None]) -> None:
    articles = split_articles(seed(start))
    assert [article.published_on for article in articles] == days
    assert not any(article.published_stated for article in articles)


def test_seeds_are_of_their_bodies() -> None:
    assert [article.organisation for article in split_articles(seed("000"))] == ["二七经开区", "二七区", "二七区"]
    assert {
        article.organisation for start in ("001", "002", "003", "004") for article in split_articles(seed(start))
    } == {"二七区"}


@pytest.mark.parametrize(
    ("title", "body", "whose"),
    [
        (
            "青湾重工半年净利增长17%",
            "青湾重工公布半年报。青湾重工产量12万台。青湾重工接单。青湾重工招工。",
            "青湾重工",
        ),
        ("棉花价格上涨12%", "棉花价格上涨。棉花产量下降。棉花库存3万吨。棉花进口9万吨。", ""),
        ("涂料市场增长9%", "涂料市场增长。涂料市场升温。涂料市场规模9亿元。涂料市场看好。", ""),
        ("我国棉花减产", "我国减产。我国棉花3万吨。我国进口9万吨。我国库存2万吨。", "全国"),
    ],
)
def test_what_a_title_opens_with_is_a_body_where_it_acts_like_one(title: str, body: str, whose: str) -> None:
    assert find_organisation(title, body) == whose
