"""Who joins has one spot, is drawn, and is let in when the turn comes, over the real stores."""

from datetime import datetime, timedelta

import pytest

from promenade.activity.flash_sale.model import sale as life
from promenade.activity.flash_sale.model.claim import SaleNotRunning, SoldOut
from promenade.activity.flash_sale.model.queue import (
    DRAWN_BEFORE,
    LONGEST,
    OPENS_BEFORE,
    NoQueue,
    NotYourTurn,
    Queue,
    QueueFull,
    QueueNotOpen,
    TicketInvalid,
    turned,
)
from promenade.activity.flash_sale.model.sale import EndTooLate
from promenade.activity.flash_sale.model.terms import Fairness, faults
from promenade.activity.flash_sale.service import queueing
from promenade.activity.flash_sale.service.drawing import draw_all
from promenade.activity.flash_sale.service.positions import prove_queues
from promenade.activity.flash_sale.store.queues import SHARDS
from promenade.activity.flash_sale.store.records import SpotRecord
from promenade.kit import dynamo
from promenade.kit.errors import NotFound, Stale
from promenade.kit.shards import start_of
from promenade.kit.values import replace
from tests.support import ordering
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.flash_queues import QUEUED, Hall, a_line, bearer
from tests.support.flash_sales import END, SALE, START, Stall, scheduled, terms

pytestmark = pytest.mark.usefixtures("stores")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
JOINED = START - 30 * MINUTE
DRAWN = START - DRAWN_BEFORE


@pytest.fixture
def hall(stores: None) -> Hall:
    return Hall(unit_count=4, per_user=2)


def crowd(hall: Hall, count: int, instant: datetime = JOINED) -> dict[str, str]:
    """Tickets by customer."""
    return {f"buyer {n}": hall.join(f"buyer {n}", instant).ticket for n in range(count)}


def test_who_joins_again_from_anywhere_has_the_same_spot(hall: Hall) -> None:
    first = hall.join("ada", JOINED)
    before = dump()
    again = hall.join("ada", JOINED + MINUTE, line=a_line())
    assert (again.ticket, again.mark, dump()) == (first.ticket, first.mark, before)
    assert hall.join("bob", JOINED).mark != first.mark
    assert "ada" not in first.mark
    assert hall.queues.count(SALE) == 2


def test_joining_is_one_write_and_asking_again_costs_nothing(hall: Hall) -> None:
    line = a_line()
    hall.join("ada", JOINED, line=line)
    with capacity() as asked:
        hall.join("bob", JOINED, line=line)
    assert asked.calls == {"PutItem": 1}
    ticket = hall.join("bob", JOINED, line=line).ticket
    hall.tick(DRAWN)
    drawn = hall.look("bob", ticket, START, line=line)
    with capacity() as asked:
        assert hall.look("bob", drawn.ticket, START, line=line).spot == drawn.spot
    assert asked.calls == {}


def test_the_queue_opens_an_hour_before_and_closes_with_the_sale(hall: Hall) -> None:
    before = dump()
    with pytest.raises(QueueNotOpen) as refused:
        hall.join("ada", START - OPENS_BEFORE - SECOND)
    assert refused.value.facts == {"opens_at": "2026-03-01T11:00:00.000000Z"}
    with pytest.raises(SaleNotRunning):
        hall.join("ada", END)
    assert dump() == before
    hall.join("ada", START - OPENS_BEFORE)
    hall.join("bob", END - SECOND)


def test_an_open_sale_has_no_queue() -> None:
    ordering.receive(150, "MUG")
    Stall().schedule()
    before = dump()
    with pytest.raises(NoQueue):
        queueing.join(bearer("ada"), START, a_line())
    assert dump() == before


def test_nobody_is_drawn_before_the_time_and_then_all_are(hall: Hall) -> None:
    tickets = crowd(hall, 9)
    assert hall.tick(DRAWN - SECOND) == 1
    assert hall.queues.find(SALE).joined_count == 9
    waiting = hall.look("buyer 0", tickets["buyer 0"], DRAWN - SECOND)
    assert (waiting.spot.position, waiting.again_in_s) == (0, 5)
    hall.tick(DRAWN)
    drawn = [hall.look(who, ticket, START).spot.position for who, ticket in tickets.items()]
    assert sorted(drawn) == list(range(1, 10))
    assert drawn == [hall.expected(tickets)[who] for who in tickets]
    assert prove_queues(hall.stall.sales, hall.queues) == {}


