"""The HTTP boundary: who is let in, and what goes out."""

import os

import pytest

from infra.local.samples import Request, proxy_event
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.errors import MAX_ANSWER_BYTES, Unavailable
from promenade.kit.http.api import Api, Wiring
from promenade.kit.http.auth import Authenticator
from promenade.kit.http.cors import Cors
from promenade.kit.http.pace import Pace
from promenade.kit.http.routes import no_content
from tests.support.callers import SUPPORT
from tests.support.digests import DIGESTS
from tests.support.fakes.calls import UNCOUNTED
from tests.support.fakes.directory import FakeDirectory
from tests.support.functions import Context
from tests.support.gateway import read_answer
from tests.support.notes import TOKEN, answer, api, believed, calls, fail_with, send, write


@pytest.fixture(autouse=True)
def _forget() -> None:
    calls.clear()


def test_answers_are_not_sniffed_nor_stored() -> None:
    headers = send("GET /notes/{name}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_headers_are_read_in_any_case() -> None:
    event = proxy_event(Request("GET", "/notes/{name}", {"name": "a"}))
    event["headers"] = {"AUTHORIZATION": f"Bearer {TOKEN}", "X-CORRELATION-ID": "call-0815"}
    assert answer(event).status == 200
    assert calls[0].correlation_id == "call-0815"


def test_an_event_without_headers_is_a_call_by_nobody() -> None:
    event = proxy_event(Request("GET", "/notes/{name}", {"name": "a"}))
    event["headers"] = None
    assert answer(event).status == 401


def test_nobody_is_told_to_sign_in_before_anything_is_read() -> None:
    found = send("POST /notes/{name}", "nonsense", token=None)
    assert (found.status, found.json["code"]) == (401, "unauthenticated")
    assert found.headers["www-authenticate"] == "Bearer"


def test_the_known_are_told_what_they_lack_before_anything_is_read() -> None:
    found = send("POST /notes/{name}", "nonsense", token=SUPPORT.token())
    assert (found.status, found.json["permission"]) == (403, "stock:write")


def test_an_answer_that_lambda_would_not_hand_on_is_refused_with_its_size() -> None:
    fits, too_large = (fail_with(kind) for kind in ("large", "larger"))
    assert (fits.status, len(fits.text)) == (202, MAX_ANSWER_BYTES - 4)
    assert (too_large.status, too_large.json["code"]) == (422, "answer_too_large")
    assert too_large.json["bytes"] == MAX_ANSWER_BYTES + 1


def test_a_public_route_asks_nobody_and_answers_text() -> None:
    found = send("GET /public", token=None)
    assert (found.status, found.text) == (200, "héllo")
    assert found.headers["content-type"] == "text/plain"


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ('"7"', 304),
        ('W/"7"', 304),
        ('"6", "7"', 304),
        ('"6"', 200),
        ("7", 200),
        ("", 200),
        ('""', 200),
    ],
)
def test_what_the_caller_holds_already_is_not_sent_again(known: str, status: int) -> None:
    found = send("GET /notes/{name}", if_none_match=known)
    assert (found.status, found.headers["etag"], found.text == "") == (status, '"7"', status == 304)


def test_a_method_that_a_path_does_not_have_is_told_with_those_it_has() -> None:
    found = send("DELETE /notes/{name}")
    assert (found.status, found.json["code"]) == (405, "method_not_allowed")
    assert sorted(found.headers["allow"].split(", ")) == ["GET", "POST"]


def test_a_path_that_is_no_route_is_not_found() -> None:
    assert send("GET /elsewhere").status == 404


def test_a_refusal_keeps_its_facts() -> None:
    found = fail_with("missing")
    assert (found.status, found.json["code"], found.json["thing"]) == (404, "not_found", "x")


@pytest.mark.parametrize(("kind", "status", "after"), [("later", 503, "4"), ("slower", 429, "60")])
def test_what_may_be_repeated_says_when(kind: str, status: int, after: str) -> None:
    found = fail_with(kind)
    assert (found.status, found.headers["retry-after"]) == (status, after)


