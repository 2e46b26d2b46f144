"""Any order of what people say, of imports and merges: nobody with a later no is ever `given`."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from promenade.kit.errors import DomainError
from promenade.outreach.consent.model.consent import Source
from promenade.outreach.consent.service.merging import Merge, merge_people
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.service.recording import erase, person, record
from tests.support.consents import DIGEST, saying, stamp, state_of, verdict
from tests.support.fakes.consent import FakePersonStore

PEOPLE = ("ada", "bob", "cid")
MINUTES = st.integers(0, 30)
WHO = st.sampled_from(PEOPLE)
STATES = st.sampled_from(("given", "withdrawn"))


class Consenting(RuleBasedStateMachine):
    """`no` and `yes` are the latest of each that a person said, of all who became that person."""

    def __init__(self) -> None:
        super().__init__()
        self.doors = Doors(FakePersonStore(), DIGEST)
        self.one_of = {who: who for who in PEOPLE}
        self.no: dict[str, float] = {}
        self.yes: dict[str, float] = {}
        self.erased: set[str] = set()
        self.now = 31

    @rule(who=WHO, state=STATES, minute=MINUTES)
    def learn(self, who: str, state: Any, minute: int) -> None:
        self._say(who, state, minute)
        self._remember(who, state, minute)

    @rule(who=WHO, state=STATES, source=st.sampled_from([Source.SHOPPER, Source.ONE_CLICK]))
    def say_now(self, who: str, state: Any, source: Source) -> None:
        self.now += 1
        self._say(who, state, self.now, source=source, is_now=True)
        self._remember(who, state, self.now)

    @rule(who=WHO)
    def refuse_by_a_slow_clock(self, who: str) -> None:
        self._say(who, "withdrawn", 0, is_now=True)
        who = self.one_of[who]
        self._remember(who, "withdrawn", max(0, self.yes.get(who, 0)))

    @rule(gone=WHO, kept=WHO)
    def merge(self, gone: str, kept: str) -> None:
        self.now += 1
        try:
            merge_people(Merge(gone, kept), stamp(self.now), self.doors)
        except DomainError:
            return
        left = self.one_of[kept]
        if left in self.erased:
            self.erased.add(self.one_of[gone])
            return
        if self.one_of[gone] == left:
            return
        if self._refused(gone) or self._refused(left):
            self.no[left] = self.now
        self.yes[left] = max(self.yes.get(left, -1), self.yes.get(gone, -1))
        self.one_of = {who: left if at == gone else at for who, at in self.one_of.items()}

    @rule(who=WHO)
    def forget(self, who: str) -> None:
        self.now += 1
        erase(who, stamp(self.now), self.doors)
        self.erased.add(self.one_of[who])

    @invariant()
    def nobody_with_a_later_no_is_given(self) -> None:
        for who in PEOPLE:
            left = self.one_of[who]
            if left in self.erased:
                assert not verdict(self.doors, who).is_allowed
            elif self._refused(left):
                assert state_of(self.doors, who) == "withdrawn"
            elif self.yes.get(left, -1) >= 0:
                assert state_of(self.doors, who) == "given"

    @invariant()
    def what_stands_is_what_was_proven_last(self) -> None:
        for who in PEOPLE:
            found = person(who, self.doors)
            entries = self.doors.people.list_entries(found.person, 1, None).items
            if entries and not found.erased_at:
                assert found.consents["email/marketing"].state == entries[0].changes[-1].state

    def _refused(self, who: str) -> bool:
        return who in self.no and self.no[who] >= self.yes.get(who, -1)

    def _say(self, who: str, state: Any, minute: int, **other: Any) -> None:
        try:
            record(who, [saying(state, minute, **other)], stamp(self.now), self.doors)
        except DomainError:
            assert self.one_of[who] in self.erased

    def _remember(self, who: str, state: str, minute: float) -> None:
        latest = self.no if state == "withdrawn" else self.yes
        left = self.one_of[who]
        latest[left] = max(latest.get(left, -1), minute)


TestConsenting = Consenting.TestCase
TestConsenting.settings = settings(max_examples=150, stateful_step_count=30)
