"""Errors as RFC 9457 `application/problem+json`: one table, nearest ancestor wins."""

from http import HTTPStatus
from typing import Any

import msgspec

from promenade.kit import errors
from promenade.kit.http.auth import Public, Signed
from promenade.kit.http.routes import Route
from promenade.kit.messages.zh_titles import TITLES

MEDIA_TYPE = "application/problem+json"

# Python 3.13 calls these otherwise; what a caller reads does not depend on the runtime.
_TITLES = {413: "Request Entity Too Large", 422: "Unprocessable Entity"}

STATUS_OF: dict[type[errors.DomainError], int] = {
    errors.DomainError: 422,
    errors.Invalid: 400,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Stale: 412,
    errors.PayloadTooLarge: 413,
    errors.UnsupportedMediaType: 415,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}


def status_of(error: type[errors.DomainError]) -> int:
    return next(STATUS_OF[ancestor] for ancestor in error.__mro__ if ancestor in STATUS_OF)


class ProblemFault(msgspec.Struct, frozen=True):
    """One thing wrong with the request, or with what is `stored` as it is shown; `pointer` is an
    RFC 6901 pointer into `source`."""

    source: str
    pointer: str
    code: str
    detail: str


class Problem(msgspec.Struct, frozen=True):
    """RFC 9457. `code` is stable; other members are facts about this refusal. Of the faults of a
    request the first 100 are told; `more_count` says how many more there are. What was refused
    for several reasons at once tells each of them, with code and facts, in `refusals`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[ProblemFault] | msgspec.UnsetType = msgspec.UNSET
    more_count: int | msgspec.UnsetType = msgspec.UNSET


def plain(status: int, code: str, detail: str, language: str = "en") -> dict[str, Any]:
    return {
        "type": f"urn:promenade:problem:{code}",
        "title": _title(status, language),
        "status": status,
        "code": code,
        "detail": detail,
    }


def _title(status: int, language: str) -> str:
    if language == "zh":
        return TITLES[status]
    return _TITLES.get(status) or HTTPStatus(status).phrase


def problem(error: errors.DomainError, language: str = "en") -> dict[str, Any]:
    detail = error.said(language)
    attached = dict(error.attached)
    status = status_of(type(error))
    document = attached | error.facts | plain(status, error.code, detail, language)
    if error.refusals:
        document["refusals"] = [_part(each, language) for each in error.refusals]
    if error.faults:
        document["errors"] = [
            {
                "source": fault.source,
                "pointer": fault.pointer,
                "code": fault.code,
                "detail": fault.said(language),
            }
            for fault in error.faults
        ]
        document["more_count"] = error.more_count
    return document


def _part(error: errors.DomainError, language: str) -> dict[str, Any]:
    """One of several refusals: its facts, code and sentence."""
    return error.facts | {"code": error.code, "detail": error.said(language)}


def headers_of(error: errors.DomainError) -> dict[str, str]:
    headers = {"Content-Type": MEDIA_TYPE}
    if isinstance(error, errors.TooMany | errors.Unavailable):
        headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, errors.Unauthenticated):
        headers["WWW-Authenticate"] = _challenge(error)
    return headers


def _challenge(error: errors.Unauthenticated) -> str:
    """RFC 9470 where signing in again is what helps."""
    if isinstance(error, errors.SecondFactorNeeded):
        return f'Bearer error="insufficient_user_authentication", max_age="{error.MAX_AGE_S}"'
    return "Bearer"


def errors_of(route: Route) -> tuple[type[errors.DomainError], ...]:
    """What the boundary itself may answer, and what the route adds."""
    found: list[type[errors.DomainError]] = [errors.Invalid]
    if isinstance(route.allow, Signed):
        found += [errors.Unauthenticated, errors.Unavailable]
    elif not isinstance(route.allow, Public):
        found += [errors.Unauthenticated, errors.Forbidden, errors.TooMany, errors.Unavailable]
        found += [errors.StaffSuspended, errors.NotInvited]
    if route.second_factor:
        found += [errors.SecondFactorNeeded]
    if route.body is not None:
        found += [errors.PayloadTooLarge]
    if route.consumes or route.body not in (None, bytes):
        found += [errors.UnsupportedMediaType]
    return (*found, *(error for error in route.raises if error not in found))


def codes(route: Route) -> dict[int, list[str]]:
    """Problem codes by status."""
    found: dict[int, list[str]] = {}
    for error in sorted(errors_of(route), key=lambda error: (status_of(error), error.code)):
        found.setdefault(status_of(error), []).append(error.code)
    return found
