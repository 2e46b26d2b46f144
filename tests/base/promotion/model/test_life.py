"""Whatever staff do to a promotion in whatever order, these hold (M1-4)."""

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from promenade.base.promotion.model import Window, approving, lifecycle
from promenade.base.promotion.model.managed import RUNNING, Status
from promenade.contracts.reviews import Review, ReviewState
from promenade.kit.errors import DomainError
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.managed_promotions import managed, ten_off
from tests.support.stamps import NOON, stamp

PEOPLE = st.sampled_from(["staff:maria", "staff:olga", "staff:otto"])
DAYS = st.integers(-2, 9)


class Life(RuleBasedStateMachine):
    """`writers` wrote what is to be reviewed, `submitter` submitted exactly that, `agreed` approved
    exactly that."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.value = managed()
        self.writers, self.submitter = {"staff:maria"}, ""
        self.agreed: set[str] = set()
        self.needed = 0

    def turn(self, step: Any, *given: Any) -> bool:
        """Whether it was allowed; what is refused changes nothing and what is not counts one."""
        before = self.value
        try:
            self.value = step(before, *given)
        except DomainError:
            assert self.value == before
            return False
        assert self.value.version == before.version + 1
        return True

    @rule(who=PEOPLE, end=st.none() | DAYS)
    def edit(self, who: str, end: int | None) -> None:
        was_in_force = self.value.promotion if self.value.is_published else None
        window = Window(end=None if end is None else self.now + timedelta(days=end))
        if self.turn(lifecycle.edit, ten_off(window=window), who, self.now):
            self.writers, self.submitter, self.agreed = {*self.writers, who}, "", set()
            assert was_in_force in (None, self.value.promotion)

    @rule(who=PEOPLE, needed=st.integers(1, 2))
    def submit(self, who: str, needed: int) -> None:
        if self.turn(approving.submit, Review(who, self.now, needed)):
            self.submitter, self.needed = who, needed

    @rule(who=PEOPLE)
    def approve(self, who: str) -> None:
        if self.turn(approving.approve, self.by(who)):
            assert who not in {*self.writers, self.submitter, *self.agreed}
            self.agreed.add(who)

    @rule(who=PEOPLE)
    def reject(self, who: str) -> None:
        if self.turn(approving.reject, "no", self.by(who)):
            self.agreed = set()

    @rule()
    def publish(self) -> None:
        terms = self.value.terms
        if self.turn(lifecycle.publish, self.now):
            assert len(self.agreed) >= self.needed > 0
            assert (
                replace(self.value.promotion, version=terms.version, paused=terms.paused) == terms
            )
            self.writers, self.agreed, self.needed = set(), set(), 0

    @rule(step=st.sampled_from([lifecycle.pause, lifecycle.resume]))
    def hold(self, step: Any) -> None:
        if self.turn(step, self.now):
            assert self.value.status(self.now) in RUNNING

    @rule(days=DAYS)
    def move_end(self, days: int) -> None:
        end = self.now + timedelta(days=days)
        if self.turn(lifecycle.move_end, end, self.now):
            assert self.value.end == end > self.now

    @precondition(lambda self: self.value.version > 6)
    @rule(step=st.sampled_from([lifecycle.end, lifecycle.archive]))
    def finish(self, step: Any) -> None:
        if self.turn(step, self.now):
            assert self.value.status(self.now) in {Status.ENDED, Status.ARCHIVED}

    @precondition(lambda self: self.value.version > 6)
    @rule()
    def kill(self) -> None:
        was = self.value.status(self.now)
        assert self.turn(lifecycle.kill, "wrong", self.now) is (was in RUNNING)

    @rule(days=st.integers(0, 3))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @invariant()
    def what_ended_stays_ended(self) -> None:
        over = {Status.ENDED, Status.ARCHIVED}
        if self.value.status(self.now) in over:
            assert self.value.status(self.now + timedelta(days=99)) in over

    @invariant()
    def what_is_to_be_reviewed_is_not_in_force(self) -> None:
        if self.value.is_published and self.value.proposed is None:
            assert self.value.review is None
        if self.value.review_state is ReviewState.APPROVED:
            assert len(self.agreed) >= self.needed

    def by(self, who: str) -> Stamp:
        return replace(stamp(), actor=who, at=self.now)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
