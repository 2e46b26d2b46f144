"""The tree of errors."""

import pytest

from promenade.kit.errors import DomainError, Fault, Invalid, NotFound, Stale, TooMany, Unavailable


class CouponExhausted(DomainError):
    """None is left."""


def test_a_code_is_the_name_in_snake_case() -> None:
    assert [error.code for error in (CouponExhausted, NotFound, TooMany)] == [
        "coupon_exhausted",
        "not_found",
        "too_many",
    ]


def test_facts_ride_beside_the_sentence() -> None:
    error = Stale("It has been changed since.", version=3)
    assert (str(error), error.detail) == ("It has been changed since.",) * 2
    assert error.facts == {"version": 3}


@pytest.mark.parametrize(
    ("count", "sentence"), [(1, "The request has 1 fault."), (2, "The request has 2 faults.")]
)
def test_invalid_counts_its_faults(count: int, sentence: str) -> None:
    assert Invalid([Fault("/a", "missing", "Due.")] * count).detail == sentence


def test_the_reason_of_invalid_is_every_fault() -> None:
    error = Invalid([Fault("/a", "missing", "Due."), Fault("", "not_json", "No JSON.")])
    assert error.reason == "/a: Due.; /: No JSON."


def test_invalid_keeps_a_hundred_faults_and_counts_the_others() -> None:
    error = Invalid((Fault("/a", "missing", "Due.") for _ in range(103)), more_count=7)
    assert (len(error.faults), error.more_count) == (100, 10)
    assert error.detail == "The request has 110 faults."
    assert error.reason.startswith("The request has 110 faults. /a: Due.; /a: Due.")


def test_a_pointer_is_cut_at_200_characters() -> None:
    assert Fault("/" + "x" * 199, "missing", "Due.").pointer == "/" + "x" * 199
    assert Fault("/" + "x" * 200, "missing", "Due.").pointer == "/" + "x" * 198 + "…"


def test_what_may_be_tried_again_says_when() -> None:
    assert Unavailable("Busy.").facts == {"retry_after_s": 1}
    assert TooMany("Slower.", retry_after_s=30).retry_after_s == 30
