"""Jobs that move many prices: what each state allows, and what is counted."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.price.model import job as lifecycle
from promenade.base.price.model.change import SelfApproval, StatusForbids
from promenade.base.price.model.job import MOST_SKUS, Job, Page, Place, State, TooManySkus
from promenade.base.price.model.tally import Refusal, Row, Tally
from promenade.kit.errors import Fault
from promenade.kit.values import replace
from tests.support.jobs_of_prices import job
from tests.support.prices import terms
from tests.support.stamps import NOON, stamp

OTHER = replace(stamp("decide"), actor="staff:other")
WRONG = (Fault("", "no_price", "This SKU has no price in this currency yet."),)
PENDING = Tally(pending_approval_count=1)

STEPS: dict[str, tuple[Callable[[Job], Job], set[State]]] = {
    "submit": (lifecycle.submitted, {"rehearsed"}),
    "approve": (lambda each: lifecycle.approved(each, OTHER), {"pending_approval"}),
    "reject": (lambda each: lifecycle.rejected(each, OTHER), {"pending_approval"}),
    "cancel": (
        lambda each: lifecycle.cancelled(each, OTHER),
        {"rehearsing", "rehearsed", "pending_approval", "applying", "failed"},
    ),
    "retry": (lifecycle.resumed, {"failed"}),
}


def row(sku: str, sale_minor: int | None = None, **other: Any) -> Row:
    if sale_minor is None:
        return Row(sku, "rejected", faults=WRONG)
    return Row(sku, other.pop("result", "scheduled"), terms(1_000), terms(sale_minor), **other)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", get_args(State))
def test_a_step_is_taken_from_its_states_alone(step: str, state: State) -> None:
    take, allowed = STEPS[step]
    found = job(state=state, version=3)
    if state in allowed:
        assert take(found).version == 4
        return
    with pytest.raises(StatusForbids) as refused:
        take(found)
    assert refused.value.facts == {"current_status": state, "action": step}


@pytest.mark.parametrize("step", [lifecycle.approved, lifecycle.rejected])
def test_who_asked_for_it_is_no_second_person(step: Callable[..., Job]) -> None:
    found = job(state="pending_approval")
    with pytest.raises(SelfApproval):
        step(found, replace(OTHER, actor=found.requested_by))


@pytest.mark.parametrize(
    ("preview", "state"), [(Tally(), "applying"), (PENDING, "pending_approval")]
)
def test_it_waits_where_somebody_has_to_agree(preview: Tally, state: State) -> None:
    assert lifecycle.submitted(job(state="rehearsed", preview=preview)).state == state


def test_it_goes_on_in_the_state_that_it_failed_in() -> None:
    broken = lifecycle.failed(job(state="applying", version=5), "internal_error")
    assert (broken.state, broken.failure, broken.version) == ("failed", "internal_error", 6)
    again = lifecycle.resumed(broken)
    assert (again.state, again.failure, again.version) == ("applying", None, 7)


def test_its_last_page_ends_a_rehearsal_and_the_same_number_of_pages_what_is_applied() -> None:
    first = lifecycle.rehearsed(job(), Page([row("A", 900)], Place(index=1)))
    assert (first.state, first.place, first.page_count) == ("rehearsing", Place(index=1), 1)
    last = lifecycle.rehearsed(first, Page([row("B")], None))
    assert (last.state, last.page_count, last.preview.sku_count) == ("rehearsed", 2, 2)
    begun = lifecycle.applied(lifecycle.submitted(last), [row("A", 900)], NOON)
    assert (begun.state, begun.finished_at) == ("applying", None)
    ended = lifecycle.applied(begun, [], NOON)
    assert (ended.state, ended.finished_at) == ("done", NOON)
    refused = (Refusal("B", WRONG),)
    assert ended.outcome == Tally(
        scheduled_count=1, rejected_count=1, lowered_minor=100, refusals=refused
    )


def test_what_the_rehearsal_refused_or_left_stays_told_when_it_is_agreed_to() -> None:
    refused = (Refusal("B", WRONG),)
    preview = Tally(pending_approval_count=2, unchanged_count=1, rejected_count=1, refusals=refused)
    waiting = lifecycle.submitted(job(state="rehearsed", preview=preview))
    assert waiting.outcome == Tally()
    begun = lifecycle.approved(waiting, OTHER)
    assert begun.outcome == Tally(unchanged_count=1, rejected_count=1, refusals=refused)
    again = lifecycle.resumed(lifecycle.failed(begun, "internal_error"))
    assert again.outcome == begun.outcome


def test_more_than_it_takes_is_refused() -> None:
    full = job(preview=Tally(unchanged_count=MOST_SKUS))
    assert lifecycle.rehearsed(full, Page([], None)).state == "rehearsed"
    with pytest.raises(TooManySkus):
        lifecycle.rehearsed(full, Page([row("A", 900)], None))


def test_the_first_hundred_refusals_stand_and_the_others_are_counted() -> None:
    found = Tally().plus([row(f"S-{n}") for n in range(70)])
    found = found.plus([row(f"T-{n}") for n in range(70)])
    assert (found.rejected_count, len(found.refusals), found.more_count) == (140, 100, 40)
    assert found.refusals[99] == Refusal("T-29", WRONG)


PRICES = st.lists(st.integers(1, 2_000))


@given(PRICES, PRICES)
def test_pages_come_to_what_they_would_together(first: list[int], rest: list[int]) -> None:
    rows = [row(f"S-{n}", minor) for n, minor in enumerate([*first, *rest])]
    apart = Tally().plus(rows[: len(first)]).plus(rows[len(first) :])
    assert apart == Tally().plus(rows)
    assert apart.raised_minor - apart.lowered_minor == sum(each - 1_000 for each in [*first, *rest])