def test_so_many_are_let_in_as_there_are_units_for_and_the_others_are_told_to_wait(
    hall: Hall,
) -> None:
    tickets = crowd(hall, 5)
    hall.tick(DRAWN)
    before = dump()
    for who, ticket in tickets.items():
        position = hall.look(who, ticket, START).spot.position
        if position <= 2:
            assert hall.token(who, ticket, START)
        else:
            with pytest.raises(NotYourTurn) as refused:
                hall.token(who, ticket, START)
            told = {"position": position, "let_in_count": 2, "again_in_s": 50}
            assert refused.value.facts == told
    assert dump() == before


def test_before_the_start_nobody_has_a_turn(hall: Hall) -> None:
    tickets = crowd(hall, 1)
    hall.tick(DRAWN)
    with pytest.raises(SaleNotRunning):
        hall.token("buyer 0", tickets["buyer 0"], START - SECOND)
    hall.tick(START - MINUTE)
    assert hall.queues.find(SALE).let_in_count == 2


def test_what_is_left_after_a_minute_goes_to_the_next(hall: Hall) -> None:
    tickets = crowd(hall, 6)
    hall.tick(DRAWN)
    order = hall.in_order(tickets)
    hall.buy(order[0], tickets[order[0]], 2, START)
    hall.tick(START + 30 * SECOND)
    assert hall.queues.find(SALE).let_in_count == 2
    hall.tick(START + MINUTE)
    assert hall.queues.find(SALE).let_in_count == 3
    hall.buy(order[2], tickets[order[2]], 1, START + MINUTE)
    hall.buy(order[1], tickets[order[1]], 1, START + MINUTE)
    hall.tick(START + 2 * MINUTE)
    assert hall.queues.find(SALE).let_in_count == 3
    with pytest.raises(SoldOut):
        hall.token(order[3], tickets[order[3]], START + 2 * MINUTE)


def test_who_comes_later_is_drawn_behind_and_let_in_by_the_minute(hall: Hall) -> None:
    early = crowd(hall, 1)
    hall.tick(DRAWN)
    late = {who: hall.join(who, START + SECOND).ticket for who in ("eve", "fay", "gus")}
    with pytest.raises(NotYourTurn) as refused:
        hall.token("eve", late["eve"], START + SECOND)
    assert refused.value.facts["position"] is None
    hall.tick(START + MINUTE)
    places = [hall.look(who, late[who], START + MINUTE).spot.position for who in late]
    assert sorted(places) == [2, 3, 4]
    assert hall.look("buyer 0", early["buyer 0"], START + MINUTE).spot.position == 1
    assert hall.queues.find(SALE).let_in_count == 3
    assert [draw.drawn_before for draw in hall.queues.list_draws(SALE)] == [0, 1]
    assert prove_queues(hall.stall.sales, hall.queues) == {}


def test_in_an_empty_hall_who_comes_is_let_in_with_the_next_draw(hall: Hall) -> None:
    hall.tick(DRAWN)
    ticket = hall.join("ada", START + SECOND).ticket
    hall.tick(START + MINUTE)
    assert hall.token("ada", ticket, START + MINUTE)
    assert hall.look("ada", ticket, END + MINUTE).spot.position == 1


def test_a_pause_lets_nobody_in(hall: Hall) -> None:
    crowd(hall, 6)
    hall.tick(DRAWN)
    hall.pause(START)
    hall.tick(START + MINUTE)
    assert hall.queues.find(SALE).let_in_count == 2


def test_a_ticket_is_its_bearers_and_says_nothing_to_others(hall: Hall) -> None:
    ticket = hall.join("ada", JOINED).ticket
    hall.tick(DRAWN)
    joined, position, proof = ticket.split(".")
    before = dump()
    for text in ("", "..", f"{joined}.1.{proof}", f"{joined}.{position}.x", f"0{ticket}"):
        with pytest.raises(TicketInvalid):
            hall.token("ada", text, START)
    with pytest.raises(TicketInvalid):
        hall.token("bob", ticket, START)
    assert dump() == before


