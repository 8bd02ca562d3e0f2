"""Saved web pages: the article and what is said of it, in any encoding, without the site around it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

import pytest

from etl.build import read_statements
from etl.read import read_document, web
from etl.vocabulary import load_vocabulary
from tests.refusals import refused

TITLE = "临江区2024年投资任务"
GOAL = "力争全年签约额达到500亿元以上。"
OPENING = "本报讯 5月6日，临江区召开会议。"
MENU = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("首页", "政务公开", "办事服务", "互动交流"))
RELATED = "".join(f"<li><a href='/{n}'>临江区去年完成投资{n}0亿元。</a></li>" for n in range(1, 9))
ARTICLE = (
    f"<h1>{TITLE}</h1><div class='info'>来源：临江日报　发布时间：2024-05-06 10:20　浏览次数：<span>88</span></div>"
    f"<div class='TRS_Editor'><p>　　{OPENING}</p><p>　　力争全年签约额达到<b>500</b><span>亿元</span>以上。</p></div>"
)


def page(article: str = ARTICLE, head: str = "", charset: str = "utf-8") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>{TITLE}_临江区人民政府</title>{head}"
        "<style>p{content:'样式'}</style><script>var a='脚本完成投资99亿元。';</script></head>"
        f"<body><form><div class='nav'><ul>{MENU}</ul></div>"
        "<div class='wz'>当前位置：<a href='/'>首页</a> &gt; 要闻</div>"
        f"<div class='main'>{article}</div><div class='list'><h3>相关链接</h3><ul>{RELATED}</ul></div>"
        "<script>document.write('脚本完成投资99亿元。')</script><noscript>请打开脚本。</noscript>"
        "<div class='bottom'><p>主办：临江区人民政府办公室</p><p>豫ICP备05001号 地址：临江路1号</p></div>"
        "</form></body></html>"
    )


def written(folder: Path, content: str | bytes, name: str = "a.html") -> Path:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def lines(path: Path) -> list[str]:
    return [line for line in read_document(path).text.split("\n") if line]


def archive(charset: str = "utf-8", **parts: str) -> bytes:
    """Return a web archive with a picture and the pages given, by subtype."""
    message = EmailMessage()
    message["Subject"] = "page"
    message["Snapshot-Content-Location"] = "https://www.example.org/2024/a.html"
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    for subtype, text in parts.items():
        message.add_related(text, subtype=subtype, charset=charset, cte="quoted-printable")
    return message.as_bytes()


def test_the_article_alone_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, page())
    assert lines(path) == [f"# {TITLE}", OPENING, GOAL]
    document, statements = read_statements(path, tmp_path, load_vocabulary(None))
    assert (document.title, document.publisher, document.organisation) == (TITLE, "临江日报", "临江区")
    assert (document.published_on, document.published_stated) == (date(2024, 5, 6), True)
    (goal,) = statements
    assert (goal.kind, goal.metric.name, goal.quantity.low) == ("target", "签约额", Decimal(50_000_000_000))
    assert goal.quote in document.text


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "gb2312"),
        ("utf-16", "utf-8"),
        ("gb18030", "gb2312"),
        ("gb18030", "GBK"),
        ("gb18030", "gb18030"),
        ("gb18030", "utf-8"),
        ("utf-8", "gb2312"),
        ("gb18030", "no-such"),
        ("big5", "big5"),
    ],
)
def test_every_encoding_gives_the_same_article(tmp_path: Path, encoding: str, charset: str) -> None:
    text = page(charset=charset)
    if encoding == "big5":
        text = text.replace(TITLE, "台北市投资任务").translate(
            str.maketrans({c: "一" for c in text if not _is_big5(c)})
        )
        assert len(lines(written(tmp_path, text.encode(encoding)))) == 3
    else:
        assert lines(written(tmp_path, text.encode(encoding))) == [f"# {TITLE}", OPENING, GOAL]


def _is_big5(sign: str) -> bool:
    try:
        return bool(sign.encode("big5"))
    except UnicodeEncodeError:
        return False


def test_a_page_laid_out_with_tables_is_read(tmp_path: Path) -> None:
    article = (
        f"<table><tr><td>{TITLE}</td></tr><tr><td>发布时间：2024年5月6日 来源：临江日报</td></tr>"
        f"<tr><td id='zoom'>　　{OPENING}<br>　　{GOAL}<br></td></tr></table>"
    )
    assert lines(written(tmp_path, page(article))) == [f"# {TITLE}", OPENING, GOAL]


def test_a_table_of_figures_is_read_row_by_row(tmp_path: Path) -> None:
    table = (
        "<table><tr><th rowspan=2>指标</th><th colspan=2>2024年</th></tr><tr><th>目标</th><th>1—4月完成</th></tr>"
        "<tr><td>签约额（亿元）</td><td>500</td><td>107.96</td></tr>"
        "<tr><td>新签约项目数</td><td>60个</td><td>20个</td></tr></table>"
    )
    path = written(tmp_path, page(f"<h1>{TITLE}</h1><div><p>{OPENING}</p><p>各项工作有序推进。</p>{table}</div>"))
    assert lines(path)[-2:] == [
        "签约额 · 2024年目标 500亿元，2024年1—4月完成 107.96亿元。",
        "新签约项目数 · 2024年目标 60个，2024年1—4月完成 20个。",
    ]


def test_headings_keep_their_level(tmp_path: Path) -> None:
    article = f"<h1>{TITLE}</h1><h2>一、扩大投资</h2><p>{GOAL}</p><h2>二、服务企业</h2><p>{OPENING}</p>"
    assert lines(written(tmp_path, page(article))) == [
        f"# {TITLE}",
        "## 一、扩大投资",
        GOAL,
        "## 二、服务企业",
        OPENING,
    ]


def test_what_is_hidden_or_furniture_is_left_out(tmp_path: Path) -> None:
    more = (
        "<p style='display:none'>暗藏完成投资1亿元。</p><div class='share'>分享完成投资2亿元。</div>"
        "<p>责任编辑：王一</p>"
    )
    assert lines(written(tmp_path, page(ARTICLE + more))) == [f"# {TITLE}", OPENING, GOAL]


def test_a_page_whose_whole_text_is_in_furniture_is_read(tmp_path: Path) -> None:
    article = f"<div class='sidebar'><p>{OPENING}</p><p>{GOAL}</p></div>"
    assert lines(written(tmp_path, page(article)))[-2:] == [OPENING, GOAL]


def test_named_metadata_wins(tmp_path: Path) -> None:
    head = (
        "<meta name='ArticleTitle' content='临江区2024年招商任务'><meta name='PubDate' content='2024-05-07 08:00'>"
        "<meta name='ContentSource' content='区商务局'><link rel='canonical' href='https://www.example.org/a.html'>"
    )
    document = read_document(written(tmp_path, page(head=head)))
    assert (document.title, document.publisher) == ("临江区2024年招商任务", "区商务局")
    assert (document.published_on, document.url) == (date(2024, 5, 7), "https://www.example.org/a.html")


@pytest.mark.parametrize(
    "printed", ["2024-05-06 10:20:30", "2024年5月6日", "发文日期：2024年05月06日", "日期： 2024/5/6"]
)
def test_the_day_is_found_where_it_is_printed(tmp_path: Path, printed: str) -> None:
    document = read_document(written(tmp_path, page(f"<div>{printed}</div><p>{OPENING}</p><p>{GOAL}</p>")))
    assert (document.published_on, document.published_stated) == (date(2024, 5, 6), True)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("suffix", [".mht", ".mhtml"])
def test_a_web_archive_is_read(tmp_path: Path, charset: str, suffix: str) -> None:
    document = read_document(written(tmp_path, archive(charset, html=page(charset="utf-8")), f"a{suffix}"))
    assert [line for line in document.text.split("\n") if line] == [f"# {TITLE}", OPENING, GOAL]
    assert document.url == "https://www.example.org/2024/a.html"


def test_no_entity_but_those_of_html_is_known(tmp_path: Path) -> None:
    secret = written(tmp_path, "秘密", "secret.txt")
    declared = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = page(ARTICLE + "<p>见&x;。&ldquo;好&rdquo;</p>").replace("<!DOCTYPE html>", declared)
    read = read_document(written(tmp_path, text)).text
    assert "秘密" not in read
    assert "“好”" in read


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.html", b"", "the file is empty"),
        ("a.html", bytes(range(256)) * 40, "the page is no text in UTF-8, UTF-16 or GB18030"),
        ("a.htm", b"PK\x03\x04" + bytes(range(256)) * 4, "the page is no text"),
        ("a.html", GOAL.encode(), "the file is no web page"),
        ("a.html", b"<html><body><div id='app'></div><script>x</script></body></html>", "holds no text of its own"),
        ("a.html", page("").split("<div class='main'>")[0].encode(), "holds no text of its own"),
        ("a.html", b"<html><body>" + b"<div>" * 5_000, "nested deeper than 4000 levels"),
        ("a.mht", b"", "the file is empty"),
        ("a.mht", bytes(range(256)) * 40, "the web archive holds no page"),
        ("a.mht", archive(plain=GOAL), "the web archive holds no page"),
        ("a.mht", archive(html=page())[:300], "the web archive holds no page"),
    ],
)
def test_what_is_no_page_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    assert said in refused(written(tmp_path, content, name))


def test_a_page_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST", 100)
    assert "the page is larger than 0 MB" in refused(written(tmp_path, page()))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("off", [0, 1, 2])
def test_a_page_cut_short_is_read_as_far_as_it_goes_and_says_so(tmp_path: Path, encoding: str, off: int) -> None:
    content = page(charset=encoding).encode(encoding)
    stop = content.index("相关链接".encode(encoding)) + 4 + off
    document = read_document(written(tmp_path, content[:stop]))
    assert GOAL in document.text
    assert document.notes == ("a.html: the page is cut short; what is there was read",)
