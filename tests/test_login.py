"""Who gets in: the board behind a real provider of identities, in a real browser, with honest and with false tokens."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from board.access.login import LEEWAY
from board.access.record import read_record
from tests.oidc_provider import CLIENT
from tests.warehouse_fixture import build_sample
from tools import browser as machine

MISSING = "" if find_spec("playwright") and machine.executable() else "no Chromium, or no Playwright, on this machine"
SECRET = "0123456789abcdef0123456789abcdef"
SIGN_IN, SIGN_OUT = ".st-key-sign-in button", ".st-key-sign-out button"
DISTRICT_GOAL = "二七区·签约额·20240101-20241231"

RULES = """
[claims]
roles = "groups"

[role.viewer]
values = ["board-viewers"]

[role.reviewer]
values = ["board-reviewers"]

[role.admin]
values = ["board-admins"]

[[person]]
id = "town@example.org"
role = "viewer"
organisations = ["马寨镇"]
"""

SECRETS = """
[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "{secret}"
client_id = "{client}"
client_secret = "known to the provider"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@dataclass(frozen=True)
class Served:
    """A board with a login: where it is, its folder, and where its provider is."""

    address: str
    data: Path
    provider: str

    def tell(self, user: str, claims: dict[str, Any]) -> None:
        """Have the provider put other claims into a user's tokens."""
        said = json.dumps(claims).encode()
        kind = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.provider}/users/{user}", said, kind, method="PUT")
        urllib.request.urlopen(asked, timeout=5).close()