@pytest.mark.parametrize("kind", ["bug", "unencodable", "unheard-of"])
def test_a_bug_is_500_and_keeps_its_text_to_itself(kind: str) -> None:
    found = fail_with(kind)
    assert (found.status, found.json["code"]) == (500, "internal_error")
    assert "swordfish" not in found.text
    assert "Error" not in found.json["detail"]


def test_an_issuer_that_is_down_is_unavailable_not_a_bug() -> None:
    def fail(_url: str) -> bytes:
        raise Unavailable("The token's issuer does not answer.")

    authenticator = Authenticator(believed, ACCESS, system_clock, fail, FakeDirectory())
    lonely = Api("lonely", Wiring(authenticator, Pace(1_000_000), Cors(()), DIGESTS, UNCOUNTED))
    lonely.on("GET /a", allow=Permission.STOCK_READ, answers={204: None})(lambda _: no_content())
    found = read_answer(lonely(proxy_event(Request("GET", "/a"), TOKEN), Context()))
    assert found.status == 503


def test_a_route_that_forgets_who_may_call_it_does_not_import() -> None:
    with pytest.raises(TypeError, match="allow"):
        api.on("GET /forgotten", answers={204: None})  # type: ignore[call-arg]


def test_ids_and_stamps_repeat_with_the_call_and_differ_with_anything_in_it() -> None:
    for body, headers in (
        ({"text": "hi"}, {}),
        ({"text": "hi"}, {}),
        ({"text": "ho"}, {}),
        ({"text": "hi"}, {"if_match": '"4"'}),
        ({"text": "hi"}, {"idempotency_key": "key-87654321"}),
    ):
        write(body, **headers)
    ids = [call.new_id("note") for call in calls]
    prints = [call.stamp(system_clock).fingerprint for call in calls]
    assert len({*ids[:4]}) == 1
    assert ids[4] != ids[0]
    assert prints[0] == prints[1]
    assert len({*prints[1:]}) == 4
    requests = [call.stamp(system_clock).request for call in calls]
    assert [requests.index(each) for each in requests] == [0, 0, 0, 0, 4]


@pytest.mark.parametrize(
    ("host", "location"),
    [
        ("api.shop.example", "/x"),
        ("abc123.execute-api.eu-central-1.amazonaws.com", "/live/x"),
    ],
)
def test_a_location_leads_back_through_the_stage_where_the_host_is_the_gateways_own(
    host: str, location: str
) -> None:
    event = proxy_event(Request("POST", "/failures/{kind}", {"kind": "large"}))
    event["requestContext"] |= {"domainName": host, "stage": "live"}
    assert answer(event).headers["location"] == location


def test_an_api_leaves_the_environment_as_it_was() -> None:
    before = dict(os.environ)
    Api(
        "another",
        Wiring(
            Authenticator([], ACCESS, system_clock, str.encode, FakeDirectory()),
            Pace(1),
            Cors(()),
            DIGESTS,
            UNCOUNTED,
        ),
    )
    assert dict(os.environ) == before


def test_a_signed_route_believes_who_signed_the_very_bytes() -> None:
    found = send("POST /signed/{name}", "said", token=None, x_signature="said", x_other="no")
    assert found.status == 204
    assert (calls[0].caller.name, calls[0].proof) == ("client:signer", "proven")
    assert calls[0].headers == {"x-signature": "said"}


@pytest.mark.parametrize("token", [None, TOKEN], ids=["unsigned", "token"])
def test_a_token_signs_nothing_and_an_unsigned_call_reaches_no_view(token: str | None) -> None:
    found = send("POST /signed/{name}", "said", token=token)
    assert (found.status, found.json["code"], calls) == (401, "unauthenticated", [])


def test_what_is_too_large_to_be_signed_is_refused_before_it_is_looked_at() -> None:
    large = "x" * 201
    assert send("POST /signed/{name}", large, token=None, x_signature=large).status == 413
    assert calls == []


def test_a_header_is_told_to_signed_routes_alone() -> None:
    send("GET /public", token=None, x_signature="said")
    assert (calls[0].headers, calls[0].proof) == ({}, None)
