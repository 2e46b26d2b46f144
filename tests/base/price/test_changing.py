"""What staff do with the price of a SKU; over the fake and the real store alike."""

from datetime import datetime

import pytest

from promenade.base.price.model.change import (
    SelfApproval,
    Status,
    StatusForbids,
    WindowOver,
)
from promenade.base.price.model.entry import PriceOverlap
from promenade.base.price.model.paid import PaidPrice
from promenade.base.price.service import changing
from promenade.base.price.service.changing import Outcome, Step
from promenade.base.price.service.ports import PriceStore
from promenade.contracts.claims import ClaimFalse
from promenade.kit.errors import Conflict, Invalid, NotFound, Stale
from promenade.kit.stamp import Stored
from promenade.kit.values import replace
from tests.support.changing_prices import GROUND, at, opened, propose
from tests.support.cloud import dump
from tests.support.fakes.evidence import FakeEvidenceStore
from tests.support.prices import change, hour, terms
from tests.support.stamps import NOON


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> PriceStore:
    return opened(request.param)


def step(change_id: str, version: int, hours: float = 1, actor: str = "maria") -> Step:
    return Step("MUG", change_id, version, at(hours, f"{change_id} {version} {actor}", actor))


def status(outcome: Outcome, now: datetime = NOON) -> Status:
    return changing.status_of(outcome, now)


def test_a_price_within_the_limit_is_scheduled_at_once_and_holds_from_its_start(
    store: PriceStore,
) -> None:
    made = propose(store, change(terms=terms(900), start=hour(2), end=hour(5)))
    found = [status(made, hour(each)) for each in (1, 2, 4, 5)]
    assert found == [Status.SCHEDULED, Status.ACTIVE, Status.ACTIVE, Status.SUPERSEDED]
    (entry,) = store.prices("MUG").entries
    assert (entry.id, entry.start, entry.end) == ("change_1", hour(2), hour(5))


def test_a_repeated_proposal_is_told_what_it_made_and_another_is_refused(store: PriceStore) -> None:
    first = propose(store, change())
    assert propose(store, change(), hours=1)[0] == first[0]
    with pytest.raises(Conflict):
        propose(store, change(request="another"))


def test_what_is_at_fault_is_told_at_once_and_nothing_is_stored(store: PriceStore) -> None:
    before = dump()
    wrong = change(terms=terms(400, list_minor=300, floor_minor=450), currency="EUR")
    with pytest.raises(Invalid) as refused:
        propose(store, wrong)
    assert [(each.pointer, each.code) for each in refused.value.faults] == [
        ("/terms/sale_minor", "above_list"),
        ("/terms/floor_minor", "above_sale"),
        ("/terms/sale_minor", "below_floor"),
        ("/currency", "other_currency"),
    ]
    with pytest.raises(Invalid) as unknown:
        propose(store, change(book_id="NONE"))
    assert unknown.value.faults[0].code == "unknown_book"
    assert (dump(), store.prices("MUG").entries) == (before, ())


def test_a_draft_enters_nothing_before_it_is_submitted(store: PriceStore) -> None:
    made = propose(store, change(), is_draft=True)
    assert (status(made), store.prices("MUG").entries) == (Status.DRAFT, ())
    submitted = changing.submit(step("change_1", 1), GROUND, store)
    assert (status(submitted, hour(1)), submitted[0].version) == (Status.ACTIVE, 2)
    assert store.prices("MUG").entries[0].start == hour(1)


def test_an_overlap_is_refused_to_a_draft_too(store: PriceStore) -> None:
    propose(store, change())
    for draft in (False, True):
        with pytest.raises(PriceOverlap):
            propose(store, change("change_2", start=hour(5)), is_draft=draft)
    assert len(store.prices("MUG").entries) == 1


