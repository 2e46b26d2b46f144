"""The HTTP edge of a function: Chalice routes, this boundary believes, reads, answers.

Everything a view raises becomes problem+json here, around the view, because Chalice turns
exceptions into a bare 500 before any middleware sees them.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, TypedDict, Unpack, cast

import msgspec
from chalice.app import Chalice, HeadersType, Request, Response

from promenade.kit.digests import Digests
from promenade.kit.errors import (
    MAX_ANSWER_BYTES,
    AnswerTooLarge,
    DomainError,
    Fault,
    Invalid,
    NotFound,
)
from promenade.kit.http import problems
from promenade.kit.http.auth import Authenticator, Held, Principal, Public, Signed, require
from promenade.kit.http.cors import Cors
from promenade.kit.http.languages import preferred
from promenade.kit.http.pace import Pace
from promenade.kit.http.paths import NONE, Paths, parameters_of
from promenade.kit.http.requests import correlation_id, read_call
from promenade.kit.http.routes import Call, Reply, Route, View
from promenade.kit.messages import LANGUAGES, say_refusal
from promenade.kit.names import NO_JSON
from promenade.kit.patience import KEPT_S, ending
from promenade.kit.telemetry import logger
from promenade.kit.values import Value

_NOBODY = Principal("client", "anonymous", frozenset())
_SAFE: HeadersType = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


class Promises(TypedDict, total=False):
    """The optional parts of a Route, as `Api.on` takes them."""

    body: Any
    query: Any
    raises: tuple[type[DomainError], ...]
    idempotent: bool
    versioned: bool
    media_type: str
    consumes: tuple[str, ...]
    entries: str
    second_factor: bool
    held: Held
    languages: tuple[str, ...]
    reads: tuple[str, ...]
    max_body_bytes: int


class Wiring(Value, frozen=True):
    """What every Api of a function stands on."""

    authenticator: Authenticator
    pace: Pace
    cors: Cors
    digests: Digests


class Api:
    def __init__(self, name: str, wiring: Wiring, paths: Paths = NONE) -> None:
        self.name = name
        self._paths = paths
        self.routes: list[Route] = []
        self._log = logger(name)
        self._wired = wiring
        # It would add its name to AWS_EXECUTION_ENV, which every call to AWS carries, each time.
        self._chalice = Chalice(name, configure_logs=False, env={})
        # All answers are texts: it need not look, for each one, whether it is one of its types.
        self._chalice.api.binary_types = []

    def on(
        self,
        route: str,
        *,
        allow: str | Public | Signed,
        answers: Mapping[int, Any],
        **promises: Unpack[Promises],
    ) -> Callable[[View], View]:
        """A route that forgets who may call it, or what a parameter is, does not import."""
        method, path = route.split(" ")
        promised = partial(
            Route,
            method=method,
            path=path,
            parameters=parameters_of(path, self._paths),
            allow=allow,
            answers=answers,
            **promises,
        )

        def register(view: View) -> View:
            self._serve(promised(view=view))
            return view

        return register

    def _serve(self, route: Route) -> None:
        self.routes.append(route)
        self._chalice.route(route.path, methods=[route.method], name=route.name, content_types=[])(
            self._boundary(route)
        )

    def check_issuers(self) -> None:
        """Raises Unavailable unless every issuer publishes its keys."""
        self._wired.authenticator.check_issuers()

    def __call__(self, event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        """A proxy event (payload v1) in, a proxy answer out."""
        if event["httpMethod"] == "OPTIONS":
            return self._wired.cors.preflight(event)
        with ending(context.get_remaining_time_in_millis() / 1_000 - KEPT_S):
            answer = self._answer(event, context)
        answer["headers"] |= self._wired.cors.headers(event)
        return _under_stage(answer, event["requestContext"])

    def _answer(self, event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        resource = event["requestContext"].get("resourcePath")
        if resource not in self._chalice.routes:
            unknown = NotFound("There is no such route.")
            return _to_gateway(_refusal(unknown, _language(event.get("headers"))))
        answer: dict[str, Any] = self._chalice(event, context)
        if answer["statusCode"] == HTTPStatus.METHOD_NOT_ALLOWED:
            language = _language(event.get("headers"))
            return _to_gateway(_method_not_allowed(answer["headers"]["Allow"], language))
        return answer

    def _boundary(self, route: Route) -> Callable[..., Response]:
        def answer(**_path: str) -> Response:
            request = cast("Request", self._chalice.current_request)
            self._log.set_correlation_id(correlation_id(request))
            try:
                return self._respond(route, request)
            except DomainError as error:
                self._log.info("refused", code=error.code, route=route.name)
                return _refusal(error, _language(request.headers))
            except RecursionError:  # a shape that holds itself was sent deeper than calls may be
                self._log.info("refused", code="not_json", route=route.name)
                too_deep = Invalid([Fault("", "not_json", NO_JSON)])
                return _refusal(too_deep, _language(request.headers))
            except Exception:  # noqa: BLE001  a bug's text is for the log, never for the caller
                self._log.exception("failed", route=route.name)
                return _bug(_language(request.headers))

        return answer

    def _respond(self, route: Route, request: Request) -> Response:
        reply = route.view(self._believed(route, request))
        if _is_known(reply, request.headers) and HTTPStatus.NOT_MODIFIED in route.answers:
            reply = Reply(HTTPStatus.NOT_MODIFIED, headers=reply.headers)
        return _response(reply, route.media_type)

    def _believed(self, route: Route, request: Request) -> Call[Any, Any]:
        digests = self._wired.digests
        if isinstance(route.allow, Public):
            return read_call(request, route, _NOBODY, digests)
        if isinstance(route.allow, Signed):
            proven: Call[Any, Any] = route.allow.prove(read_call(request, route, _NOBODY, digests))
            return proven
        caller = self._wired.authenticator.principal(request.headers.get("authorization"))
        self._wired.pace.admit(caller)
        require(caller, route.allow, route.held)
        if route.second_factor:
            self._wired.authenticator.require_second_factor(caller)
        return read_call(request, route, caller, digests)


def _under_stage(answer: dict[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """On API Gateway's own host, paths of ours start with the stage."""
    location = answer["headers"].get("Location", "")
    if location.startswith("/") and ".execute-api." in context.get("domainName", ""):
        answer["headers"]["Location"] = f"/{context['stage']}{location}"
    return answer


