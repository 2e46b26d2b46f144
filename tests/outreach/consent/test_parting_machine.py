"""Mergers of profiles that are made and taken back, heard of late, again and in any order: nobody
is `given` who did not say so last, and nobody is forgotten with another one."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from promenade.kit.errors import Unavailable
from promenade.outreach.consent.model.consent import latest
from promenade.outreach.consent.service import merging
from promenade.outreach.consent.service.merging import Merge, Parting
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.service.recording import person, record
from tests.support.consents import DIGEST, saying, stamp
from tests.support.fakes.consent import FakePersonStore

PEOPLE = ("ada", "bob", "cid")
WHO = st.sampled_from(PEOPLE)
STATES = st.sampled_from(("given", "withdrawn"))


class Consenting(RuleBasedStateMachine):
    """`into` and `mergers` are as the profiles have them, `told` is all that they told."""

    def __init__(self) -> None:
        super().__init__()
        self.doors = Doors(FakePersonStore(), DIGEST)
        self.into: dict[str, str] = {}
        self.mergers = dict.fromkeys(PEOPLE, 0)
        self.told: list[Merge | Parting | str] = []
        self.last: dict[str, str] = {}
        self.forgotten: set[str] = set()
        self.now = 0

    @rule(who=WHO, state=STATES)
    def say(self, who: str, state: Any) -> None:
        self.now += 1
        if person(who, self.doors).erased_at:
            return
        record(who, [saying(state, self.now, is_now=True)], stamp(self.now), self.doors)
        self.last[who] = state

    @rule(who=WHO, into=WHO)
    def merge(self, who: str, into: str) -> None:
        is_other_s = {who, into} & {*self.into} or who in self.into.values()
        if who == into or is_other_s or {who, into} & self.forgotten:
            return
        self.mergers[who] += 1
        self.into[who] = into
        self.told.append(Merge(who, into, self.mergers[who]))

    @rule(who=WHO)
    def take_back(self, who: str) -> None:
        if self.into.pop(who, None) and who not in self.forgotten:
            self.mergers[who] += 1
            self.told.append(Parting(who, self.mergers[who]))

    @rule(who=WHO)
    def forget(self, who: str) -> None:
        left = self.into.get(who, who)
        gone = [left, *(each for each in PEOPLE if self.into.get(each) == left)]
        self.told += gone
        self.forgotten |= {*gone}

    @precondition(lambda self: self.told)
    @rule(chance=st.randoms(use_true_random=False))
    def hear_any(self, chance: Any) -> None:
        self._hear(chance.choice(self.told))

    @rule(chance=st.randoms(use_true_random=False))
    def hear_all(self, chance: Any) -> None:
        told = list(self.told)
        while told:
            chance.shuffle(told)
            told = [each for each in told if not self._hear(each)]
        for who in PEOPLE:
            found = self.doors.people.find(DIGEST(who))
            assert bool(found.erased_at) == (who in self.forgotten)
            if who not in self.forgotten:
                assert found.merged_into == self.into.get(who, "")

    @invariant()
    def nobody_is_forgotten_with_another(self) -> None:
        for who in set(PEOPLE) - self.forgotten:
            assert self.doors.people.find(DIGEST(who)).erased_at is None

    @invariant()
    def who_is_given_alone_said_so_last(self) -> None:
        for who in PEOPLE:
            found = self.doors.people.find(DIGEST(who))
            consent = found.consents.get("email/marketing")
            if consent and consent.state == "given" and not found.apart:
                assert self.last[who] == "given"

    @invariant()
    def what_counts_of_several_is_the_latest(self) -> None:
        for who in PEOPLE:
            found = self.doors.people.find(DIGEST(who))
            if found.apart:
                assert found.consents == latest(found.apart.values())
                assert {*found.apart} == {found.person, *found.others}

    def _hear(self, told: Merge | Parting | str) -> bool:
        """False where it has to come again."""
        self.now += 1
        try:
            match told:
                case Merge():
                    merging.follow(told, stamp(self.now), self.doors)
                case Parting():
                    merging.part(told, stamp(self.now), self.doors)
                case str():
                    merging.forget(told, stamp(self.now), self.doors)
        except Unavailable:
            return False
        return True


TestParting = Consenting.TestCase
TestParting.settings = settings(max_examples=100, stateful_step_count=30)
