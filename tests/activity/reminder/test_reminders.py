"""Reminders of discounts and flash sales: each told once of an opening, whatever moves."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.activity.reminder import service, store
from promenade.activity.reminder.model import (
    MOST,
    SHARDS,
    Kind,
    Occasion,
    Reminder,
    opening_due,
    told,
    turned_off,
)
from promenade.activity.reminder.service import (
    Change,
    Doors,
    NothingAhead,
    Occasions,
    TooManyReminders,
    list_reminders,
    pieces,
    subscribe,
    tell,
    unsubscribe,
)
from promenade.activity.reminder.store import DynamoReminderStore
from promenade.activity.reminder.wire import piece_body, read_piece, show_reminder
from promenade.contracts.flash_sales import FlashOpening
from promenade.contracts.limited_discounts import LimitedDiscount
from promenade.contracts.openings import Opening, OpeningState
from promenade.kit.errors import NotFound
from promenade.kit.patience import Contended
from promenade.kit.values import replace
from tests.support.fakes.reminder import FakeOpenings, FakeReminderStore
from tests.support.stamps import NOON, stamp

OPENS = NOON + timedelta(hours=1)
SOON = OPENS - timedelta(minutes=10)
EVENINGS = Occasion(Kind.DISCOUNT, "evenings")


def discount(id_: str = "evenings", **other: Any) -> LimitedDiscount:
    upcoming = LimitedDiscount(id_, "Evenings", OpeningState.UPCOMING, OPENS, None, OPENS)
    return replace(upcoming, **other)


@pytest.fixture(params=[FakeReminderStore, DynamoReminderStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    return Doors(request.param(), Occasions(FakeOpenings(discount()), FakeOpenings()))


def ask(doors: Doors, customer: str = "ada", promotion_id: str = "evenings") -> None:
    subscribe(customer, Occasion(Kind.DISCOUNT, promotion_id), stamp(), doors)


def now_is(doors: Doors, *openings: Opening, kind: Kind = Kind.DISCOUNT) -> None:
    """What those of the kind are from here on."""
    doors.occasions.of(kind).now = {each.id: each for each in openings}  # type: ignore[attr-defined]


def told_at(doors: Doors, now: datetime) -> int:
    """In a minute that puts its pieces into a queue that is empty at once."""
    waiting = [read_piece(piece_body(each)) for each in pieces(now, doors.occasions)]
    return sum(tell(each, lambda: now, doors) for each in waiting)


def test_who_asked_is_told_once_ten_minutes_before(doors: Doors) -> None:
    ask(doors)
    ask(doors)
    ask(doors, "bob")
    assert told_at(doors, SOON - timedelta(seconds=1)) == 0
    assert told_at(doors, SOON) == 2
    assert told_at(doors, SOON + timedelta(minutes=1)) == 0
    found = doors.store.find("ada", EVENINGS)
    assert found == Reminder("ada", EVENINGS, 2, True, "Evenings", OPENS)


def test_who_asks_late_is_told_as_long_as_it_is_to_come(doors: Doors) -> None:
    ask(doors)
    assert told_at(doors, OPENS - timedelta(seconds=1)) == 1
    ask(doors, "bob")
    assert told_at(doors, OPENS) == 0


@pytest.mark.parametrize("state", ["paused", "sold_out", "ended"])
def test_what_is_not_to_be_had_is_not_told(doors: Doors, state: str) -> None:
    ask(doors)
    now_is(doors, discount(state=OpeningState(state)))
    assert told_at(doors, SOON) == 0
    now_is(doors)
    assert told_at(doors, SOON) == 0


def test_a_reminder_moves_with_its_opening(doors: Doors) -> None:
    ask(doors)
    later, sooner = OPENS + timedelta(hours=2), OPENS - timedelta(minutes=30)
    now_is(doors, discount(next_opens_at=later))
    assert told_at(doors, SOON) == 0
    now_is(doors, discount(next_opens_at=sooner))
    assert told_at(doors, sooner - timedelta(minutes=10)) == 1


def test_each_opening_is_told_of(doors: Doors) -> None:
    ask(doors)
    assert told_at(doors, SOON) == 1
    tomorrow = OPENS + timedelta(days=1)
    now_is(doors, discount(state=OpeningState.RUNNING, next_opens_at=tomorrow))
    assert told_at(doors, OPENS) == 0
    assert told_at(doors, SOON + timedelta(days=1)) == 1


def test_a_sale_is_told_beside_a_discount_of_the_same_id(doors: Doors) -> None:
    sale = FlashOpening("evenings", "Mugs", OpeningState.UPCOMING, OPENS + timedelta(minutes=5))
    now_is(doors, sale, kind=Kind.FLASH_SALE)
    mugs = Occasion(Kind.FLASH_SALE, "evenings")
    ask(doors)
    subscribe("ada", mugs, stamp(), doors)
    assert told_at(doors, SOON) == 1
    assert told_at(doors, SOON + timedelta(minutes=5)) == 1
    assert told_at(doors, SOON + timedelta(minutes=6)) == 0
    expected = Reminder("ada", mugs, 2, True, "Mugs", OPENS + timedelta(minutes=5))
    assert doors.store.find("ada", mugs) == expected
    shown = [each.occasion for each in list_reminders("ada", NOON, doors)]
    assert shown == [EVENINGS, mugs]


def test_discounts_and_sales_count_together(doors: Doors) -> None:
    many = [discount(f"d{number:02}") for number in range(MOST)]
    now_is(doors, *many)
    for each in many:
        ask(doors, promotion_id=each.id)
    now_is(doors, discount("mugs"), kind=Kind.FLASH_SALE)
    with pytest.raises(TooManyReminders):
        subscribe("ada", Occasion(Kind.FLASH_SALE, "mugs"), stamp(), doors)


def test_who_drops_it_hears_nothing_and_who_asks_again_nothing_twice(doors: Doors) -> None:
    ask(doors)
    unsubscribe("ada", EVENINGS, stamp(), doors.store)
    unsubscribe("ada", EVENINGS, stamp(), doors.store)
    unsubscribe("ada", Occasion(Kind.FLASH_SALE, "evenings"), stamp(), doors.store)
    assert (told_at(doors, SOON), list_reminders("ada", NOON, doors)) == (0, [])
    ask(doors)
    assert told_at(doors, SOON) == 1
    unsubscribe("ada", EVENINGS, stamp(), doors.store)
    ask(doors)
    assert told_at(doors, SOON + timedelta(minutes=1)) == 0


def test_what_is_unknown_or_opens_no_more_is_refused(doors: Doors) -> None:
    with pytest.raises(NotFound):
        ask(doors, promotion_id="nothing")
    now_is(doors, discount(next_opens_at=None))
    with pytest.raises(NothingAhead):
        ask(doors)
    assert doors.store.find("ada", EVENINGS) is None


def test_a_person_has_so_many_and_those_that_are_over_make_room(doors: Doors) -> None:
    many = [discount(f"d{number:02}") for number in range(MOST + 1)]
    now_is(doors, *many)
    for each in many[:-1]:
        ask(doors, promotion_id=each.id)
    with pytest.raises(TooManyReminders) as refused:
        ask(doors, promotion_id=many[-1].id)
    assert refused.value.facts == {"most_count": MOST}
    assert doors.store.find("ada", Occasion(Kind.DISCOUNT, many[-1].id)) is None
    ask(doors, "bob", many[-1].id)
    now_is(doors, *many[1:])
    ask(doors, promotion_id=many[-1].id)
    shown = [each.occasion.id for each in list_reminders("ada", NOON, doors)]
    assert shown == [each.id for each in many[1:]]


def test_of_two_who_change_the_same_reminder_one_has_to_look_again(doors: Doors) -> None:
    ask(doors)
    met = doors.store.find("ada", EVENINGS)
    assert met is not None
    doors.store.turn_off(met, turned_off(met), stamp())
    after = told(met, discount(), SOON)
    assert after is not None
    assert doors.store.tell([(met, after, stamp())]) == 0
    with pytest.raises(Contended):
        doors.store.turn_off(met, after, stamp())
    assert doors.store.find("ada", EVENINGS) == turned_off(met)


def test_a_piece_has_its_time_and_the_next_minute_tells_the_others(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(doors)
    monkeypatch.setattr(service, "MOST_TIME", timedelta(0))
    assert told_at(doors, SOON) == 0
    monkeypatch.undo()
    assert told_at(doors, SOON + timedelta(minutes=1)) == 1


def test_who_is_killed_is_followed_by_who_tells_the_others(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    customers = many(doors, 40)
    entire = doors.store.tell

    def killed_halfway(changes: Sequence[Change]) -> int:
        entire(changes[: len(changes) // 2])
        raise KeyboardInterrupt

    for piece in pieces(SOON, doors.occasions):
        monkeypatch.setattr(doors.store, "tell", killed_halfway)
        with pytest.raises(KeyboardInterrupt):
            tell(piece, lambda: SOON, doors)
        monkeypatch.undo()
    before = versions(doors, customers)
    told_then = sum(each == 2 for each in before.values())
    assert 10 <= told_then <= 30
    assert told_at(doors, SOON + timedelta(minutes=1)) == 40 - told_then
    assert versions(doors, customers) == dict.fromkeys(customers, 2)


def test_two_at_the_same_piece_tell_everybody_once(doors: Doors) -> None:
    customers = many(doors, 24)
    found = [(each, [*doors.store.untold(each)]) for each in pieces(SOON, doors.occasions)]
    assert told_at(doors, SOON) == 24
    again = [
        (met, after, stamp())
        for _, pages in found
        for page in pages
        for met in page
        if (after := told(met, discount(), SOON))
    ]
    assert (len(again), doors.store.tell(again)) == (24, 0)
    assert versions(doors, customers) == dict.fromkeys(customers, 2)


def test_subscribers_are_told_in_pieces_page_by_page(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PAGE", 2)
    customers = many(doors, 60)
    counts = [tell(each, lambda: SOON, doors) for each in pieces(SOON, doors.occasions)]
    assert (len(counts), sum(counts)) == (SHARDS, 60)
    assert min(counts) > 2
    assert versions(doors, customers) == dict.fromkeys(customers, 2)
    assert told_at(doors, SOON) == 0


def many(doors: Doors, count: int) -> list[str]:
    customers = [f"shopper-{number}" for number in range(count)]
    for each in customers:
        ask(doors, each)
    return customers


def versions(doors: Doors, customers: Sequence[str]) -> dict[str, int]:
    """Two of who was told once."""
    found = {each: doors.store.find(each, EVENINGS) for each in customers}
    return {customer: each.version for customer, each in found.items() if each}


def test_what_is_off_or_not_due_tells_nothing() -> None:
    on = Reminder("ada", EVENINGS, 1, is_on=True)
    assert told(turned_off(on), discount(), SOON) is None
    assert told(on, discount(), NOON) is None
    assert opening_due(discount(), OPENS) is None


def test_a_view_says_when_it_reminds() -> None:
    shown = show_reminder(service.ShownReminder(EVENINGS, discount()))
    assert (shown.opens_at, shown.remind_at) == (OPENS, SOON)
    over = show_reminder(service.ShownReminder(EVENINGS, None))
    assert (over.state, over.opens_at, over.remind_at) == (OpeningState.ENDED, None, None)
