"""What is kept of a person: looked at, erased, refused."""

import pytest

from promenade.activity.behaviour.service.histories import choose, erase, forget
from promenade.activity.behaviour.service.identities import identify
from promenade.activity.behaviour.store import histories as stored_histories
from promenade.kit.errors import Unavailable
from tests.support.behaviour import (
    ADA,
    BOB,
    VISITOR,
    Doors,
    ago,
    counts,
    event,
    fake_doors,
    real_doors,
    tell,
    views,
)
from tests.support.cloud import dump
from tests.support.stamps import stamp


@pytest.fixture(params=[fake_doors, real_doors])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    made: Doors = request.param()
    return made


def say(doors: Doors, visitor: str = "v1") -> None:
    identify(visitor, "ada", stamp(), doors.identities)


def refuse(doors: Doors, *, is_allowed: bool = False) -> None:
    choose("ada", is_allowed=is_allowed, stamp=stamp(), store=doors.histories)


def kept(doors: Doors) -> list[list[str]]:
    page = doors.histories.page("ada", 10, None)
    return [[each.id for each in batch.events] for batch in page.items]


def test_batches_are_listed_by_their_newest_event(doors: Doors) -> None:
    tell(doors, ADA, event("today"), event("before", at=ago(days=2)))
    tell(doors, ADA, event("yesterday", at=ago(days=1)))
    assert kept(doors) == [["before", "today"], ["yesterday"]]


def test_erasing_leaves_nothing_of_a_customer_and_their_visitors(doors: Doors) -> None:
    tell(doors, VISITOR, event("v"))
    say(doors)
    tell(doors, ADA, *views("a", "b"))
    tell(doors, BOB, event("c"))
    erase("ada", stamp(), doors.histories)
    assert (counts(doors), kept(doors), counts(doors, "bob")) == ({}, [], {"view": 1})
    assert doors.identities.owner_of("v1") is None


def test_after_erasing_the_table_says_only_that_it_was(stores: None) -> None:
    doors = real_doors()
    tell(doors, VISITOR, event("v"))
    say(doors)
    tell(doors, ADA, *views("a", "b"))
    erase("ada", stamp(), doors.histories)
    left = [
        each for each in dump()["promenade-behaviour"] if not each["pk"]["S"].startswith("EVENT#")
    ]
    told = [(each["pk"]["S"], each["fact"]["S"]) for each in left]
    assert told == [("CUSTOMER#ada", "HistoryErased")]


def test_who_is_forgotten_leaves_nothing_either(doors: Doors) -> None:
    tell(doors, VISITOR, event("v"))
    say(doors)
    tell(doors, ADA, event("a"))
    tell(doors, BOB, event("c"))
    forget("ada", stamp(), doors.histories)
    assert (counts(doors), kept(doors), counts(doors, "bob")) == ({}, [], {"view": 1})
    assert doors.identities.owner_of("v1") is None


def test_to_forget_again_or_whom_nobody_knows_writes_nothing(stores: None) -> None:
    doors = real_doors()
    tell(doors, ADA, event("a"))
    forget("ada", stamp(), doors.histories)
    before = dump()
    for each in ("ada", "bob"):
        forget(each, stamp(), doors.histories)
    assert dump() == before


def test_what_broke_off_is_told_and_forgotten_when_it_comes_again(
    stores: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise Unavailable("The table is busy with other changes.")

    doors = real_doors()
    tell(doors, ADA, event("a"))
    with monkeypatch.context() as patched:
        patched.setattr(doors.histories, "erase_page", break_off)
        with pytest.raises(Unavailable):
            forget("ada", stamp(), doors.histories)
    assert kept(doors) == [["a"]]
    forget("ada", stamp(), doors.histories)
    (head,) = (each for each in dump()["promenade-behaviour"] if each["sk"]["S"] == "HEAD")
    assert (kept(doors), head["fact"]["S"], head["version"]["N"]) == ([], "HistoryErased", "2")


def test_what_comes_after_erasing_is_kept_and_what_came_before_is_no_news(doors: Doors) -> None:
    tell(doors, ADA, event("a"))
    erase("ada", stamp(), doors.histories)
    assert tell(doors, ADA, *views("a", "b")) == ["DUPLICATE", "ACCEPTED"]
    assert counts(doors) == {"view": 1}


def test_many_batches_are_erased_all(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_histories, "_PAGE", 3)
    for number in range(7):
        tell(doors, ADA, event(f"e{number}", at=ago(days=number)))
    erase("ada", stamp(), doors.histories)
    assert (counts(doors), kept(doors)) == ({}, [])


def test_who_refuses_is_forgotten_and_their_visitors_stay_refused(doors: Doors) -> None:
    tell(doors, VISITOR, event("v"))
    say(doors)
    tell(doors, ADA, event("a"))
    refuse(doors)
    assert doors.histories.is_refused("ada")
    assert (counts(doors), kept(doors)) == ({}, [])
    assert tell(doors, VISITOR, event("w")) == ["tracking_refused"]
    refuse(doors, is_allowed=True)
    assert not doors.histories.is_refused("ada")
    assert tell(doors, VISITOR, event("w")) == ["ACCEPTED"]
    assert counts(doors) == {"view": 1}


def test_choosing_again_changes_nothing(doors: Doors) -> None:
    refuse(doors)
    before = dump()
    refuse(doors)
    assert dump() == before
    refuse(doors, is_allowed=True)
    after = dump()
    refuse(doors, is_allowed=True)
    assert dump() == after


def test_a_refusal_outlives_erasing(doors: Doors) -> None:
    refuse(doors)
    erase("ada", stamp(), doors.histories)
    assert doors.histories.is_refused("ada")
    assert tell(doors, ADA, event("a")) == ["tracking_refused"]
