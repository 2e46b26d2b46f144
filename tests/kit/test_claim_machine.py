"""Whatever is claimed, ended, given back, filled up and withdrawn in whatever order, by machines
that remember what was long ago: what is left, held and spent is all that was allotted."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.kit.holds import Part, Refused
from promenade.kit.shards import Balance, whole
from promenade.kit.values import replace
from tests.support.budgets import Budgets
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
HOLDERS = st.sampled_from("ABCDEF")
ENDS = {"commit": "committed", "release": "released", "expire": "expired"}
LATE = replace(stamp("late"), at=NOON.replace(hour=23))
STEPS = st.lists(
    st.tuples(st.just("fill"), st.just(""), st.integers(1, 60))
    | st.tuples(st.just("withdraw"), st.just(""), st.just(0))
    | st.tuples(st.just("hold"), HOLDERS, st.integers(1, 30))
    | st.tuples(st.sampled_from([*ENDS]), HOLDERS, st.just(0))
    | st.tuples(st.just("give_back"), HOLDERS, st.integers(1, 12)),
    max_size=16,
)


class Run:
    """What should have become of one allotment; two machines take turns."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.machines = [Budgets(), Budgets()]
        self.left = 8
        self.claims: dict[str, tuple[str, int]] = {}
        self.machines[0].fill(key, 8, 8, 1, stamp())

    def take(self, step: str, holder: str, amount: int) -> None:
        self.machines.reverse()
        is_possible = self.is_possible(step, holder, amount)
        try:
            getattr(self, step, self.end)(step, f"{holder} {self.key}", amount)
        except Refused:
            assert not is_possible
        else:
            assert is_possible
            self.note(step, holder, amount)

    def is_possible(self, step: str, holder: str, amount: int) -> bool:
        state, open_amount = self.claims.get(holder, (None, 0))
        if step == "hold":
            return state is None and amount <= self.left
        if step == "give_back":
            return state == "committed" and amount <= open_amount
        return state == "held" if step in ENDS else True

    def note(self, step: str, holder: str, amount: int) -> None:
        _, claimed = self.claims.get(holder, (None, 0))
        change = {"fill": amount, "withdraw": -self.left, "hold": -amount, "give_back": amount}
        self.left += change.get(step, 0 if step == "commit" else claimed)
        if step == "hold":
            self.claims[holder] = ("held", amount)
        elif step == "give_back":
            self.claims[holder] = ("committed", claimed - amount)
        elif step in ENDS:
            self.claims[holder] = (ENDS[step], claimed)

    def fill(self, _step: str, _holder: str, amount: int) -> None:
        self.machines[0].fill(self.key, amount, 8, 1, stamp())

    def withdraw(self, *_: object) -> None:
        shards = self.machines[0].shards
        allotment, found = shards.all(self.key)
        draws = whole(found)
        self.machines[0].note(stamp(), lambda: [shards.withdraw(allotment, draws, stamp())])

    def hold(self, _step: str, holder: str, amount: int) -> None:
        self.machines[0].hold(holder, self.key, amount, stamp())

    def give_back(self, _step: str, holder: str, amount: int) -> None:
        claims = self.machines[0].claims
        offers = partial(claims.give_back, holder, {self.key: amount}, LATE)
        self.machines[0].note(LATE, offers)

    def end(self, step: str, holder: str, _amount: int) -> None:
        offer: Callable[..., Sequence[Part]] = getattr(self.machines[0].claims, step)
        self.machines[0].note(LATE, lambda: offer(holder, [self.key], LATE))

    def check(self) -> None:
        """Exact after each step."""
        held = sum(amount for state, amount in self.claims.values() if state == "held")
        spent = sum(amount for state, amount in self.claims.values() if state == "committed")
        assert self.machines[0].balance(self.key) == Balance(self.left, held, spent)


def test_what_is_left_held_and_spent_is_all_there_is_after_each_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _: None)
    numbers = iter(range(1_000))

    @settings(max_examples=20)
    @given(STEPS)
    def check(steps: list[tuple[str, str, int]]) -> None:
        run = Run(f"A-{next(numbers)}")
        for step in steps:
            run.take(*step)
            run.check()

    check()
