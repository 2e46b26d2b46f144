"""Links over HTTP: made by staff, followed by anybody."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, SHOPPER, SUPPORT
from tests.support.campaigns import draft
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import delivered, dump
from tests.support.functions import invoke
from tests.support.gateway import Answer, Gateway
from tests.support.tracking import BROWSER, HOME, SALE

BODY: dict[str, Any] = {
    "id": "spring",
    "campaign": "campaign_1",
    "step": "mail",
    "channel": "email",
    "people": [{"customer": "ada", "variant": "a"}, {"customer": "bo", "variant": "b"}],
    "targets": [HOME, SALE],
    "with_picture": True,
}
AGENT = {"user-agent": BROWSER}
CHINESE = {"accept-language": "zh-CN"}


@pytest.fixture(autouse=True)
def _campaign(gateway: Gateway) -> None:
    draft("campaign_1", {"mail": ("a", "b"), "sms": ("a", "b")})


def facts(kind: str = "TOUCHES#") -> list[tuple[str, str]]:
    """That were stated of touches, with their versions."""
    items = dump()["promenade-tracking"]
    told = [each for each in items if each["pk"]["S"].startswith(kind) and "fact" in each]
    return [(each["fact"]["S"], each["version"]["N"]) for each in told]


def made(gateway: Gateway, **other: Any) -> list[dict[str, str]]:
    answer = gateway.call("POST /link-sets", BODY | other, caller=MARKETER)
    assert answer.status == 200, answer.text
    found: list[dict[str, str]] = answer.json["items"]
    return found


def follow(gateway: Gateway, path: str, method: str = "GET") -> Answer:
    return gateway.call(f"{method} {path}", caller=None, headers=AGENT)


def test_a_link_leads_where_the_set_says(gateway: Gateway) -> None:
    links = made(gateway)
    assert [each["customer"] for each in links] == ["ada"] * 3 + ["bo"] * 3
    for link in (links[0], links[1], links[3]):
        answer = follow(gateway, link["path"])
        assert (answer.status, answer.headers["location"]) == (302, link["target"])
        assert answer.headers["cache-control"] == "no-store"


def test_who_followed_is_judged_and_told_once(gateway: Gateway) -> None:
    long_ago = (SAMPLE_TIME - timedelta(hours=1)).isoformat()
    path = made(gateway, sent_at=long_ago)[0]["path"]
    with standing():
        follow(gateway, path)
        queued = delivered("tracking-touches")
        for _ in range(2):
            assert invoke("tracking_judge", queued) == {"batchItemFailures": []}
    assert facts() == [("LinkFollowed", "2")]


@pytest.mark.parametrize("name", ["A", "B-1.x", "warm_2", "v" * 64])
def test_variants_and_steps_are_named_as_campaigns_name_theirs(gateway: Gateway, name: str) -> None:
    draft("campaign_2", {name: (name,)})
    people = [{"customer": "ada", "variant": name}]
    path = made(gateway, campaign="campaign_2", people=people, step=name)[0]["path"]
    assert follow(gateway, path).status == 302


@pytest.mark.parametrize("name", ["", "v" * 65, "a b", "warm\n", "红"])
def test_what_names_no_variant_or_step_is_told_what_to_send(gateway: Gateway, name: str) -> None:
    before = dump()
    wrong = BODY | {"people": [{"customer": "ada", "variant": name}], "step": name}
    answer = gateway.call("POST /link-sets", wrong, caller=MARKETER)
    told = {(each["pointer"], each["detail"]) for each in answer.json["errors"]}
    sentence = "Send 1 to 64 letters, digits, dots, _ or -."
    assert told == {("/people/0/variant", sentence), ("/step", sentence)}
    assert dump() == before


def test_a_picture_is_one_of_one_pixel(gateway: Gateway) -> None:
    picture = made(gateway)[2]
    answer = follow(gateway, picture["path"])
    assert (answer.status, answer.text[:6]) == (200, "GIF89a")
    assert answer.text.isascii()
    assert answer.headers["content-type"] == "image/gif"


def test_a_forged_link_shows_a_page_and_writes_nothing(gateway: Gateway) -> None:
    path = made(gateway)[0]["path"]
    before = dump()
    other = "A" if path[-1] != "A" else "B"
    answer = gateway.call(f"GET {path[:-1]}{other}", caller=None, headers=AGENT | CHINESE)
    assert (answer.status, "此链接无效" in answer.text) == (404, True)
    assert follow(gateway, f"/o/{path[3:]}").status == 404
    assert dump() == before


@pytest.mark.parametrize(
    "after", ["%E3%80%82", "。", ".", ",", ")", "%EF%BC%8C%E6%98%8E%E5%A4%A9", "!", "%3E", "%22"]
)
def test_a_link_is_followed_without_the_sign_behind_it(gateway: Gateway, after: str) -> None:
    link = made(gateway)[0]
    for method in ("GET", "HEAD"):
        answer = follow(gateway, f"{link['path']}{after}", method)
        assert (answer.status, answer.headers["location"]) == (302, link["target"])


@pytest.mark.parametrize("none", ["%E3%80%82", "...", "a" * 80, "%E6%98%8E", "-", "a.b"])
def test_what_is_no_link_shows_the_page_of_a_wrong_one(gateway: Gateway, none: str) -> None:
    before = dump()
    answer = gateway.call(f"GET /l/{none}", caller=None, headers=AGENT | CHINESE)
    assert (answer.status, "此链接无效" in answer.text) == (404, True)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert dump() == before


def test_an_old_link_shows_a_page_and_writes_nothing(gateway: Gateway) -> None:
    long_ago = SAMPLE_TIME - timedelta(days=400)
    with standing():
        path = made(gateway, sent_at=long_ago.isoformat())[0]["path"]
        before = dump()
        answer = follow(gateway, path)
    assert (answer.status, "too long ago" in answer.text) == (410, True)
    assert dump() == before


def test_looking_before_following_is_answered_alike(gateway: Gateway) -> None:
    path = made(gateway)[0]["path"]
    answer = follow(gateway, path, "HEAD")
    assert (answer.status, answer.headers["location"], answer.text) == (302, HOME, "")
    forged = follow(gateway, f"{path[:-1]}{'A' if path[-1] != 'A' else 'B'}", "HEAD")
    assert (forged.status, forged.text) == (404, "")


def test_looking_at_a_picture_opens_nothing(gateway: Gateway) -> None:
    long_ago = (SAMPLE_TIME - timedelta(hours=1)).isoformat()
    path = made(gateway, sent_at=long_ago)[2]["path"]
    with standing():
        answer = follow(gateway, path, "HEAD")
        assert (answer.status, answer.headers["content-type"], answer.text) == (
            200,
            "image/gif",
            "",
        )
        invoke("tracking_judge", delivered("tracking-touches"))
    assert facts() == []


def test_a_set_that_was_made_is_answered_as_it_was(gateway: Gateway) -> None:
    first = made(gateway)
    before = dump()
    assert made(gateway) == first
    assert dump() == before


def test_an_id_names_one_set(gateway: Gateway) -> None:
    made(gateway)
    before = dump()
    for other in (
        {"targets": [HOME]},
        {"people": [{"customer": "chen", "variant": "a"}]},
        {"step": "sms"},
    ):
        answer = gateway.call("POST /link-sets", BODY | other, caller=MARKETER)
        assert (answer.status, answer.json["code"]) == (409, "conflict")
    assert dump() == before


def test_a_link_leads_to_pages_of_every_honest_address(gateway: Gateway) -> None:
    for target in (
        "https://shop.example.com",
        "https://shop.example.com:65535/a%20b/(c)?d=e&f=g#h",
        "https://xn--fiqs8s.xn--fiqs8s?utm_source=mail",
    ):
        (link,) = made(
            gateway,
            id=target,
            targets=[target],
            people=[{"customer": "ada", "variant": "a"}],
            with_picture=False,
        )
        assert follow(gateway, link["path"]).headers["location"] == target


@pytest.mark.parametrize(
    "target",
    [
        "http://shop.example.com/",
        "javascript:alert(1)",
        "https://shop.example.com@evil.example/",
        "https://ada:secret@shop.example.com/",
        "https://shop.example.com\\@evil.example/",
        'https://a"onclick=1',
        "https://shop.example.com/'onclick=1",
        "https://shop.example.com/<script>",
        "https://x:99999/",
        "https://shop.example.com:65536/",
        "https://shop.example.com:0/",
        "https://127.0.0.1/",
        "https://127.0.0.0x1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://localhost/",
        "https://-shop.example.com/",
        "https://shop..example.com/",
        "https://shop.example.com/\r\nset-cookie: a=b",
        "https://shop.example.com/\n",
    ],
)
def test_a_link_leads_to_no_address_that_could_deceive(gateway: Gateway, target: str) -> None:
    before = dump()
    answer = gateway.call("POST /link-sets", BODY | {"targets": [target]}, caller=MARKETER)
    assert (answer.status, answer.pointers[0][1]) == (400, "/targets/0")
    assert dump() == before


def test_a_set_is_refused_with_all_that_is_wrong(gateway: Gateway) -> None:
    before = dump()
    for wrong, pointers in (
        ({"people": BODY["people"] * 2}, ["/people/2", "/people/3"]),
        ({"sent_at": "2090-01-01T00:00:00Z"}, ["/sent_at"]),
    ):
        answer = gateway.call("POST /link-sets", BODY | wrong, caller=MARKETER)
        assert (answer.status, [each for _, each, _ in answer.pointers]) == (400, pointers)
    assert dump() == before


def test_only_who_writes_messages_makes_links(gateway: Gateway) -> None:
    for caller in (ANALYST, SUPPORT, SHOPPER):
        assert gateway.call("POST /link-sets", BODY, caller=caller).status == 403
