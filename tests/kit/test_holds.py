"""Parts of several capabilities in one transaction."""

from typing import Any

import pytest

from promenade.kit import aws, dynamo
from promenade.kit.dynamo import Write
from promenade.kit.errors import Conflict, DomainError, Unavailable
from promenade.kit.holds import ItemTwice, Part, Refused, TooManyWrites, join
from promenade.kit.patience import Contended
from promenade.kit.records import Record
from promenade.kit.values import replace
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.stamps import stamp

pytestmark = pytest.mark.usefixtures("stores")


class Mine(Record):
    class Meta:
        table_name = "promenade-order"


class Theirs(Record):
    class Meta:
        table_name = "promenade-stock"


class Taken(DomainError):
    """Somebody has it."""


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr("promenade.kit.patience.sleep", slept.append)
    return slept


def own(request: str = "request-1", version: int = 1) -> Part:
    record = Mine("OWN", "-", version=version).stamped(stamp(request))
    write = Write("Put", record, Record.pk.does_not_exist())
    return Part((write,), lambda _lost: Conflict("The key was used."))


def seat(*names: str) -> Part:
    """Takes seats together; tells which of them are whose."""
    writes = tuple(
        Write("Put", Theirs("SEAT", name, actor="me"), Record.pk.does_not_exist()) for name in names
    )

    def refuse(lost: dynamo.ConditionFailed) -> DomainError:
        owners = {name: met.actor for name, met in zip(names, lost.old, strict=True) if met}
        return Taken(f"Taken: {owners}.", **owners)

    return Part(writes, refuse)


def occupy(name: str, owner: str) -> None:
    dynamo.put(Theirs("SEAT", name, actor=owner))


def seats() -> list[str]:
    return sorted(item["sk"]["S"] for item in dump()["promenade-stock"])


def test_parts_are_written_together() -> None:
    join(own(), lambda: [seat("A", "B"), seat("C")])
    assert seats() == ["A", "B", "C"]
    assert [item["pk"]["S"] for item in dump()["promenade-order"]] == ["OWN"]


def test_all_parts_that_lost_are_named_with_what_they_met_and_nothing_moves() -> None:
    occupy("B", "ada")
    occupy("D", "bob")
    before = dump()
    with pytest.raises(Refused) as refused:
        join(own(), lambda: [seat("A", "B"), seat("C"), seat("D", "E")])
    assert [(each.code, each.facts) for each in refused.value.refusals] == [
        ("taken", {"B": "ada"}),
        ("taken", {"D": "bob"}),
    ]
    assert refused.value.detail == "Taken: {'B': 'ada'}. Taken: {'D': 'bob'}."
    assert dump() == before


def test_a_repeated_join_is_done_already_whatever_its_parts_meet() -> None:
    join(own(), lambda: [seat("A")])
    before = dump()
    join(own(), lambda: [seat("A")])
    assert dump() == before


@pytest.mark.parametrize("again", [own("another"), own(version=2)])
def test_the_joiners_own_refusal_comes_before_any_other(again: Part) -> None:
    join(own(), lambda: [seat("A")])
    before = dump()
    with pytest.raises(Conflict, match="The key was used"):
        join(again, lambda: [seat("A")])
    assert dump() == before


def test_a_part_that_was_made_from_what_has_changed_since_is_offered_anew(
    pauses: list[float],
) -> None:
    occupy("A", "ada")
    names = iter("AAB")
    join(own(), lambda: [Part(seat(next(names)).writes, lambda _lost: None)])
    assert (seats(), len(pauses)) == (["A", "B"], 2)


def test_a_refusal_is_told_at_once_though_another_part_might_be_offered_anew(
    pauses: list[float],
) -> None:
    occupy("A", "ada")
    occupy("B", "bob")
    with pytest.raises(Refused) as refused:
        join(own(), lambda: [Part(seat("A").writes, lambda _lost: None), seat("B")])
    assert [each.facts for each in refused.value.refusals] == [{"B": "bob"}]
    assert pauses == []


def test_what_never_comes_to_rest_is_unavailable_and_nothing_moves(pauses: list[float]) -> None:
    occupy("A", "ada")
    before = dump()
    with pytest.raises(Unavailable):
        join(own(), lambda: [Part(seat("A").writes, lambda _lost: None)])
    assert (dump(), len(pauses)) == (before, 10)


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize(("conflicts", "told"), [(10, None), (11, Unavailable)])
def test_others_at_the_same_items_are_waited_for(
    monkeypatch: pytest.MonkeyPatch, conflicts: int, told: type[Exception] | None
) -> None:
    left = [Contended()] * conflicts
    write = dynamo.transact_once

    def contended(writes: Any) -> None:
        if left:
            raise left.pop()
        write(writes)

    monkeypatch.setattr(dynamo, "transact_once", contended)
    if told:
        with pytest.raises(told):
            join(own(), lambda: [seat("A")])
    else:
        join(own(), lambda: [seat("A")])
    assert seats() == ([] if told else ["A"])


def test_more_writes_than_go_together_are_refused_before_any_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [f"{number:03d}" for number in range(100)]
    join(own(), lambda: [seat(*names[:99])])
    before = dump()
    monkeypatch.setattr(aws, "client", None)
    with pytest.raises(TooManyWrites) as refused:
        join(own("another"), lambda: [seat(*names)])
    monkeypatch.undo()
    assert refused.value.facts == {"write_count": 101, "most_count": 100}
    assert dump() == before


def test_two_parts_on_one_item_are_refused_before_any_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = dump()
    monkeypatch.setattr(aws, "client", None)
    with pytest.raises(ItemTwice):
        join(own(), lambda: [seat("A"), seat("A")])
    monkeypatch.undo()
    assert dump() == before


def known(*names: str) -> Part:
    """Was refused already by who offers it."""
    return replace(seat(*names), refusal=Taken(f"Taken: {names[0]}."))


def test_what_is_refused_already_is_told_without_a_write() -> None:
    before = dump()
    with capacity() as asked, pytest.raises(Refused) as refused:
        join(own(), lambda: [seat("A"), known("B"), known("C")])
    assert refused.value.detail == "Taken: B. Taken: C."
    assert (asked.cost, dump()) == ((1, 1.0, 0), before)


def test_a_repeated_join_is_done_already_though_its_parts_are_refused_by_now() -> None:
    join(own(), lambda: [seat("A")])
    before = dump()
    join(own(), lambda: [known("A")])
    with pytest.raises(Conflict, match="The key was used"):
        join(own("another"), lambda: [known("A")])
    assert dump() == before


def test_what_is_refused_already_holds_up_a_joiner_that_goes_on() -> None:
    join(own(), lambda: [seat("A")])
    occupy("C", "ada")
    before = dump()
    nothing = Part((), lambda _lost: None, Taken("Taken: B."))
    write = Write("Put", Mine("OWN", "-", version=2).stamped(stamp("next")), Record.version == 1)
    going_on = Part((write,), lambda _lost: Conflict("Somebody was there before."))
    with pytest.raises(Refused) as refused:
        join(going_on, lambda: [nothing, seat("C"), seat("D")])
    assert [each.detail for each in refused.value.refusals] == ["Taken: B.", "Taken: {'C': 'ada'}."]
    assert dump() == before
