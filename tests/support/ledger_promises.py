"""What every ledger promises, the fake and the real one alike."""

from typing import Generic, Protocol

import pytest

from promenade.kit.errors import Conflict, Stale
from promenade.kit.ledger import A, E, Ledger, Step
from promenade.kit.paging import Page, Position
from tests.support.stamps import stamp


class ListedLedger(Ledger[A, E], Protocol[A, E]):
    def list_entries(self, key: str, limit: int, after: Position | None) -> Page[E]: ...


class LedgerPromises(Generic[A, E]):
    """A capability's test class inherits this. It has a fixture `ledger`, and says what the
    `number`th step of an aggregate is."""

    def step(self, number: int, entry_id: str, key: str = "MUG") -> Step[A, E]:
        raise NotImplementedError

    def add(self, ledger: ListedLedger[A, E], number: int) -> Step[A, E]:
        step = self.step(number, f"entry_{number}")
        assert ledger.append(step, stamp(f"request-{number}")) == step.entry
        return step

    def test_aggregate_and_entry_are_written_together(self, ledger: ListedLedger[A, E]) -> None:
        assert ledger.find("MUG") is None
        assert ledger.find_entry("entry_1", stamp("request-1")) is None
        step = self.add(ledger, 1)
        stored = ledger.find("MUG")
        assert stored is not None
        assert (stored.value, stored.fingerprint) == (step.after, "request-1")
        assert ledger.find_entry("entry_1", stamp("request-1")) == step.entry
        assert ledger.list_entries("MUG", 10, None).items == (step.entry,)

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_step_from_another_version_is_stale_and_nothing_moves(
        self, ledger: ListedLedger[A, E], number: int
    ) -> None:
        first = self.add(ledger, 1)
        with pytest.raises(Stale):
            ledger.append(self.step(number, "late"), stamp("late"))
        stored = ledger.find("MUG")
        assert stored is not None
        assert stored.value == first.after
        assert ledger.list_entries("MUG", 10, None).items == (first.entry,)
        assert ledger.find_entry("late", stamp("late")) is None

    def test_an_entry_repeated_answers_what_it_first_stored(
        self, ledger: ListedLedger[A, E]
    ) -> None:
        first, second = self.add(ledger, 1), self.add(ledger, 2)
        assert ledger.append(self.step(3, "entry_1"), stamp("request-1")) == first.entry
        stored = ledger.find("MUG")
        assert stored is not None
        assert stored.value == second.after
        assert ledger.list_entries("MUG", 10, None).items == (first.entry, second.entry)

    def test_the_id_of_another_request_is_refused(self, ledger: ListedLedger[A, E]) -> None:
        first = self.add(ledger, 1)
        with pytest.raises(Conflict):
            ledger.append(self.step(2, "entry_1"), stamp("another"))
        with pytest.raises(Conflict):
            ledger.find_entry("entry_1", stamp("another"))
        assert ledger.list_entries("MUG", 10, None).items == (first.entry,)

    def test_entries_are_listed_in_order_page_by_page_for_one_key(
        self, ledger: ListedLedger[A, E]
    ) -> None:
        entries = [self.add(ledger, number).entry for number in range(1, 13)]
        cup = self.step(1, "cup", "CUP")
        ledger.append(cup, stamp("cup"))
        first = ledger.list_entries("MUG", 10, None)
        rest = ledger.list_entries("MUG", 10, first.next)
        assert [*first.items, *rest.items] == entries
        assert rest.next is None
        assert ledger.list_entries("CUP", 10, None).items == (cup.entry,)
        assert ledger.list_entries("HAT", 10, None).items == ()