def test_a_draw_is_made_once_whoever_makes_it(hall: Hall) -> None:
    crowd(hall, 5)
    behind = hall.queues.find(SALE)
    hall.tick(DRAWN)
    before = dump()
    with pytest.raises(Stale):
        hall.queues.save(replace(behind, version=1, let_in_count=5))
    assert (hall.tick(DRAWN), dump()) == (0, before)


def test_a_draw_that_was_cut_is_made_as_a_whole(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    tickets = crowd(hall, 3)
    with monkeypatch.context() as cut:
        cut.setattr("promenade.activity.flash_sale.store.queues._write", _die)
        with pytest.raises(RuntimeError):
            hall.tick(DRAWN)
    assert hall.look("buyer 0", tickets["buyer 0"], START).spot.position == 0
    hall.join("late", DRAWN + SECOND)
    hall.tick(DRAWN + MINUTE)
    assert [note.count for note in hall.queues.find(SALE).draws] == [4]
    assert prove_queues(hall.stall.sales, hall.queues) == {}


def test_who_was_moved_is_found(hall: Hall) -> None:
    crowd(hall, 3)
    hall.tick(DRAWN)
    hall.swap(1, 2)
    assert prove_queues(hall.stall.sales, hall.queues) == {
        SALE: ["draw 0: its positions are not those of its seed"]
    }


def test_the_seed_is_told_with_the_draw_and_was_committed_to(hall: Hall) -> None:
    crowd(hall, 2)
    sale, draws = queueing.draws(SALE, DRAWN, a_line())
    assert (draws, len(sale.commitment)) == ([], 64)
    hall.tick(DRAWN)
    (draw,) = queueing.draws(SALE, DRAWN, a_line())[1]
    assert (draw.number, draw.count, draw.drawn_before) == (0, 2, 0)
    marks = {hall.mark(f"buyer {n}") for n in range(2)}
    listed = queueing.list_positions(SALE, 0, 1, None, hall.queues)
    rest = queueing.list_positions(SALE, 0, 1, listed.next, hall.queues)
    assert {mark for mark, _ in (*listed.items, *rest.items)} == marks
    assert rest.next is None
    with pytest.raises(NotFound):
        queueing.list_positions(SALE, 1, 1, None, hall.queues)


def test_a_full_queue_takes_nobody(hall: Hall) -> None:
    hall.queues.save(Queue(SALE, version=1, joined_count=200_000))
    before = dump()
    with pytest.raises(QueueFull):
        hall.join("ada", JOINED)
    assert dump() == before


def test_a_sale_with_a_queue_lasts_three_hours_at_most() -> None:
    long = terms(fairness=Fairness.QUEUE, end=START + LONGEST + SECOND)
    assert [(each.pointer, each.code) for each in faults(long)] == [("/end", "too_long")]
    sale = scheduled(**QUEUED)
    assert life.extend(sale, START + LONGEST, START).end == START + LONGEST
    with pytest.raises(EndTooLate):
        life.extend(sale, START + LONGEST + SECOND, START)


def test_a_turn_lets_in_as_many_as_the_rest_is_enough_for() -> None:
    sale = scheduled(**QUEUED, per_user=3)
    empty = turned(Queue(SALE), sale, 100, DRAWN)
    assert (empty.let_in_count, empty.turn_at) == (33, START)
    assert turned(empty, sale, 2, START + MINUTE).let_in_count == 33
    assert turned(empty, sale, 0, START + MINUTE) == empty


def _die(*_writes: object) -> None:
    raise RuntimeError("the function was cut")


def test_a_spot_is_kept_for_half_a_year_and_knows_nobody(hall: Hall) -> None:
    mark = hall.join("ada", JOINED).mark
    key = f"SPOTS#{SALE}#{start_of(mark, SHARDS)}", mark
    record = dynamo.find(SpotRecord, *key)
    assert record
    assert record.expires_at == int((END + timedelta(days=180)).timestamp())
    assert set(record.attribute_values) == {"pk", "sk", "joined_at", "expires_at"}


def test_a_clock_that_is_behind_draws_nobody(hall: Hall) -> None:
    crowd(hall, 1)
    assert draw_all(lambda: END, hall.doors()) == 1
    assert hall.queues.find(SALE).draws == ()
