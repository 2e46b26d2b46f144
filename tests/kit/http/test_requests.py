"""Proxy events, read whole: every fault at once."""

import json
from typing import Any

import pytest

from infra.local.samples import Request, proxy_event
from tests.support.notes import TOKEN, Note, Search, answer, calls, send, write


@pytest.fixture(autouse=True)
def _forget() -> None:
    calls.clear()


def test_a_call_reaches_its_view_read_and_believed() -> None:
    answer = write({"text": "hi"}, x_correlation_id="call-4711")
    assert (answer.status, answer.json) == (201, {"text": "hi"})
    assert (answer.headers["location"], answer.headers["etag"]) == ("/notes/a", '"2"')
    (call,) = calls
    assert (call.path, call.body, call.query) == ({"name": "A"}, Note(text="hi"), Search())
    assert (call.caller.name, call.correlation_id) == ("staff:olga", "call-4711")
    assert (call.idempotency_key, call.if_match) == ("key-12345678", 3)


@pytest.mark.parametrize("version", ['"3"', "3"])
def test_a_version_is_read_as_caches_rewrite_it(version: str) -> None:
    assert write({"text": "hi"}, if_match=version).status == 201
    assert calls[0].if_match == 3


@pytest.mark.parametrize(
    "version", [None, "", "*", 'W/"3"', '"3', "three", "-1", '"3", "4"', "9" * 16]
)
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


def test_a_path_value_reaches_its_view_in_its_one_form() -> None:
    answer(proxy_event(Request("GET", "/notes/{name}", {"name": " ｍｕｇ－１"}), TOKEN))
    assert calls[0].path == {"name": "MUG-1"}


@pytest.mark.parametrize("value", ["", "x" * 65, "a\x1f", "a\ud800", "a\u200b", "A\n", "杯子"])
def test_a_path_value_of_another_shape_is_a_fault_of_the_path(value: str) -> None:
    found = answer(proxy_event(Request("GET", "/notes/{name}", {"name": value}), TOKEN))
    assert found.pointers == [("path", "/name", "malformed")]


def test_a_route_without_query_refuses_parameters() -> None:
    found = answer(proxy_event(Request("GET", "/notes/{name}", {"name": "a"}, {"x": "1"}), TOKEN))
    assert found.pointers == [("query", "/x", "unknown_field")]


def test_what_others_append_to_a_link_for_people_is_left_unread() -> None:
    found = answer(proxy_event(Request("GET", "/public", {}, {"utm_source": "mail", "fbclid": ""})))
    assert found.status == 200


@pytest.mark.parametrize("name", ["id", "code", "name"])
@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "It is in the path: leave it out."), ("zh", "路径中已有此项，请不要在请求体中填写。")],
)
def test_what_the_path_names_is_left_out_of_the_body(name: str, language: str, says: str) -> None:
    told = write({"text": "hi", name: "a", "colour": "red"}, accept_language=language)
    assert told.pointers == [("body", f"/{name}", "in_path"), ("body", "/colour", "unknown_field")]
    assert told.json["errors"][0]["detail"] == says
    assert calls == []


@pytest.mark.parametrize("body", ["", " \n", None])
@pytest.mark.parametrize(
    ("language", "says"), [("en", "Send a JSON body."), ("zh", "请发送 JSON 请求体。")]
)
def test_a_body_that_is_empty_is_asked_for(body: Any, language: str, says: str) -> None:
    told = write(body, accept_language=language)
    assert told.pointers == [("body", "", "no_body")]
    assert [each["detail"] for each in told.json["errors"]] == [says]
    assert calls == []


@pytest.mark.parametrize("body", ["{", "nonsense"])
def test_a_body_that_is_no_json_is_one_fault(body: Any) -> None:
    assert write(body).pointers == [("body", "", "not_json")]


@pytest.mark.parametrize("body", ['{"text": "\ud800"}', b'{"text": "caf\xe9 \xc3("}'])
def test_a_body_that_is_not_utf8_is_one_fault(body: Any) -> None:
    assert write(body).pointers == [("body", "", "not_utf8")]
    assert calls == []


def test_what_the_gateway_made_of_broken_bytes_is_refused() -> None:
    assert write('{"text": "caf\ufffd"}').pointers == [("body", "/text", "not_utf8")]
    assert calls == []


def test_a_text_is_read_in_the_form_that_is_kept() -> None:
    assert write('{"text": "cafe\u0301 \u202e\\u0061"}').json == {"text": "café a"}


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


def test_a_malformed_correlation_id_gives_way_to_the_gateways() -> None:
    send("GET /public", x_correlation_id="<script>")
    assert calls[0].correlation_id == "sample-request"
