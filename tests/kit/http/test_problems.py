"""Errors as problem documents."""

import re

import pytest

from promenade.kit import errors
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.problems import (
    STATUS_OF,
    codes,
    headers_of,
    plain,
    problem,
    status_of,
)
from promenade.kit.http.routes import Route, no_content


class CouponExhausted(errors.DomainError):
    """None is left."""


class SlotTaken(errors.Conflict):
    """Somebody has it."""


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.Invalid, 400),
        (errors.Unauthenticated, 401),
        (errors.Forbidden, 403),
        (errors.NotFound, 404),
        (errors.Conflict, 409),
        (SlotTaken, 409),
        (errors.Stale, 412),
        (errors.PayloadTooLarge, 413),
        (errors.UnsupportedMediaType, 415),
        (CouponExhausted, 422),
        (errors.TooMany, 429),
        (errors.Unavailable, 503),
    ],
)
def test_the_nearest_ancestor_gives_the_status(
    error: type[errors.DomainError], status: int
) -> None:
    assert status_of(error) == status


def test_a_problem_carries_its_facts_beside_what_every_problem_has() -> None:
    assert problem(CouponExhausted("None is left.", coupon="SPRING", left_count=0)) == {
        "type": "urn:promenade:problem:coupon_exhausted",
        "title": "Unprocessable Entity",
        "status": 422,
        "code": "coupon_exhausted",
        "detail": "None is left.",
        "coupon": "SPRING",
        "left_count": 0,
    }


def test_titles_are_those_that_callers_know_under_every_python() -> None:
    titles = {status: plain(status, "code", "Detail.")["title"] for status in (404, 413, 422)}
    named = {413: "Request Entity Too Large", 422: "Unprocessable Entity"}
    assert titles == {404: "Not Found"} | named


def test_a_title_is_in_the_language_of_the_sentence() -> None:
    for status in {*STATUS_OF.values(), 405, 500}:
        told = plain(status, "code", "Detail.", "zh")["title"]
        assert re.fullmatch(r"[\u4e00-\u9fff]+", told), status


def test_a_fact_cannot_replace_what_every_problem_has() -> None:
    found = problem(CouponExhausted("None is left.", status="paused", code="SPRING"))
    assert (found["status"], found["code"]) == (422, "coupon_exhausted")


def test_invalid_lists_every_fault() -> None:
    faults = [errors.Fault("/a", "missing", "Due."), errors.Fault("/b", "x", "No.", "query")]
    assert problem(errors.Invalid(faults))["errors"] == [
        {"source": "body", "pointer": "/a", "code": "missing", "detail": "Due."},
        {"source": "query", "pointer": "/b", "code": "x", "detail": "No."},
    ]


def test_headers_say_when_to_come_again_and_how_to_sign_in() -> None:
    plain = {"Content-Type": "application/problem+json"}
    assert headers_of(errors.NotFound("No.")) == plain
    assert headers_of(errors.Unavailable("Later.")) == plain | {"Retry-After": "1"}
    assert headers_of(errors.TooMany("Slower.", retry_after_s=9)) == plain | {"Retry-After": "9"}
    assert headers_of(errors.Unauthenticated("Who?")) == plain | {"WWW-Authenticate": "Bearer"}
    challenge = 'Bearer error="insufficient_user_authentication", max_age="900"'
    assert headers_of(errors.SecondFactorNeeded()) == plain | {"WWW-Authenticate": challenge}


def route(**promises: object) -> Route:
    return Route(
        method="GET",
        path="/a",
        view=lambda _call: no_content(),
        answers={204: None},
        **({"allow": "a"} | promises),  # type: ignore[arg-type]
    )


def test_a_route_may_answer_what_its_boundary_refuses() -> None:
    assert codes(route(allow=PUBLIC)) == {400: ["invalid"]}
    assert list(codes(route())) == [400, 401, 403, 429, 503]
    assert list(codes(route(body=dict))) == [400, 401, 403, 413, 415, 429, 503]
    assert list(codes(route(body=bytes))) == [400, 401, 403, 413, 429, 503]


def test_a_route_may_answer_what_it_raises_besides() -> None:
    found = codes(route(raises=(SlotTaken, errors.Conflict, errors.Unavailable)))
    assert (found[409], found[503]) == (["conflict", "slot_taken"], ["unavailable"])
