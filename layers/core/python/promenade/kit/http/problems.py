"""Errors as RFC 9457 `application/problem+json`: one table, nearest ancestor wins."""

from http import HTTPStatus
from typing import Any

from promenade.kit import errors

MEDIA_TYPE = "application/problem+json"

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


def plain(status: int, code: str, detail: str) -> dict[str, Any]:
    return {
        "type": f"urn:promenade:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }


def problem(error: errors.DomainError) -> dict[str, Any]:
    document = error.facts | plain(status_of(type(error)), error.code, error.detail)
    if isinstance(error, errors.Invalid):
        document["errors"] = [
            {"source": f.source, "pointer": f.pointer, "code": f.code, "detail": f.detail}
            for f in error.faults
        ]
    return document


def headers_of(error: errors.DomainError) -> dict[str, str]:
    headers = {"Content-Type": MEDIA_TYPE}
    if isinstance(error, errors.TooMany | errors.Unavailable):
        headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, errors.Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    return headers
