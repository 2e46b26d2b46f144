"""The pages behind the link in a message: looking changes nothing, a press changes it at once."""

import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from tests.support.callers import SHOPPER, STOREFRONT, SUPPORT
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway

FORM = {"content-type": "application/x-www-form-urlencoded"}
PARTS = (
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
)


def path_of(gateway: Gateway, customer: str = "amelie") -> str:
    body = {"channel": "email", "campaign": "spring"}
    made = gateway.call(f"POST /customers/{customer}/unsubscribe-links", body, caller=STOREFRONT)
    path: str = made.json["path"]
    return path


def email(gateway: Gateway) -> tuple[str, str | None]:
    found = gateway.call("GET /preferences", caller=SHOPPER).json["items"][1]
    return found["state"], found["source"]


def consent(gateway: Gateway) -> None:
    said = {"purpose": "marketing", "state": "given", "wording": "Yes", "wording_version": "1"}
    choices = [{"channel": each, **said} for each in ("email", "sms")]
    gateway.call("PUT /preferences", {"choices": choices, "locale": "en"}, caller=SHOPPER)


def post(gateway: Gateway, path: str, body: str = "", **headers: str) -> Answer:
    sent = FORM | {name.replace("_", "-"): value for name, value in headers.items()}
    return gateway.call(f"POST {path}", body.encode(), caller=None, headers=sent)


def test_whoever_looks_changes_nothing_and_is_asked_in_their_language(gateway: Gateway) -> None:
    consent(gateway)
    path, before = path_of(gateway), dump()
    page = gateway.call(f"GET {path}", caller=None, headers={"accept-language": "zh-CN"})
    assert (page.status, page.headers["content-language"]) == (200, "zh")
    assert "不再接收推广邮件" in page.text
    assert "Get no more advertising by e-mails?" in gateway.call(f"GET {path}", caller=None).text
    gateway.call(f"GET {path}/preferences", caller=None)
    assert dump() == before


@pytest.mark.parametrize("page", ["", "/preferences"])
def test_who_looks_before_opening_is_answered_alike(gateway: Gateway, page: str) -> None:
    consent(gateway)
    path, before = path_of(gateway), dump()
    for link, status in ((path, 200), (f"{path}x", 404)):
        opened = gateway.call(f"GET {link}{page}", caller=None)
        looked = gateway.call(f"HEAD {link}{page}", caller=None)
        assert (looked.status, looked.text) == (opened.status, "") == (status, "")
        assert looked.headers == opened.headers
    assert dump() == before


def test_a_page_allows_its_own_style_and_form_and_nothing_else(gateway: Gateway) -> None:
    page = gateway.call(f"GET {path_of(gateway)}", caller=None)
    (style,) = re.findall("<style>(.*)</style>", page.text)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = page.headers["content-security-policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'")
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    assert "viewport" in page.text
    assert "amelie" not in page.text


@pytest.mark.parametrize(
    ("body", "kind", "source"),
    [
        ("List-Unsubscribe=One-Click", FORM["content-type"], "one_click"),
        (PARTS, "multipart/form-data; boundary=x", "one_click"),
        ("", FORM["content-type"], "form"),
    ],
)
def test_a_press_withdraws_at_once(gateway: Gateway, body: str, kind: str, source: str) -> None:
    consent(gateway)
    path = path_of(gateway)
    done = post(gateway, path, body, content_type=kind)
    assert (done.status, email(gateway)) == (200, ("withdrawn", source))
    assert "You are unsubscribed" in done.text
    entries = "GET /customers/amelie/consent-entries"
    told = gateway.call(entries, caller=SUPPORT).json
    assert post(gateway, path, body, content_type=kind).text == done.text
    assert gateway.call(entries, caller=SUPPORT).json == told
    assert gateway.call(f"GET {path}", caller=None).text == done.text


def test_a_link_withdraws_what_was_given_again_after_it_was_sent(gateway: Gateway) -> None:
    path = path_of(gateway)
    post(gateway, path)
    consent(gateway)
    assert email(gateway) == ("given", "shopper")
    post(gateway, path)
    assert email(gateway) == ("withdrawn", "form")


def test_by_the_same_link_one_channel_is_left_or_all_of_them(gateway: Gateway) -> None:
    consent(gateway)
    path = f"{path_of(gateway)}/preferences"
    assert gateway.call(f"GET {path}", caller=None).text.count("You get advertising") == 2
    assert post(gateway, path, "channel=sms").text.count("You get advertising") == 1
    assert email(gateway)[0] == "given"
    assert "You get advertising" not in post(gateway, path, "channel=all").text
    assert email(gateway)[0] == "withdrawn"


@pytest.mark.parametrize("body", ["", "channel=", "channel=fax"])
def test_who_names_no_channel_is_refused_and_shown_the_page_as_it_was(
    gateway: Gateway, body: str
) -> None:
    consent(gateway)
    path = f"{path_of(gateway)}/preferences"
    page, before = gateway.call(f"GET {path}", caller=None), dump()
    answer = post(gateway, path, body)
    assert (answer.status, answer.text) == (422, page.text)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert dump() == before


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_a_forged_link_and_an_old_one_are_told_apart_and_of_nobody(
    gateway: Gateway, verb: str
) -> None:
    consent(gateway)
    with standing():
        old = path_of(gateway)
    version, _, sealed = path_of(gateway).removeprefix("/unsubscribe/").partition(".")
    before = dump()
    wrong = [f"{version}.{sealed[:-2]}", f"2.{sealed}", sealed, "x", f"{version}.{'A' * 80}"]
    texts = set()
    for token in wrong:
        for path in (f"/unsubscribe/{token}", f"/unsubscribe/{token}/preferences"):
            body = b"channel=all" if verb == "POST" else None
            answer = gateway.call(f"{verb} {path}", body, caller=None)
            assert answer.status == 404
            texts.add(answer.text)
    (told,) = texts
    assert "not one of ours" in told
    assert "amelie" not in told
    assert dump() == before
    assert gateway.call(f"GET {old}", caller=None).status == 200


def test_a_link_that_was_sent_two_years_ago_is_told_so(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(gateway)
    before = dump()
    with standing(datetime.now(UTC) + timedelta(days=731)):
        answer = post(gateway, path, accept_language="zh")
    assert (answer.status, "已过期" in answer.text) == (410, True)
    assert dump() == before


def test_a_large_form_is_refused(gateway: Gateway) -> None:
    assert post(gateway, path_of(gateway), "a" * 10_001).status == 413
