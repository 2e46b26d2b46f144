"""The HTTP boundary, from proxy event to proxy answer."""

import json
import re
from typing import Annotated, Any

import pytest
from msgspec import Meta

from infra.local.samples import Request, proxy_event
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.decoding import Strict
from promenade.kit.errors import NotFound, TooMany, Unavailable
from promenade.kit.http.api import Api
from promenade.kit.http.auth import PUBLIC, Authenticator, Issuer
from promenade.kit.http.routes import Call, Reply, accepted, created, no_content, ok
from tests.support.callers import OWNER, SUPPORT, fetch
from tests.support.functions import Context
from tests.support.gateway import Answer, read_answer
from tests.support.settings import ISSUERS

TOKEN = OWNER.token()


class Note(Strict, frozen=True):
    text: Annotated[str, Meta(max_length=100)]


class Search(Strict, frozen=True):
    limit: Annotated[int, Meta(ge=1, le=9)] = 5


calls: list[Call[Any, Any]] = []
believed = [Issuer(**each) for each in ISSUERS]  # type: ignore[arg-type]
api = Api("notes", Authenticator(believed, ACCESS, system_clock, fetch))


@api.on(
    "POST /notes/{name}",
    allow=Permission.STOCK_WRITE,
    body=Note,
    query=Search,
    idempotent=True,
    versioned=True,
    answers={201: dict},
    max_body_bytes=200,
)
def write_note(call: Call[Note, Search]) -> Reply:
    calls.append(call)
    return created("/notes/a", {"text": call.body.text}, version=2)


@api.on("GET /notes/{name}", allow=Permission.STOCK_WRITE, answers={200: dict, 304: None})
def get_note(call: Call[None, None]) -> Reply:
    calls.append(call)
    return ok({"name": call.path["name"]}, version=7)


@api.on("GET /public", allow=PUBLIC, answers={200: str}, media_type="text/plain")
def get_public(call: Call[None, None]) -> Reply:
    calls.append(call)
    return Reply(200, "héllo")


@api.on("PUT /files", allow=PUBLIC, body=bytes, consumes=("text/csv",), answers={204: None})
def put_file(call: Call[bytes, None]) -> Reply:
    calls.append(call)
    return no_content()


@api.on("POST /failures/{kind}", allow=PUBLIC, answers={202: dict}, raises=(NotFound,))
def fail(call: Call[None, None]) -> Reply:
    failures = {
        "missing": NotFound("No such thing.", thing="x"),
        "bug": RuntimeError("the secret is swordfish"),
        "later": Unavailable("Later.", retry_after_s=4),
        "slower": TooMany("Slower.", retry_after_s=60),
    }
    if call.path["kind"] == "unencodable":
        return accepted("/x", {"of": object()})
    raise failures[call.path["kind"]]


@pytest.fixture(autouse=True)
def _forget() -> None:
    calls.clear()


def send(route: str, body: Any = None, token: str | None = TOKEN, **headers: str | None) -> Answer:
    method, resource = route.split(" ")
    names = re.findall(r"\{(\w+)\}", resource)
    event = proxy_event(Request(method, resource, dict.fromkeys(names, "a"), {}, {}, body), token)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    event["headers"] |= given
    event["headers"] = {
        name: value for name, value in event["headers"].items() if value is not None
    }
    return answer(event)


def answer(event: dict[str, Any]) -> Answer:
    return read_answer(api(event, Context()))


WRITE = {"idempotency_key": "key-12345678", "if_match": '"3"'}


def write(body: Any, **headers: str | None) -> Answer:
    return send("POST /notes/{name}", body, **{**WRITE, **headers})


def test_a_call_reaches_its_view_read_and_believed() -> None:
    answer = write({"text": "hi"}, x_correlation_id="call-4711")
    assert (answer.status, answer.json) == (201, {"text": "hi"})
    assert (answer.headers["location"], answer.headers["etag"]) == ("/notes/a", '"2"')
    (call,) = calls
    assert (call.path, call.body, call.query) == ({"name": "a"}, Note(text="hi"), Search())
    assert (call.caller.name, call.correlation_id) == ("staff:olga", "call-4711")
    assert (call.idempotency_key, call.if_match) == ("key-12345678", 3)