def _is_known(reply: Reply, headers: Mapping[str, str]) -> bool:
    """The caller holds this very answer already (RFC 9110, 13.1.2)."""
    return reply.headers.get("ETag", "") in re.findall(r'"[^"]*"', headers.get("if-none-match", ""))


def _response(reply: Reply, media_type: str) -> Response:
    headers: HeadersType = {"Content-Type": media_type, **_SAFE, **reply.headers}
    if reply.body is None:
        return Response("", status_code=reply.status, headers=headers)
    raw = reply.body.encode() if isinstance(reply.body, str) else msgspec.json.encode(reply.body)
    if 2 * len(raw) > MAX_ANSWER_BYTES and (size := _weight(raw)) > MAX_ANSWER_BYTES:
        raise AnswerTooLarge(size)
    return Response(raw.decode(), status_code=reply.status, headers=headers)


def _weight(raw: bytes) -> int:
    """Bytes of an answer as it leaves: a text in JSON, in which some characters take two."""
    return len(raw) + sum(map(raw.count, (b'"', b"\\", b"\n")))


def _language(headers: Mapping[str, str] | None) -> str:
    given = {name.lower(): value for name, value in (headers or {}).items()}
    return preferred(given.get("accept-language", ""), LANGUAGES)


def _refusal(error: DomainError, language: str) -> Response:
    headers: HeadersType = {**_SAFE, **_spoken(language), **problems.headers_of(error)}
    status = problems.status_of(type(error))
    return Response(_encode(problems.problem(error, language)), status_code=status, headers=headers)


def _spoken(language: str) -> dict[str, str]:
    return {"Content-Language": language, "Vary": "Accept-Language"}


def _bug(language: str) -> Response:
    detail = "This is our mistake; it has been logged."
    told = say_refusal("internal_error", detail, {}, language)
    document = problems.plain(500, "internal_error", told, language)
    headers: HeadersType = {**_SAFE, **_spoken(language), "Content-Type": problems.MEDIA_TYPE}
    return Response(_encode(document), status_code=500, headers=headers)


def _method_not_allowed(allowed: str, language: str) -> Response:
    code, detail = "method_not_allowed", f"This path answers {allowed}."
    told = say_refusal(code, detail, {"allowed": allowed}, language)
    document = problems.plain(405, code, told, language)
    headers: HeadersType = {
        **_SAFE,
        **_spoken(language),
        "Content-Type": problems.MEDIA_TYPE,
        "Allow": allowed,
    }
    return Response(_encode(document), status_code=405, headers=headers)


def _to_gateway(response: Response) -> dict[str, Any]:
    answer: dict[str, Any] = response.to_dict()
    return answer


def _encode(value: Any) -> str:
    return msgspec.json.encode(value).decode()