def test_beyond_the_limit_a_price_waits_for_another_person(store: PriceStore) -> None:
    waiting = propose(store, change(terms=terms(699)))
    assert (status(waiting), waiting[0].needs) == (Status.PENDING_APPROVAL, ("beyond_limit",))
    assert store.prices("MUG").entries == ()
    with pytest.raises(SelfApproval):
        changing.approve(step("change_1", 1), GROUND, store)
    approved = changing.approve(step("change_1", 1, actor="olga"), GROUND, store)
    assert (status(approved, hour(1)), approved[0].decided_by) == (Status.ACTIVE, "staff:olga")
    assert [each.terms.sale_minor for each in store.prices("MUG").entries] == [699]


def test_a_price_is_compared_with_what_is_asked_then_and_was_last_in_its_book(
    store: PriceStore,
) -> None:
    propose(store, change(terms=terms(1_250), end=hour(1)))
    for id_, sale_minor, needs in (
        ("change_2", 874, ("beyond_limit",)),
        ("change_4", 1_301, ("beyond_limit",)),
        ("change_5", 875, ()),
    ):
        made, _ = propose(store, change(id_, terms=terms(sale_minor), start=hour(3)))
        assert (made.before, made.needs) == (terms(1_000, floor_minor=500), needs)
    other, _ = propose(store, change("change_3", book_id="C", terms=terms(750)))
    assert (other.before, other.needs) == (terms(1_000, floor_minor=500), ())


def test_a_rejected_change_never_comes(store: PriceStore) -> None:
    propose(store, change(terms=terms(699)))
    with pytest.raises(SelfApproval):
        changing.reject(step("change_1", 1), store)
    rejected = changing.reject(step("change_1", 1, actor="olga"), store)
    assert (status(rejected), store.prices("MUG").entries) == (Status.CANCELLED, ())
    with pytest.raises(StatusForbids):
        changing.approve(step("change_1", 2, actor="olga"), GROUND, store)


def test_what_is_approved_too_late_or_meets_another_by_then_does_not_come(
    store: PriceStore,
) -> None:
    propose(store, change(terms=terms(699), end=hour(5)))
    with pytest.raises(WindowOver):
        changing.approve(step("change_1", 1, hours=5, actor="olga"), GROUND, store)
    propose(store, change("change_2"))
    with pytest.raises(PriceOverlap):
        changing.approve(step("change_1", 1, hours=2, actor="olga"), GROUND, store)
    assert status(changing.get("MUG", "change_1", store)) is Status.PENDING_APPROVAL


def test_a_later_price_supersedes_and_taken_back_leaves_the_first(store: PriceStore) -> None:
    propose(store, change())
    propose(store, change("change_2", terms=terms(900), start=hour(4), supersede=True))
    first = changing.get("MUG", "change_1", store)
    assert [status(first, hour(each)) for each in (3, 4)] == [Status.ACTIVE, Status.SUPERSEDED]
    changing.cancel(step("change_2", 1), store)
    assert [(each.id, each.end) for each in store.prices("MUG").entries] == [("change_1", None)]
    assert status(changing.get("MUG", "change_2", store)) is Status.CANCELLED


def test_what_holds_is_ended_and_what_is_over_is_not_cancelled(store: PriceStore) -> None:
    propose(store, change())
    changing.cancel(step("change_1", 1, hours=3), store)
    assert store.prices("MUG").entries[0].end == hour(3)
    propose(store, change("change_2", start=hour(4), end=hour(5)), hours=4)
    with pytest.raises(StatusForbids) as refused:
        changing.cancel(step("change_2", 1, hours=5), store)
    assert refused.value.facts == {"current_status": "superseded", "action": "cancel"}


def test_a_step_is_of_the_version_that_was_seen(store: PriceStore) -> None:
    with pytest.raises(NotFound):
        changing.cancel(step("change_1", 1), store)
    propose(store, change(terms=terms(699)))
    with pytest.raises(Stale):
        changing.cancel(step("change_1", 2), store)
    done = changing.cancel(step("change_1", 1), store)
    assert changing.cancel(step("change_1", 1), store)[0] == done[0]


