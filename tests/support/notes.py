"""A small API that has every kind of route, and ways to call it."""

import re
from typing import Annotated, Any

from msgspec import Meta

from infra.local.samples import Request, proxy_event
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.codes import CODE, code
from promenade.kit.decoding import Strict
from promenade.kit.errors import (
    MAX_ANSWER_BYTES,
    NotFound,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from promenade.kit.http.api import Api, Wiring
from promenade.kit.http.auth import PUBLIC, Authenticator, Issuer, Principal, Signed
from promenade.kit.http.cors import Cors
from promenade.kit.http.pace import Pace
from promenade.kit.http.paths import Parameter
from promenade.kit.http.routes import Call, Reply, accepted, created, no_content, ok
from promenade.kit.values import replace
from tests.support.callers import OWNER, fetch
from tests.support.digests import DIGESTS
from tests.support.fakes.calls import UNCOUNTED
from tests.support.fakes.directory import FakeDirectory
from tests.support.functions import Context
from tests.support.gateway import Answer, read_answer
from tests.support.settings import ISSUERS

TOKEN = OWNER.token()
ORIGINS = ("https://shop.example", "https://m.shop.example")


class Note(Strict, frozen=True):
    text: Annotated[str, Meta(max_length=100)]


class Search(Strict, frozen=True):
    limit: Annotated[int, Meta(ge=1, le=9)] = 5


calls: list[Call[Any, Any]] = []
believed = [Issuer(**each) for each in ISSUERS]  # type: ignore[arg-type]
paths = {
    "kind": Parameter("^[a-z-]+$", "Send a kind of failure."),
    "name": Parameter(CODE, "Send a code.", form=code),
}
api = Api(
    "notes",
    Wiring(
        Authenticator(believed, ACCESS, system_clock, fetch, FakeDirectory()),
        Pace(1_000_000),
        Cors(ORIGINS),
        DIGESTS,
        UNCOUNTED,
    ),
    paths,
)


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


def prove(call: Call[bytes, None]) -> Call[bytes, None]:
    """The signature is the body."""
    if call.headers["x-signature"] != call.body.decode():
        raise Unauthenticated("Who signed this?")
    return replace(call, caller=Principal("client", "signer", frozenset()), proof="proven")


@api.on(
    "POST /signed/{name}",
    allow=Signed(prove, ("x-signature",)),
    body=bytes,
    answers={204: None},
    max_body_bytes=200,
)
def take_signed(call: Call[bytes, None]) -> Reply:
    calls.append(call)
    return no_content()


LARGE = {"large": MAX_ANSWER_BYTES - 12, "larger": MAX_ANSWER_BYTES - 11}
"""Beside them stand eight characters, four of which are quotes and take two bytes."""


@api.on("POST /failures/{kind}", allow=PUBLIC, answers={202: dict}, raises=(NotFound,))
def fail(call: Call[None, None]) -> Reply:
    failures = {
        "missing": NotFound("No such thing.", thing="x"),
        "bug": RuntimeError("the secret is swordfish"),
        "later": Unavailable("Later.", retry_after_s=4),
        "slower": TooMany("Slower.", retry_after_s=60),
    }
    if call.path["kind"] in LARGE:
        return accepted("/x", {"a": "x" * LARGE[call.path["kind"]]})
    if call.path["kind"] == "unencodable":
        return accepted("/x", {"of": object()})
    raise failures[call.path["kind"]]


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


def fail_with(kind: str) -> Answer:
    return answer(proxy_event(Request("POST", "/failures/{kind}", {"kind": kind})))