def test_answers_are_not_sniffed_nor_stored() -> None:
    headers = send("GET /notes/{name}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("version", ['"3"', "3", 'W/"3"'])
def test_a_version_is_read_as_caches_rewrite_it(version: str) -> None:
    assert write({"text": "hi"}, if_match=version).status == 201
    assert calls[0].if_match == 3


@pytest.mark.parametrize("version", [None, "", "*", '"3', "three", "-1", '"3", "4"', "9" * 16])
def test_another_version_is_a_fault_of_the_header(version: str | None) -> None:
    answer = write({"text": "hi"}, if_match=version)
    assert answer.pointers == [("header", "/If-Match", "missing_or_malformed")]
    assert calls == []


@pytest.mark.parametrize("key", [None, "", "short", "with space 1", "x" * 129, "schlüssel"])
def test_an_idempotency_key_must_be_well_formed(key: str | None) -> None:
    answer = write({"text": "hi"}, idempotency_key=key)
    assert answer.pointers == [("header", "/Idempotency-Key", "missing_or_malformed")]
    assert calls == []


def test_faults_of_path_query_headers_and_body_are_told_at_once() -> None:
    event = proxy_event(
        Request(
            "POST",
            "/notes/{name}",
            {"name": "a\x00"},
            {"limit": "99", "page": "2"},
            {},
            {"text": 5, "colour": "red"},
        ),
        TOKEN,
    )
    found = answer(event)
    assert found.status == 400
    assert found.pointers == [
        ("query", "/limit", "wrong_value"),
        ("query", "/page", "unknown_field"),
        ("path", "/name", "malformed"),
        ("body", "/text", "wrong_value"),
        ("body", "/colour", "unknown_field"),
        ("header", "/Idempotency-Key", "missing_or_malformed"),
        ("header", "/If-Match", "missing_or_malformed"),
    ]
    assert calls == []


@pytest.mark.parametrize("value", ["", "x" * 129, "a\x1f", "a\ud800", "a\u200b"])
def test_a_path_value_is_1_to_128_printable_characters(value: str) -> None:
    found = answer(proxy_event(Request("GET", "/notes/{name}", {"name": value}), TOKEN))
    assert found.pointers == [("path", "/name", "malformed")]


def test_a_route_without_query_refuses_parameters() -> None:
    found = answer(proxy_event(Request("GET", "/notes/{name}", {"name": "a"}, {"x": "1"}), TOKEN))
    assert found.pointers == [("query", "/x", "unknown_field")]


@pytest.mark.parametrize("body", ["", "{", "nonsense", b'{"text": "\xff"}', None])
def test_a_body_that_is_no_json_is_one_fault(body: Any) -> None:
    assert write(body).pointers == [("body", "", "not_json")]


def test_a_body_with_half_a_character_is_one_fault() -> None:
    assert write('{"text": "\ud800"}').pointers == [("body", "", "not_utf8")]


def test_a_body_may_come_in_base64() -> None:
    assert write('{"text": "hé"}'.encode()).json == {"text": "hé"}


@pytest.mark.parametrize(("size", "status"), [(200, 201), (201, 413)])
def test_a_body_has_a_largest_size_in_bytes(size: int, status: int) -> None:
    body = json.dumps({"text": "x"}).encode()
    found = write(body + b" " * (size - len(body)))
    assert found.status == status
    if status == 413:
        assert (found.json["bytes"], found.json["max_bytes"], calls) == (201, 200, [])


@pytest.mark.parametrize(
    "media_type", ["application/json; charset=utf-8", "Application/JSON", None]
)
def test_json_is_read_by_any_of_its_names(media_type: str | None) -> None:
    assert write({"text": "hi"}, content_type=media_type).status == 201


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "x"])
def test_another_media_type_is_refused(media_type: str) -> None:
    found = write({"text": "hi"}, content_type=media_type)
    assert (found.status, found.json["code"]) == (415, "unsupported_media_type")
    assert calls == []


def test_a_view_may_read_its_body_itself() -> None:
    assert send("PUT /files", b"a;b", content_type="text/csv").status == 204
    assert calls[0].body == b"a;b"
    assert send("PUT /files", b"a;b", content_type="image/png").status == 415


def test_headers_are_read_in_any_case() -> None:
    event = proxy_event(Request("GET", "/notes/{name}", {"name": "a"}))
    event["headers"] = {"AUTHORIZATION": f"Bearer {TOKEN}", "X-CORRELATION-ID": "call-0815"}
    assert answer(event).status == 200
    assert calls[0].correlation_id == "call-0815"


def test_a_malformed_correlation_id_gives_way_to_the_gateways() -> None:
    send("GET /public", x_correlation_id="<script>")
    assert calls[0].correlation_id == "sample-request"


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


def fail_with(kind: str) -> Answer:
    return answer(proxy_event(Request("POST", "/failures/{kind}", {"kind": kind})))


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

    lonely = Api("lonely", Authenticator(believed, ACCESS, system_clock, fail))
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