def test_a_struck_through_price_above_the_baseline_is_refused_with_the_order(
    store: PriceStore,
) -> None:
    paid = PaidPrice("MUG", "CNY", NOON.date(), 950, "storefront", "A-1", NOON)
    ground = replace(GROUND, evidence=FakeEvidenceStore(replace(paid, on=hour(-48).date())))
    before = dump()
    struck = terms(900, list_minor=900, market_minor=951)
    with pytest.raises(ClaimFalse) as refused:
        propose(store, change(terms=struck), ground=ground)
    assert refused.value.facts == {
        "sku": "MUG",
        "currency": "CNY",
        "was_minor": 951,
        "baseline_minor": 950,
        "rule": "cn7",
        "basis": "lowest_paid",
        "provable_at": "2026-03-08T16:00:00.000000Z",
        "since": "2026-02-21T16:00:00.000000Z",
        "until": "2026-02-28T16:00:00.000000Z",
        "order": "storefront/A-1",
        "day": "2026-02-27",
        "false_count": 1,
    }
    assert dump() == before
    told = terms(900, list_minor=900, market_minor=950)
    assert propose(store, change(terms=told), ground=ground)


def test_a_list_price_above_the_sale_price_is_an_old_price_too(store: PriceStore) -> None:
    paid = PaidPrice("MUG", "CNY", hour(-48).date(), 950, "storefront", "A-1", NOON)
    ground = replace(GROUND, evidence=FakeEvidenceStore(paid))
    before = dump()
    with pytest.raises(ClaimFalse) as refused:
        propose(store, change(terms=terms(900, list_minor=951)), ground=ground)
    assert (refused.value.facts["was_minor"], dump()) == (951, before)
    raised = change(terms=terms(951, list_minor=951))
    assert propose(store, raised, ground=ground)[0].proof is None


def test_a_change_keeps_what_proves_its_old_price(store: PriceStore) -> None:
    paid = PaidPrice("MUG", "CNY", hour(-48).date(), 950, "storefront", "A-1", hour(-48))
    ground = replace(GROUND, evidence=FakeEvidenceStore(paid))
    made, _ = propose(store, change(terms=terms(900, list_minor=950)), ground=ground)
    (line,) = store.list_history("MUG", 9, None).items
    assert made.proof is not None
    assert (made.proof.result, made.proof.baseline.baseline_minor) == ("true", 950)
    assert store.sheets([("MUG", made.id)])[0].change == Stored(made, made.request)
    assert line.change == made


def test_changes_are_listed_by_the_status_that_they_have_now(store: PriceStore) -> None:
    propose(store, change())
    propose(store, change("change_2", start=hour(4), supersede=True))
    propose(store, change("change_3", book_id="C", terms=terms(699)))

    def listed(wanted: Status, now: datetime) -> list[str]:
        page = changing.list_by_status(wanted, now, 9, None, store)
        return [each.id for each, _ in page.items]

    assert listed(Status.ACTIVE, NOON) == ["change_1"]
    assert listed(Status.SCHEDULED, NOON) == ["change_2"]
    assert listed(Status.SUPERSEDED, hour(4)) == ["change_1"]
    assert listed(Status.PENDING_APPROVAL, NOON) == ["change_3"]


def test_all_changes_are_listed_the_last_one_made_first_page_by_page(store: PriceStore) -> None:
    propose(store, change("change_1", end=hour(5)))
    propose(store, change("change_2", created_at=hour(1), start=hour(1), book_id="C"), 1)
    propose(store, change("change_3", created_at=hour(2), start=hour(9)), 2, is_draft=True)
    first = changing.list_all(2, None, store)
    assert [each.id for each, _ in first.items] == ["change_3", "change_2"]
    changing.cancel(step("change_2", 1, 3), store)
    rest = changing.list_all(2, first.next, store)
    assert ([each.id for each, _ in rest.items], rest.next) == (["change_1"], None)
    assert changing.list_all(9, None, store).next is None
