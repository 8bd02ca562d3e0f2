"""来源 as the office's inbox, without a browser: uploads and refusals; what is described, taken away, brought back."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from board import access
from board.screens import uploading
from etl import inbox
from etl.build import build
from tests.test_build import GOALS, REPORT, put
from warehouse import questions
from warehouse.snapshot import current, open_current

ROOT = Path(__file__).resolve().parent.parent
WHO = "王敏"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a plan on the board."""
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    build(tmp_path)
    monkeypatch.setenv("XUSHI_DATA", str(tmp_path))
    return tmp_path


def opened(document: str = "") -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    if document:
        app.query_params["doc"] = document
    app.switch_page("board/screens/sources.py")
    return app.run()


def words(app: AppTest) -> str:
    bodies = [block.value for block in app.html if not block.value.startswith("<style")]
    return unescape(re.sub(r"<[^>]+>", " ", " ".join(bodies)))


def paths(data: Path) -> dict[str, str]:
    """Return path -> state of the documents on the board."""
    with open_current(data) as con:
        found = questions.documents(con)
    return dict(zip(found["path"], found["state"], strict=True))


def test_several_uploads_at_once(data: Path) -> None:
    app = opened()
    app.button(key="upload").click().run()
    files = [
        ("../../通报.md", REPORT.encode(), "text/markdown"),
        ("加密.xlsx", LOCKED, "application/octet-stream"),
        ("计划副本.md", GOALS.encode(), "text/markdown"),
    ]
    app.file_uploader[0].set_value(files).run()
    app.text_input(key="about-org").set_value("临江区").run()
    app.text_input(key="about-published_on").set_value("2024-05-15").run()
    app.button(key="receive").click().run()
    assert "请先写上您的姓名" in words(app)
    app.text_input(key="who-upload").set_value(WHO).run()
    app.button(key="receive").click().run()
    said = words(app)
    assert not app.exception
    assert "收下 2 份，退回 1 份" in said
    assert "加密.xlsx: the workbook is protected by a password" in said
    links = " ".join(re.sub(r"\\(.)", r"\1", link.value) for link in app.page_link)
    assert "内容与 plan.md 完全相同，没有重复收下" in links
    (stored,) = [path for path in paths(data) if path != "plan.md"]
    assert re.fullmatch(r"通报-[0-9a-f]{8}\.md", stored)
    assert inbox.described(data, stored) == {"org": "临江区", "published_on": "2024-05-15"}
    assert "2 份文件：2 份读出陈述" in said
    assert [entry.act for entry in inbox.history(data)] == ["receive"]
    app.button(key="put-away").click().run()
    assert "收下 2 份" not in words(app)


def test_the_first_document_of_an_empty_board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUSHI_DATA", str(tmp_path))
    app = opened()
    assert "还没有文件" in words(app)
    app.button(key="upload").click().run()
    app.file_uploader[0].set_value([("计划.md", GOALS.encode(), "text/markdown")]).run()
    app.text_input(key="who-upload").set_value(WHO).run()
    app.button(key="receive").click().run()
    assert list(paths(tmp_path).values()) == ["read"]
    assert "1 份文件：1 份读出陈述" in words(app)


def test_what_is_said_about_a_document_changes_the_board(data: Path) -> None:
    before = current(data)
    app = opened()
    app.button(key="describe").click().run()
    key = next(each.key for each in app.text_input if str(each.key).endswith("-org"))
    assert app.text_input(key=key).value == "临江区"
    app.text_input(key=key).set_value("云谷区").run()
    app.text_input(key=str(key).replace("-org", "-published_on")).set_value("二月").run()
    app.text_input(key="who-describe").set_value(WHO).run()
    app.button(key="save").click().run()
    assert "plan.md.toml: published_on must be a date" in words(app)
    assert current(data) == before
    app.text_input(key=str(key).replace("-org", "-published_on")).set_value("2024-02-19").run()
    app.button(key="save").click().run()
    assert "plan.md 的说明已保存" in words(app)
    with open_current(data) as con:
        row = questions.documents(con).iloc[0]
    assert (row["organisation"], str(row["published_on"])[:10]) == ("云谷区", "2024-02-19")


def test_a_document_is_taken_away_superseded_and_brought_back(data: Path) -> None:
    put(data, "report.md", REPORT, "2024-05-15")
    build(data)
    app = opened()
    app.button(key="withdraw").click().run()
    app.button(key="do-withdraw").click().run()
    assert "请写明原因" in words(app)
    app.selectbox(key="successor").set_value("plan.md").run()
    app.text_area(key="reason").set_value("有新的口径").run()
    app.text_input(key="who-withdraw").set_value(WHO).run()
    app.button(key="do-withdraw").click().run()
    assert "report.md 已由新文件替代" in words(app)
    assert paths(data) == {"plan.md": "read"}
    said = words(app)
    assert "由 plan.md 替代" in said and "有新的口径" in said and WHO in said
    app.button(key="restore-0").click().run()
    app.text_input(key="who-restore").set_value(WHO).run()
    app.button(key="do-restore").click().run()
    assert paths(data) == {"plan.md": "read", "report.md": "read"}
    assert [entry.act for entry in inbox.history(data)] == ["supersede", "restore"]


def test_each_file_says_its_state_and_the_refused_stand_first(data: Path) -> None:
    put(data, "bad.txt", bytes(range(256)))
    put(data, "月报.csv", "临江区2024年主要指标\n指标,单位,年度目标,1—4月完成\n签约额,亿元,500,待定\n")
    report = build(data)
    app = opened()
    labels = [re.sub(r"\\(.)", r"\1", link.value) for link in app.page_link]
    listed = [label for label in labels if ":gray[" in label]
    assert listed[0].startswith("bad.txt :gray[日期未载明 · 没能读")
    assert any("读了一部分 · 目标 1" in label for label in listed)
    (refusal,) = report.assembly.refusals
    assert refusal.message in words(opened(refusal.id))
    partly = next(document for document in report.assembly.documents if document.path == "月报.csv")
    assert "没有读到的部分" in (said := words(opened(partly.id)))
    assert "in the sheet 月报, D3: “待定”读不出数字" in said


def test_who_may_not_upload_is_not_offered_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    app.button(key="upload").click().run()
    app.file_uploader[0].set_value([("a.md", REPORT.encode(), "text/markdown")]).run()
    app.text_input(key="who-upload").set_value(WHO).run()

    def refuse(act: access.Act) -> access.Person:
        if act == "upload":
            raise access.AccessError("may_not_upload", name="李")
        return access.Person("李", frozenset({"viewer"}), None, True)

    for place in ("board.access.gate.require", "board.access.require"):
        monkeypatch.setattr(place, refuse)
    app.button(key="receive").click().run()
    assert not app.exception
    assert list(paths(data)) == ["plan.md"]
    with pytest.raises(access.AccessError, match="李 不能上传或更换文件"):
        uploading.take_in([], {}, WHO)
    assert not {button.key for button in opened().button} & {"upload", "describe", "withdraw"}