@contextlib.contextmanager
def provider() -> Iterator[str]:
    port = machine.free_port()
    command = [sys.executable, "-W", "ignore", "-m", "tests.oidc_provider", str(port)]
    process = subprocess.Popen(command, cwd=machine.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://localhost:{port}"
        for _ in range(100):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/jwks", timeout=2):
                break
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("login")
    build_sample(folder)
    (folder / "access.toml").write_text(RULES, "utf-8")
    with provider() as address:
        secrets = folder / "secrets.toml"
        secrets.write_text(SECRETS.format(secret=SECRET, client=CLIENT, provider=address), "utf-8")
        with machine.board(folder, "--secrets.files", str(secrets)) as board:
            yield Served(board, folder, address)


@pytest.fixture(scope="module")
def chromium(served: Served) -> Iterator[Any]:
    with machine.browser() as running:
        yield running


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(machine.PATIENCE)
    yield context.new_page()
    context.close()


def sign_in(page: Any, served: Served, user: str, then: str) -> None:
    page.goto(served.address)
    page.click(SIGN_IN)
    page.click(f'button[value="{user}"]')
    page.wait_for_url(f"{served.address}/**")
    machine.settle(page, then)


def shown(page: Any) -> str:
    return str(page.inner_text('[data-testid="stMain"]'))


def test_nobody_sees_anything_before_signing_in(page: Any, served: Served) -> None:
    for path in ("", "/goal?goal=" + DISTRICT_GOAL, "/sources", "/nothing-of-ours"):
        page.goto(served.address + path)
        machine.settle(page, SIGN_IN)
        assert shown(page).split() == ["请先登录；如果刚登录过又回到这里，说明登录凭据没有通过核验。", "登录"]


def test_a_viewer_gets_in_is_named_as_plain_text_and_out_again(page: Any, served: Served) -> None:
    sign_in(page, served, "looker", ".marks")
    assert "最大缺口是签约额" in page.inner_text("h1.xs-headline")
    page.click(".st-key-pill-person button")
    page.wait_for_selector(SIGN_OUT)
    said = page.inner_text('[data-testid="stPopoverBody"]')
    assert "<b>林</b> :material/star: <looker@example.org>" in said
    assert page.locator('[data-testid="stPopoverBody"] b').count() == 0
    page.click(SIGN_OUT)
    page.wait_for_url("**/end_session**")
    page.goto(served.address)
    machine.settle(page, SIGN_IN)
    assert "最大缺口" not in shown(page)
    acts = [(entry.act, entry.by.rpartition(" ")[2]) for entry in read_record(served.data)]
    assert acts[-2:] == [("sign in", "<looker@example.org>"), ("sign out", "<looker@example.org>")]


@pytest.mark.parametrize("user", ["expired", "elsewhere"])
def test_a_token_that_is_not_good_is_not_let_in(page: Any, served: Served, user: str) -> None:
    sign_in(page, served, user, SIGN_IN)
    assert "没有通过核验" in shown(page)


def test_a_token_for_another_board_that_names_us_in_passing_is_refused(page: Any, served: Served) -> None:
    sign_in(page, served, "azp", SIGN_IN)
    assert "这份登录凭据不是发给本看板的" in shown(page)
    assert "最大缺口" not in shown(page)


@pytest.mark.parametrize("user", ["stranger", "nameless"])
def test_whom_no_rule_names_sees_nothing(page: Any, served: Served, user: str) -> None:
    sign_in(page, served, user, SIGN_OUT)
    assert "没有被授权查看本看板" in shown(page)
    page.goto(served.address + "/goal?goal=" + DISTRICT_GOAL)
    machine.settle(page, SIGN_OUT)
    assert "签约额" not in shown(page)


def test_a_viewer_finds_neither_review_nor_upload_nor_the_record(page: Any, served: Served) -> None:
    sign_in(page, served, "looker", ".marks")
    assert page.locator('[data-testid="stTopNavLink"]', has_text="核对").count() == 0
    page.goto(served.address + "/sources")
    machine.settle(page, '[data-testid="stMain"] .stHtml')
    assert page.locator('[class*="st-key-upload"], [class*="st-key-withdraw"], [class*="st-key-describe"]').count() == 0
    page.goto(served.address + "/review?item=record")
    machine.settle(page, '[data-testid="stMain"] .stHtml')
    assert page.locator(".st-key-card-record, .st-key-review-bar").count() == 0


def test_a_reviewer_reviews_and_an_administrator_reads_the_record(page: Any, served: Served) -> None:
    sign_in(page, served, "checker", ".marks")
    page.goto(served.address + "/review?item=record")
    machine.settle(page, ".xs-notice.bad")
    assert "不能查看操作记录" in shown(page)
    assert page.locator(".st-key-card-record").count() == 0
    page.context.clear_cookies()
    sign_in(page, served, "chief", ".marks")
    page.goto(served.address + "/review?item=record")
    machine.settle(page, ".st-key-card-record .xs-decided")
    assert "陈 <chief@example.org>" in page.inner_text(".st-key-card-record")
    assert "何 <checker@example.org>" in page.inner_text(".st-key-card-record")


def test_a_login_runs_out_while_the_page_is_open(page: Any, served: Served) -> None:
    almost_over = time.time() - LEEWAY + 15
    served.tell("fleeting", {"email": "chief@example.org", "groups": ["board-admins"], "exp": int(almost_over)})
    sign_in(page, served, "fleeting", ".marks")
    page.wait_for_timeout(max(0.0, almost_over + LEEWAY + 1 - time.time()) * 1000)
    page.click(".st-key-tile-severe button")
    machine.settle(page, SIGN_IN)
    assert shown(page).split() == ["登录已过期，请重新登录。", "登录"]


def test_a_forged_cookie_is_no_identity(page: Any, served: Served) -> None:
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    claims = (
        f'{{"email": "chief@example.org", "groups": ["board-admins"], "is_logged_in": true, "aud": "{CLIENT}", '
        f'"exp": {int(time.time()) + 3600}, "origin": "{served.address}", "provider": "default"}}'
    )
    guessed = create_signed_value("a guess at the secret, and a wrong one", "_streamlit_user", claims).decode()
    sign_in(page, served, "looker", ".marks")
    real = next(cookie for cookie in page.context.cookies() if cookie["name"] == "_streamlit_user")
    for value in (guessed, real["value"][:-3] + "AAA", "chunks-2", "null", ""):
        page.context.add_cookies([{**real, "value": value}])
        page.goto(served.address)
        machine.settle(page, SIGN_IN)
        assert "最大缺口" not in shown(page), value


def test_a_person_limited_to_a_town_sees_the_town_alone(page: Any, served: Served) -> None:
    sign_in(page, served, "town", ".marks")
    assert "马寨镇" in page.content()
    for path in ("", "/gaps", "/timeline", "/sources", f"/goal?goal={DISTRICT_GOAL}", "/?org=二七区&year=all"):
        page.goto(served.address + path)
        machine.settle(page, '[data-testid="stMain"] .stHtml')
        page.wait_for_timeout(800)
        assert "二七经开区" not in page.content(), path
        assert "107.96" not in page.content(), path
        assert "392.04" not in page.content(), path
    assert "马寨镇" in page.content() or page.locator(".xs-notice").count()
