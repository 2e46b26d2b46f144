"""What is held of allotments, alone and among others."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial

import pytest

from promenade.kit import dynamo
from promenade.kit.dynamo_claims import ClaimConflict
from promenade.kit.errors import DomainError, NotFound
from promenade.kit.holds import Part, Refused
from promenade.kit.shards import Balance, Exhausted, start_of, whole
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.budgets import BudgetRecord, Budgets
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
LATE = replace(stamp("late"), at=NOON + timedelta(hours=1))


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _: None)


@pytest.fixture
def budgets(stores: None) -> Budgets:
    """Forty over eight shards: five in each."""
    opened = Budgets()
    opened.fill("A", 40, 8, 1, stamp("fill"))
    return opened


def hold(budgets: Budgets, holder: str, amount: int) -> None:
    budgets.hold(holder, "A", amount, stamp(f"hold {holder}"))


def hold_each(budgets: Budgets, numbers: Iterable[int]) -> None:
    for number in numbers:
        hold(budgets, f"O-{number}", 1)


def left(budgets: Budgets) -> list[int | None]:
    """By shard; none where it is closed."""
    _, shards = budgets.shards.all("A")
    return [shard.left if shard.is_open else None for shard in shards]


def refusal(call: Callable[[], None]) -> DomainError:
    before = dump()
    with pytest.raises(Refused) as refused:
        call()
    assert dump() == before
    (found,) = refused.value.refusals
    return found


def take(budgets: Budgets, request: str, offers: Callable[[Stamp], Sequence[Part]]) -> None:
    late = replace(LATE, fingerprint=request)
    budgets.note(late, lambda: offers(late))


def commit(budgets: Budgets, holder: str = "O-1") -> None:
    take(budgets, "commit", lambda late: budgets.claims.commit(holder, ["A"], late))


def release(budgets: Budgets, holder: str = "O-1") -> None:
    take(budgets, "release", lambda late: budgets.claims.release(holder, ["A"], late))


def expire(budgets: Budgets, holder: str = "O-1") -> None:
    take(budgets, "expire", lambda late: budgets.claims.expire(holder, ["A"], late))


def give_back(budgets: Budgets, amount: int, holder: str = "O-1") -> None:
    take(budgets, "back", lambda late: budgets.claims.give_back(holder, {"A": amount}, late))


def test_a_claim_takes_from_the_shard_where_its_holder_looks_first(budgets: Budgets) -> None:
    hold(budgets, "O-1", 3)
    first = start_of("O-1 0", 8)
    assert left(budgets) == [5 - 3 * (number == first) for number in range(8)]
    assert budgets.balance("A") == Balance(37, 3, 0)


def test_a_claim_that_no_shard_has_enough_for_draws_from_several(budgets: Budgets) -> None:
    hold(budgets, "O-1", 12)
    assert sorted(map(str, left(budgets))) == ["0", "0", "3", "5", "5", "5", "5", "5"]
    assert budgets.balance("A") == Balance(28, 12, 0)


def test_all_is_held_to_the_last_and_nothing_more(budgets: Budgets) -> None:
    hold_each(budgets, range(40))
    assert budgets.balance("A") == Balance(0, 40, 0)
    refused = refusal(lambda: hold(budgets, "O-40", 1))
    assert isinstance(refused, Exhausted)
    assert refused.facts == {"key": "A", "asked": 1, "left": 0}


def test_more_than_is_left_is_refused_with_what_is_left(budgets: Budgets) -> None:
    refused = refusal(lambda: hold(budgets, "O-1", 41))
    assert refused.facts == {"key": "A", "asked": 41, "left": 40}
    hold(budgets, "O-2", 40)
    assert budgets.balance("A") == Balance(0, 40, 0)


def test_shards_close_as_what_is_left_falls_until_one_is_open(budgets: Budgets) -> None:
    hold_each(budgets, range(38))
    hold(Budgets(), "O-38", 1)
    assert sorted(map(str, left(budgets))) == ["0", "1", *["None"] * 6]
    hold(Budgets(), "O-39", 1)
    assert left(budgets) == [0, *[None] * 7]
    assert budgets.shards.get("A").open_count == 1


def test_what_closed_shards_give_back_goes_to_open_ones(budgets: Budgets) -> None:
    hold_each(budgets, range(38))
    hold(budgets, "O-38", 2)
    for number in range(38):
        release(Budgets(), f"O-{number}")
    assert left(budgets) == [18, 20, *[None] * 6]
    assert budgets.balance("A") == Balance(38, 2, 0)
    hold(budgets, "O-39", 38)


def test_an_allotment_grows_over_closed_shards_too(budgets: Budgets) -> None:
    hold(budgets, "O-1", 40)
    refusal_of_more = refusal(lambda: hold(budgets, "O-2", 1))
    assert refusal_of_more.facts["left"] == 0
    budgets.fill("A", 80, 16, 1, stamp("more"))
    assert left(budgets) == [5] * 16
    assert budgets.balance("A") == Balance(80, 40, 0)


def test_what_is_left_can_be_withdrawn(budgets: Budgets) -> None:
    hold(budgets, "O-1", 3)
    allotment, shards = budgets.shards.all("A")
    offered = budgets.shards.withdraw(allotment, whole(shards), stamp())
    budgets.note(stamp(), lambda: [offered])
    assert budgets.balance("A") == Balance(0, 3, 0)
    assert budgets.shards.get("A").total == 3


STEPS = [commit, release, expire]
AFTER = {"commit": "committed", "release": "released", "expire": "expired"}


@pytest.mark.parametrize("second", STEPS)
@pytest.mark.parametrize("first", STEPS)
def test_a_claim_ends_once_whoever_comes_first(
    budgets: Budgets, first: Callable[[Budgets], None], second: Callable[[Budgets], None]
) -> None:
    hold(budgets, "O-1", 12)
    first(budgets)
    state = AFTER[first.__name__]
    refused = refusal(lambda: second(Budgets()))
    assert isinstance(refused, ClaimConflict)
    assert refused.facts == {"key": "A", "state": state}
    assert budgets.balance("A") == (Balance(28, 0, 12) if first is commit else Balance(40, 0, 0))


def test_a_claim_is_made_once_for_a_holder(budgets: Budgets) -> None:
    hold(budgets, "O-1", 1)
    for machine in (budgets, Budgets()):
        refused = refusal(partial(hold, machine, "O-1", 1))
        assert refused.facts == {"key": "A", "state": "held"}


def test_a_claim_is_over_by_the_clock_of_who_ends_it(budgets: Budgets) -> None:
    hold(budgets, "O-1", 12)
    early = replace(stamp("early"), at=NOON + timedelta(minutes=15, microseconds=-1))
    refused = refusal(
        lambda: budgets.note(early, lambda: budgets.claims.expire("O-1", ["A"], early))
    )
    assert refused.facts["state"] == "held"


def test_what_was_committed_comes_back_bit_by_bit_and_no_more_than_that(budgets: Budgets) -> None:
    hold(budgets, "O-1", 12)
    commit(budgets)
    give_back(budgets, 4)
    assert budgets.balance("A") == Balance(32, 0, 8)
    refused = refusal(lambda: give_back(budgets, 9))
    assert refused.facts == {"key": "A", "state": "committed"}
    give_back(budgets, 8)
    assert budgets.balance("A") == Balance(40, 0, 0)
    assert refusal(lambda: give_back(budgets, 1)).facts["state"] == "returned"


@pytest.mark.parametrize("step", [*STEPS, lambda budgets: give_back(budgets, 1)])
def test_nothing_happens_to_what_was_never_held(
    budgets: Budgets, step: Callable[[Budgets], None]
) -> None:
    assert refusal(lambda: step(budgets)).facts == {"key": "A", "state": None}


def test_nothing_is_held_of_what_was_never_allotted(stores: None) -> None:
    with pytest.raises(NotFound):
        hold(Budgets(), "O-1", 1)


@pytest.mark.parametrize("amount", [0, -1, True])
def test_no_less_than_one_is_claimed(budgets: Budgets, amount: int) -> None:
    with pytest.raises(ValueError, match="cannot be claimed"):
        hold(budgets, "O-1", amount)


def test_a_collapse_that_broke_off_is_finished_by_who_comes_next(
    budgets: Budgets, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(budgets, "O-1", 39)
    monkeypatch.setattr(budgets.shards, "_close", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hold_each(budgets, range(2, 10))
    assert budgets.shards.get("A").probed_count == 1
    hold(Budgets(), "O-9", 1)
    assert budgets.balance("A") == Balance(0, 40, 0)


def test_what_a_claim_costs(budgets: Budgets) -> None:
    """Round trips, read and write units, the note's own two included."""
    hold(budgets, "O-0", 1)
    with capacity() as held:
        hold(budgets, "O-1", 1)
    with capacity() as committed:
        commit(budgets)
    assert (held.cost, committed.cost) == ((1, 0.0, 6), (2, 1.0, 6))


