"""Ledgers, proven on a points account."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.kit import outbox
from promenade.kit.errors import Conflict, Stale, Unavailable
from promenade.kit.ledger import Ledger, ListedLedger, Rehearsal, Step
from promenade.kit.patience import Contended
from promenade.kit.values import replace
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.fakes.ledger import FakeLedger
from tests.support.ledger_promises import LedgerPromises
from tests.support.points import (
    Account,
    DynamoPoints,
    MovePoints,
    PointsShort,
    Posting,
    move_points,
)
from tests.support.stamps import NOON, stamp

Points = ListedLedger[Account, Posting]


@pytest.fixture(params=["fake", "dynamo"])
def ledger(request: pytest.FixtureRequest, stores: None) -> Points:
    return FakeLedger() if request.param == "fake" else DynamoPoints()


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr("promenade.kit.patience.sleep", slept.append)
    return slept


def earn(ledger: Ledger[Account, Posting], points: int, id_: str = "posting_1") -> Posting:
    return move_points(MovePoints(id_, "ada", points), stamp(f"request of {id_}"), ledger)


def balances(ledger: Points) -> list[int]:
    return [each.balance for each in ledger.list_entries("ada", 100, None).items]


class TestPoints(LedgerPromises[Account, Posting]):
    def step(self, number: int, entry_id: str, key: str = "MUG") -> Step[Account, Posting]:
        before = Account(key, 3 * number - 3, number - 1) if number > 1 else None
        after = Account(key, 3 * number, number)
        return Step(key, before, after, Posting(entry_id, 3, 3 * number, NOON))


def test_entries_explain_the_aggregate(ledger: Points) -> None:
    assert earn(ledger, 5) == Posting("posting_1", 5, 5, NOON)
    earn(ledger, -2, "posting_2")
    stored = ledger.find("ada")
    assert stored is not None
    assert stored.value == Account("ada", 3, 2)
    assert balances(ledger) == [5, 3]


def test_what_the_rule_refuses_moves_nothing(ledger: Points) -> None:
    earn(ledger, 5)
    before = dump()
    with pytest.raises(PointsShort) as refused:
        earn(ledger, -6, "posting_2")
    assert refused.value.facts == {"points": 5}
    assert (balances(ledger), dump()) == ([5], before)


def test_a_request_repeated_is_answered_even_where_the_rule_would_refuse_it_now(
    ledger: Points,
) -> None:
    earn(ledger, 5)
    spent = earn(ledger, -4, "posting_2")
    assert earn(ledger, -4, "posting_2") == spent
    assert balances(ledger) == [5, 1]


@pytest.mark.parametrize("points", [1, -9])
def test_an_id_serves_one_request(ledger: Points, points: int) -> None:
    earn(ledger, 5)
    other = MovePoints("posting_1", "ada", points)
    with pytest.raises(Conflict):
        move_points(other, stamp("another"), ledger)
    assert balances(ledger) == [5]


class Contested(FakeLedger[Account, Posting]):
    """Loses its first races."""

    def __init__(self, *races: Exception) -> None:
        super().__init__()
        self.races = list(races)

    def append(self, step: Any, stamp: Any) -> Posting:
        if self.races:
            raise self.races.pop()
        return super().append(step, stamp)


@pytest.mark.parametrize("race", [Stale("Changed."), Contended()])
def test_a_lost_race_is_run_again_after_pauses_below_a_second(
    pauses: list[float], race: Exception
) -> None:
    assert earn(Contested(*[race] * 7), 5).balance == 5
    assert len(pauses) == 7
    assert sum(pauses) < 1


def test_a_race_is_run_eleven_times_within_five_seconds(pauses: list[float]) -> None:
    assert earn(Contested(*[Contended()] * 10), 5).balance == 5
    assert len(pauses) == 10
    assert sum(pauses) < 5


@pytest.mark.parametrize("race", [Stale("Changed."), Contended()])
def test_who_loses_eleven_races_is_told_to_come_again(race: Exception) -> None:
    """Never that a version is stale, as none was asked for."""
    ledger = Contested(*[race] * 11)
    with pytest.raises(Unavailable) as told:
        earn(ledger, 5)
    assert told.value.retry_after_s == 1
    assert ledger.find("ada") is None


def test_a_rehearsal_tells_what_would_be_and_writes_nothing(ledger: Points) -> None:
    first = earn(ledger, 5)
    before = dump()
    rehearsal = Rehearsal(ledger)
    assert earn(rehearsal, 5) == first
    assert earn(rehearsal, -4, "posting_2").balance == 1
    with pytest.raises(PointsShort):
        earn(rehearsal, -4, "posting_3")
    assert (balances(ledger), dump()) == ([5], before)


def test_an_entry_costs_two_round_trips_and_states_one_fact(stores: None) -> None:
    with capacity() as asked:
        earn(DynamoPoints(), 5)
    assert asked.cost == (2, 1.0, 6)
    records = [{"dynamodb": {"NewImage": image}} for image in dump()["promenade-order"]]
    stated = [outbox.change_of(each, "here") for each in records if outbox.states_a_fact(each)]
    assert len(records) == 3
    assert [(each.fact, each.event_id) for each in stated] == [
        ("PointsMoved", "MEMBER#ada/ACCOUNT@1")
    ]


def test_an_expired_guard_counts_as_gone_though_the_table_still_has_it(stores: None) -> None:
    ledger = DynamoPoints()
    earn(ledger, 5)
    command, made = MovePoints("posting_1", "ada", 2), stamp("another")
    last_second = replace(made, at=NOON + timedelta(days=30, seconds=-1))
    with pytest.raises(Conflict):
        move_points(command, last_second, ledger)
    late = replace(made, at=NOON + timedelta(days=30))
    assert ledger.find_entry("posting_1", late) is None
    assert move_points(command, late, ledger).balance == 7
    assert balances(ledger) == [5, 7]
