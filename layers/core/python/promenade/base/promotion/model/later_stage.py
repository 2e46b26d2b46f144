"""One stage after the unit stage: promotions compete in groups and chain across them (N9)."""

from collections.abc import Iterable, Sequence

from promenade.base.promotion.model.answer import Outcome
from promenade.base.promotion.model.course import Course
from promenade.base.promotion.model.entry import Entry
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.state import Desk, State
from promenade.base.promotion.model.turns import Turn, Turns


class LaterStage:
    """Which turns count, and what is told of the others."""

    __slots__ = ("_course", "_turns")

    def __init__(self, desk: Desk, state: State, course: Course) -> None:
        self._course = course
        self._turns = Turns(desk, state, course)

    @property
    def state(self) -> State:
        return self._turns.state

    def run(self, entries: Sequence[Entry], *, has_exclusives: bool, has_rivals: bool) -> None:
        """Rules come by rank, through their gates and with lines to work on."""
        if has_exclusives and self._run_exclusive(entries):
            pass
        elif has_rivals:
            for contenders in _groups(entries):
                self._contest(contenders)
        else:
            self._run_all(entries)
        self._course.end_stage()

    def _run_all(self, entries: Sequence[Entry]) -> None:
        told, turns = self._course.told, self._turns
        for entry in entries:
            told[entry.place], after = turns.take(entry)
            if after is not None:
                if entry.bears_on_others or after.claims is not turns.state.claims:
                    turns.note(entry, after)
                turns.state = after

    def _run_exclusive(self, entries: Sequence[Entry]) -> bool:
        """Whether an exclusive promotion works; the highest-ranked one then works alone."""
        turns = [self._turns.take(entry) for entry in entries]
        working = [
            place
            for place, (entry, (_, after)) in enumerate(zip(entries, turns, strict=True))
            if after is not None and entry.promotion.exclusive
        ]
        if working:
            self._record_won(entries, turns, working[0], Reason.EXCLUSIVE_WINS)
        return bool(working)

    def _contest(self, entries: Sequence[Entry]) -> None:
        """The largest saving wins; among equals the first by rank."""
        turns = [self._turns.take(entry) for entry in entries]
        offers = [-1 if after is None else outcome.offer_minor for outcome, after in turns]
        self._record_won(entries, turns, offers.index(max(offers)), Reason.LOST_TO)

    def _record_won(
        self, entries: Sequence[Entry], turns: Sequence[Turn], winner: int, defeat: Reason
    ) -> None:
        rival = entries[winner].promotion.id
        for place, (entry, (outcome, after)) in enumerate(zip(entries, turns, strict=True)):
            if place != winner and after is not None:
                self._course.told[entry.place] = Outcome(
                    entry.promotion, defeat, outcome.offer_minor, rival, outcome.gap
                )
            else:
                self._course.told[entry.place] = outcome
        _, after = turns[winner]
        if after is not None:
            self._turns.note(entries[winner], after)
            self._turns.state = after


def _groups(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    """A group stands where its highest-ranked member stands."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    return groups.values()