class Between(Budgets):
    """Somebody gives back between the first look at all shards and what follows."""

    def race(self, step: Callable[[], None]) -> None:
        look = self.shards.look

        def raced(allotment: object) -> object:
            found = look(allotment)  # type: ignore[arg-type]
            self.shards.look = look  # type: ignore[method-assign]
            step()
            return found

        self.shards.look = raced  # type: ignore[method-assign, assignment]


def test_nobody_is_refused_what_comes_back_while_it_looks(budgets: Budgets) -> None:
    hold(budgets, "O-1", 40)
    late = Between()
    late.race(lambda: release(budgets))
    hold(late, "O-2", 40)
    assert budgets.balance("A") == Balance(0, 40, 0)


def test_items_are_spread_over_partition_keys(budgets: Budgets) -> None:
    keys = {item["pk"]["S"] for item in dump()["promenade-stock"] if item["sk"]["S"] == "SHARD"}
    assert keys == {f"BUDGET#A#{number}" for number in range(8)}
    assert dynamo.find(BudgetRecord, "BUDGET#A", "ALLOTMENT") is not None


def test_who_comes_just_after_the_last_unit_reads_and_does_not_write(budgets: Budgets) -> None:
    hold_each(budgets, range(40))
    refusal(partial(hold, budgets, "O-40", 1))
    with capacity() as asked, pytest.raises(Refused) as refused:
        hold(budgets, "O-41", 1)
    assert [each.facts["left"] for each in refused.value.refusals] == [0]
    assert asked.calls == {"GetItem": 2, "BatchGetItem": 2}
    release(Budgets())
    hold(budgets, "O-41", 1)


def test_a_quarter_of_a_second_later_it_writes_again(budgets: Budgets) -> None:
    hold(budgets, "O-1", 40)
    refusal(partial(hold, budgets, "O-2", 1))
    later = replace(stamp("later"), at=NOON + timedelta(milliseconds=250))
    release(Budgets())
    with capacity() as asked:
        budgets.hold("O-3", "A", 1, later)
    assert asked.calls["TransactWriteItems"] == 1
