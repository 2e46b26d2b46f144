"""The console over HTTP: its page says where it runs, and what it is made of is kept for good."""

import json
import re
from html import unescape
from typing import get_args

import pytest

from infra import console
from promenade.contracts.access import SCOPES
from promenade.kit.config import setting
from promenade.kit.currencies import Currency, decimals
from promenade.kit.files import Files
from tests.support.gateway import Answer, Gateway

CODES: tuple[str, ...] = get_args(get_args(Currency)[0])
NEEDED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def page(gateway: Gateway) -> Answer:
    return gateway.call("GET /console", caller=None)


def parts(text: str) -> list[str]:
    return re.findall(r'(?:src|href)="\./(console/assets/[^"]+)"', text)


def test_the_page_is_asked_for_again_each_time_and_sent_again_when_it_changed(
    gateway: Gateway,
) -> None:
    served = page(gateway)
    assert served.headers["cache-control"] == "no-cache"
    known = {"if-none-match": served.headers["etag"]}
    assert gateway.call("GET /console", caller=None, headers=known).status == 304


def test_the_page_allows_nothing_but_its_own_parts_the_api_the_sign_in_and_files(
    gateway: Gateway,
) -> None:
    policy = page(gateway).headers["content-security-policy"]
    rules = dict(each.strip().split(" ", 1) for each in policy.split(";"))
    own, *called = rules.pop("connect-src").split()
    assert own == "'self'"
    assert rules == NEEDED
    told = settings(gateway)
    link = Files(setting("REPORT_BUCKET")).link("a.csv", "a.csv")
    needed = {"/".join(each.split("/")[:3]) for each in (told["sign_in"], told["pool"], link)}
    assert set(called) == needed


def test_servers_are_offered_all_that_they_may_be_given_and_nothing_else() -> None:
    path = console.SOURCES / "src" / "features" / "staff" / "permissions.ts"
    (listed,) = re.findall(r"CLIENT_PERMISSIONS[^=]*= \[([^\]]*)\]", path.read_text("utf-8"))
    assert set(re.findall(r"'([^']+)'", listed)) == SCOPES


def settings(gateway: Gateway) -> dict[str, str]:
    found = re.search(r'name="promenade" content="([^"]*)"', page(gateway).text)
    assert found is not None
    told: dict[str, str] = json.loads(unescape(found[1]))
    return told


def test_the_page_says_where_it_runs(gateway: Gateway) -> None:
    assert set(settings(gateway)) == {"client", "console", "pool", "sign_in", "zone"}
    assert settings(gateway)["zone"] == "Asia/Shanghai"


def test_every_part_of_the_page_is_kept_for_good_and_is_what_it_says(gateway: Gateway) -> None:
    served = page(gateway)
    found = {path: gateway.call(f"GET /{path}", caller=None) for path in parts(served.text)}
    assert {path.rpartition(".")[2] for path in found} == {"css", "js", "svg"}
    assert {each.status for each in found.values()} == {200}
    kept = {each.headers["cache-control"] for each in found.values()}
    assert kept == {"public, max-age=31536000, immutable"}
    kinds = {path.rpartition(".")[2]: each.headers["content-type"] for path, each in found.items()}
    assert kinds["css"] == "text/css; charset=utf-8"
    assert kinds["svg"] == "image/svg+xml"


def test_the_page_names_its_parts_by_their_content_and_holds_no_script_or_style(
    gateway: Gateway,
) -> None:
    text = page(gateway).text
    assert parts(text)
    assert all(re.search(r"-[\w-]{8}\.(css|js|svg)$", path) for path in parts(text))
    assert re.findall(r"<style|<script(?![^>]* src=)| on\w+=| style=", text) == []


@pytest.mark.parametrize(
    "name", ["none-00000000.js", "app.py", "..%2F..%2Fapp.py", "index.html", ".."]
)
def test_nothing_else_is_served(name: str, gateway: Gateway) -> None:
    assert gateway.call(f"GET /console/assets/{name}", caller=None).status in {400, 404}


def test_it_is_as_small_as_it_has_to_be() -> None:
    found = re.fullmatch(
        r"The console: (\d+) chunks, (\d+) kB compressed, (\d+) kB of them for the first screen",
        console.sizes(),
    )
    assert found is not None
    chunks, whole, first = map(int, found.groups())
    assert (chunks <= 5, whole <= 450, first <= 200) == (True, True, True), found[0]


def test_it_knows_the_decimals_of_currencies_as_the_api_does() -> None:
    text = (console.SOURCES / "src" / "kit" / "money.ts").read_text(encoding="utf-8")
    known = {count: {each for each in CODES if decimals(each) == count} for count in (0, 3)}
    for count, name in ((0, "NO"), (3, "THREE")):
        (listed,) = re.findall(rf"{name}_DECIMALS = '([A-Z ]+)'", text)
        assert set(listed.split()) == known[count]
    assert known[0] | known[3] == {each for each in CODES if decimals(each) != 2}
