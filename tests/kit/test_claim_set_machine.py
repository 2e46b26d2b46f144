"""Whatever takers do on whatever machines: the set adds up at any time."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.kit import dynamo
from promenade.kit.claim_sets import TakerLimitReached, TicketUsed, TooFewLeft, faults
from promenade.kit.pieces import AllTaken, Pieces
from tests.support.claim_sets import place_of, sets, taking, told

pytestmark = pytest.mark.usefixtures("stores")
numbers = count()
TAKERS, MACHINES, TICKETS = "abcd", 3, 9
TAKE = st.tuples(
    st.just("take"),
    st.integers(0, MACHINES - 1),
    st.sampled_from(TAKERS),
    st.integers(0, TICKETS),
    st.integers(1, 3),
)
OTHER = st.tuples(
    st.sampled_from(["back", "relet"]),
    st.integers(0, MACHINES - 1),
    st.sampled_from(TAKERS),
    st.integers(0, TICKETS),
    st.just(1),
)
STEPS = st.lists(st.one_of(TAKE, TAKE, OTHER), max_size=30)
Step = tuple[str, int, str, int, int]


class Run:
    """What should have become of one set; a machine knows as many lots as it saw."""

    def __init__(self, total: int, most: int) -> None:
        self.total, self.most = total, most
        self.key = f"S{next(numbers)}"
        self.lots = [Pieces(self.key, total)]
        self.machines = [sets() for _ in range(MACHINES)]
        self.held: dict[str, tuple[str, int]] = {}
        self.gone: dict[str, int] = {}

    def has(self, taker: str) -> int:
        return sum(each for who, each in self.held.values() if who == taker)

    def act(self, step: Step) -> None:
        kind, machine, taker, number, wanted = step
        ticket = f"{taker}{number}"
        getattr(self, f"_{kind}")(machine, taker, ticket, wanted)

    def _take(self, machine: int, taker: str, ticket: str, wanted: int) -> None:
        before = self.held.get(ticket, (taker, self.gone.get(ticket, 0)))[1]
        asked = taking(ticket, taker, wanted, self.most)
        try:
            is_new = self.machines[machine].take(self.lots, asked, told)
        except TicketUsed:
            assert before not in {0, wanted}
        except TakerLimitReached:
            assert (before, self.has(taker) + wanted > self.most) == (0, True)
        except (AllTaken, TooFewLeft) as refusal:
            assert before == 0
            self.check_refusal(refusal)
        else:
            assert is_new == (before == 0)
            assert before in {0, wanted}
            if is_new:
                self.held[ticket] = taker, wanted
                assert self.has(taker) <= self.most

    def check_refusal(self, refusal: Exception) -> None:
        """Nowhere are so many together, but where somebody passed."""
        notes = sets().notes(self.lots)
        if isinstance(refusal, AllTaken):
            for (lot, shard), each in notes.items():
                assert each.taken == lot.part(shard) or each.passed

    def _back(self, machine: int, taker: str, ticket: str, _wanted: int) -> None:
        if ticket not in self.held:
            return
        _, took = self.held.pop(ticket)
        asked = taking(ticket, taker, took, self.most)
        place = place_of(ticket, self.lots)
        assert self.machines[machine].give_back(place, asked, told())
        assert not self.machines[machine].give_back(place, asked, told())
        self.gone[ticket] = took

    def _relet(self, machine: int, *_: object) -> None:
        where = self.machines[machine]
        found = {
            p: each for p, each in where.notes(self.lots).items() if each.returned > each.relet
        }
        if found:
            dynamo.transact(where.let_again(found))
            again = sum(each.returned - each.relet for each in found.values())
            self.lots.append(Pieces(f"{self.key}#{len(self.lots)}", again))

    def check(self) -> None:
        notes = sets().notes(self.lots)
        assert faults(self.lots, notes, self.total) == []
        assert sum(each.held for each in notes.values()) == sum(n for _, n in self.held.values())


@settings(max_examples=60)
@given(steps=STEPS, total=st.integers(1, 40), most=st.integers(1, 3))
def test_a_set_adds_up_and_nobody_has_more_than_one_may(
    steps: list[Step], total: int, most: int
) -> None:
    run = Run(total, most)
    for step in steps:
        run.act(step)
        run.check()
