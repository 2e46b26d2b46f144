"""API Gateway's proxy event to a Call: every fault of path, headers, query and body at once."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

import msgspec
from chalice.app import Request

from promenade.kit.authority import NOWHERE, Reach
from promenade.kit.decoding import read_query, receive
from promenade.kit.digests import Digests
from promenade.kit.entries import receive_entries
from promenade.kit.errors import Fault, Invalid, PayloadTooLarge, UnsupportedMediaType
from promenade.kit.http.auth import Principal, Signed
from promenade.kit.http.languages import preferred
from promenade.kit.http.paths import read_path
from promenade.kit.http.routes import Call, Route
from promenade.kit.values import replace

IDEMPOTENCY_KEY = r"^[A-Za-z0-9_.:-]{8,128}$"
IF_MATCH = r'^("[0-9]{1,15}"|[0-9]{1,15})$'
_KEY = re.compile(IDEMPOTENCY_KEY)
_CHARSET = re.compile(r';\s*charset\s*=\s*"?([A-Za-z0-9_-]{1,40})', re.IGNORECASE)
_OTHER_NAMES = {"application/jsonl": "application/x-ndjson"}
_VERSION = re.compile(IF_MATCH)


class _NoQuery(msgspec.Struct, forbid_unknown_fields=True):
    """The query of a route that takes none."""


def correlation_id(request: Request) -> str:
    """The caller's X-Correlation-Id if it is well-formed, else the gateway's request id."""
    given = request.headers.get("x-correlation-id", "")
    return given if _KEY.fullmatch(given) else str(request.context.get("requestId", "none"))


def read_call(
    request: Request, route: Route, caller: Principal, digests: Digests
) -> Call[Any, Any]:
    """Raises Invalid, PayloadTooLarge or UnsupportedMediaType; nothing has happened then."""
    faults, asked = _Faults(), {} if route.is_opened else _query(request)
    raw, headers = _raw_body(request, route), request.headers
    query = _collect(faults, read_query, asked, route.query or (_NoQuery if asked else None))
    call: Call[Any, Any] = Call(
        path=read_path(request.uri_params or {}, route.parameters, faults),
        body=_collect(faults, _reader(route), raw, route.body),
        query=query if route.query else None,
        correlation_id=correlation_id(request),
        caller=caller,
        digests=digests,
        idempotency_key=_idempotency_key(headers, faults) if route.idempotent else "",
        if_match=_if_match(headers, faults) if route.versioned else 0,
        media_type=_media_type(request, route),
        charset=_charset(request),
        route=route.name,
        language=_language(headers, route),
        address=str(request.context.get("identity", {}).get("sourceIp", "")),
        headers=_read_headers(headers, route),
        reach=_reach(caller, route),
    )
    faults.refuse()
    return call


class _Faults(list[Fault]):
    """Of all parts of a request; `more_count` are only counted."""

    more_count = 0

    def refuse(self) -> None:
        """Raises Invalid where there are any."""
        if self:
            raise Invalid(self, self.more_count)


def _collect(faults: _Faults, read: Any, given: Any, shape: Any) -> Any:
    if shape is None or shape is bytes:
        return given if shape is bytes else None
    try:
        return read(given, shape)
    except Invalid as error:
        faults.extend(error.faults)
        faults.more_count += error.more_count
        return None


def _reader(route: Route) -> Callable[[bytes, Any], Any]:
    def read(raw: bytes, shape: Any) -> Any:
        try:
            if route.entries:
                return receive_entries(raw, shape, route.entries)
            return receive(raw, shape)
        except Invalid as error:
            told = [_beside_path(each, route.parameters) for each in error.faults]
            raise Invalid(told, error.more_count) from None

    return read


def _beside_path(fault: Fault, parameters: Collection[str]) -> Fault:
    """Who sends what was read sends the thing's name again."""
    named = {f"/{name}" for name in ("id", "code", *parameters)}
    if not parameters or fault.code != "unknown_field" or fault.pointer not in named:
        return fault
    return replace(fault, code="in_path", detail="It is in the path: leave it out.")


def _raw_body(request: Request, route: Route) -> bytes:
    if route.body is None:
        return b""
    try:
        raw = cast("bytes", request.raw_body)
    except ValueError:
        raise Invalid([Fault("", "not_utf8", "The body is not UTF-8.")]) from None
    if len(raw) > route.max_body_bytes:
        raise PayloadTooLarge(
            f"The body has {len(raw)} bytes.", bytes=len(raw), max_bytes=route.max_body_bytes
        )
    return raw


def _media_type(request: Request, route: Route) -> str:
    given: str = request.headers.get("content-type", "application/json").partition(";")[0]
    said = given.strip().lower()
    media_type = _OTHER_NAMES.get(said, said)
    taken = route.consumes if route.body is bytes else ("application/json",)
    if route.body is not None and taken and media_type not in taken:
        accepted = ", ".join(taken)
        raise UnsupportedMediaType(f"Send {accepted}.", content_type=media_type, accepted=accepted)
    return media_type


def _charset(request: Request) -> str:
    found = _CHARSET.search(request.headers.get("content-type", ""))
    return found[1] if found else ""


def _query(request: Request) -> dict[str, list[str]]:
    given = request.query_params
    return {name: given.getlist(name) for name in given} if given else {}


def _language(headers: Mapping[str, str], route: Route) -> str:
    if not route.languages:
        return ""
    return preferred(headers.get("accept-language", ""), route.languages)


def _read_headers(headers: Mapping[str, str], route: Route) -> dict[str, str]:
    named = route.allow.headers if isinstance(route.allow, Signed) else route.reads
    return {name: headers.get(name, "") for name in named}


def _reach(caller: Principal, route: Route) -> Reach:
    is_limited = route.held == "within" and isinstance(route.allow, str)
    return caller.reach(str(route.allow)) if is_limited else NOWHERE


def _idempotency_key(headers: Mapping[str, str], faults: list[Fault]) -> str:
    key = headers.get("idempotency-key", "")
    if not _KEY.fullmatch(key):
        detail = "Send 8 to 128 letters, digits or -_.: that you repeat only to repeat this call."
        faults.append(Fault("/Idempotency-Key", "missing_or_malformed", detail, "header"))
    return key


def _if_match(headers: Mapping[str, str], faults: list[Fault]) -> int:
    found = _VERSION.fullmatch(headers.get("if-match", ""))
    if found:
        return int(found[1].strip('"'))
    detail = "Send the version you are changing, as the ETag of its last answer."
    faults.append(Fault("/If-Match", "missing_or_malformed", detail, "header"))
    return 0
