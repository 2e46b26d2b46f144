"""Which version may follow which, and how far a submitted order has come."""

from typing import get_args

import pytest

from promenade.contracts.orders import State
from promenade.customer.order.model.order import (
    OrderConflict,
    OrderRegressed,
    Person,
    Standing,
    not_taken,
    predecessors,
)
from promenade.customer.order.model.submission import (
    Fate,
    Parking,
    Submission,
    fates,
    submitted,
)
from promenade.customer.order.wire.reading import read_order
from promenade.kit.digests import Digests
from promenade.kit.values import replace
from tests.support.digests import DIGESTS
from tests.support.orders import LATER, NOON, body, order, sale

SECOND = order(sale(version=2))
KEY = ("storefront", "A-1")


def before(state: State) -> tuple[State, ...]:
    return predecessors(replace(SECOND.document, state=state))


def test_every_state_may_repeat_and_follow_created_and_nothing_follows_refunded_but_itself() -> (
    None
):
    for state in get_args(State):
        assert {state, "created"} <= set(before(state)) or state == "created"
    assert before("created") == ("created",)
    assert [state for state in get_args(State) if "refunded" in before(state)] == ["refunded"]


def test_skipped_versions_do_not_block_and_settled_states_do_not_reopen() -> None:
    assert set(before("completed")) == {"created", "paid", "shipped", "completed"}
    assert "cancelled" not in before("paid")
    assert "completed" not in before("shipped")


def test_an_older_version_is_superseded() -> None:
    assert not_taken(SECOND, Standing(3, "other")) == "superseded"


def test_the_same_version_with_the_same_content_is_unchanged() -> None:
    assert not_taken(SECOND, Standing(2, SECOND.fingerprint)) == "unchanged"


def test_the_same_version_with_other_content_is_a_conflict() -> None:
    with pytest.raises(OrderConflict, match="Version 2 is stored with other content"):
        not_taken(SECOND, Standing(2, "other"))


def test_a_newer_version_that_lost_contradicts_what_is_settled() -> None:
    with pytest.raises(OrderRegressed) as refused:
        not_taken(SECOND, Standing(1, "other"))
    assert refused.value.facts == {"version": 1, "sent_version": 2}


def test_content_decides_the_fingerprint_not_the_way_it_is_written() -> None:
    in_utc = sale(placed_at="2026-01-05T03:58:00Z", paid_at="2026-01-05T04:00:00.000Z")
    assert order(in_utc).fingerprint == order(sale()).fingerprint
    assert order(sale(refunds=[], is_test=False)).fingerprint == order(sale()).fingerprint
    assert order(sale(personal={})).fingerprint == order(sale()).fingerprint
    assert order(sale(customer="c-2")).fingerprint != order(sale()).fingerprint
    with_person = order(sale(personal={"phone": "1"}))
    assert with_person.fingerprint != order(sale()).fingerprint


def test_a_fingerprint_is_keyed_so_that_no_phone_can_be_tried_against_it() -> None:
    given = body(sale(personal={"phone": "13812345678"}))
    ours, theirs = (
        read_order(given, each, LATER) for each in (DIGESTS, Digests(lambda: b"theirs"))
    )
    assert ours.document == theirs.document
    assert ours.fingerprint != theirs.fingerprint


def test_a_person_does_not_show_in_a_log() -> None:
    assert "王芳" not in repr(Person(recipient="王芳"))


@pytest.mark.parametrize(
    ("standing", "parked", "expected"),
    [
        (None, False, "queued"),
        (None, True, "parked"),
        (Standing(1, "before"), False, "queued"),
        (Standing(1, "before"), True, "parked"),
        (Standing(2, SECOND.fingerprint), False, "stored"),
        (Standing(2, SECOND.fingerprint), True, "stored"),
        (Standing(2, "other"), False, "queued"),
        (Standing(2, "other"), True, "parked"),
        (Standing(3, "later"), False, "superseded"),
        (Standing(3, "later"), True, "superseded"),
    ],
)
def test_what_is_stored_outweighs_what_was_parked(
    standing: Standing | None, parked: bool, expected: str
) -> None:
    submission = Submission("s", "client:storefront", NOON, (submitted(SECOND),))
    reasons = {0: Parking(0, "order_conflict", "Because.")} if parked else {}
    (fate,) = fates(submission, {KEY: standing} if standing else {}, reasons)
    reason = ("order_conflict", "Because.") if expected == "parked" else (None, None)
    assert fate == Fate(0, *KEY, 2, expected, *reason)  # type: ignore[arg-type]
