"""What others tell of people: each fact once, in any order; and who comes and goes by it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import permutations

import pytest

from promenade.contracts.behaviour import Act, Acted
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentChange
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.person import (
    Membership,
    Person,
    Said,
    closed,
    moved,
    with_acts,
    with_consents,
    with_suppressions,
    without_acts,
)
from promenade.outreach.segment.service import computing, managing
from promenade.outreach.segment.service.learning import Learner, Lesson
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from tests.support.cloud import dump
from tests.support.fakes.segment import UNUSED
from tests.support.relaying import relayed
from tests.support.segments import (
    CHINESE,
    digest,
    drafted,
    edited,
    fakes,
    learn,
    real,
    told,
    worked,
)
from tests.support.stamps import NOON, stamp


@pytest.fixture(params=[fakes, real])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    made: Doors = request.param()
    return made


def found(doors: Doors, customer: str = "ada") -> Person:
    person = doors.people.find(customer)
    assert person
    return person


def membership(doors: Doors, segment_id: str = "chinese") -> Membership | None:
    return found(doors).memberships.get(segment_id)


def member(*, is_inside: bool, turns: int, entries: int, terms_version: int = 1) -> Membership:
    return Membership(is_inside, turns, entries, terms_version)


def heard() -> list[tuple[str, int | None]]:
    """Who came and who left, and how often they had come by then."""
    told_ = [(each["detail-type"], each["detail"]["data"]) for each in relayed().events]
    ways = ("SegmentEntered", "SegmentLeft")
    return [(name, said["entries"]) for name, said in told_ if name in ways]


def settle(doors: Doors, run_id: str = "first") -> None:
    run = computing.follow(run_id, stamp(), doors)
    assert run
    worked(doors, run.id)


def test_a_profile_that_comes_late_does_not_win(doors: Doors) -> None:
    assert learn(doors, told("ada", 2, language="en"), told("ada", 1)) == [True, False]
    assert (found(doors).language, found(doors).turn) == ("en", 1)


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_consents_and_suppressions_end_alike_in_any_order(order: tuple[int, ...]) -> None:
    given_ = ConsentChange(Channel.SMS, Purpose.MARKETING, None, "given")
    taken = ConsentChange(Channel.SMS, Purpose.MARKETING, "given", "withdrawn")
    changes = [(given_, 1), (taken, 2), (given_, 3)]
    person = Person("ada")
    for place in order:
        change, version = changes[place]
        person = with_consents(person, [change], version)
        person = with_suppressions(person, [Channel.SMS] * (version % 2), version)
    assert person.consent(Channel.SMS, Purpose.MARKETING) == "given"
    assert person.suppressed == (Channel.SMS,)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_who_was_merged_is_out_until_they_are_their_own_again(order: tuple[int, ...]) -> None:
    given = ConsentChange(Channel.EMAIL, Purpose.MARKETING, None, "given")
    orders = ConsentChange(Channel.SMS, Purpose.TRANSACTIONAL, "given", "given")
    lessons: list[Callable[[Person], Person]] = [
        partial(with_consents, changes=[given], version=1),
        partial(moved, version=2),
        partial(with_consents, changes=[orders], version=3),
    ]
    person = Person("ada")
    for each in order:
        person = lessons[each](person)
        person = lessons[each](person)
    assert (person.consents, person.is_out) == ({"sms transactional": Said("given", 3)}, False)
    assert lessons[1](lessons[0](Person("ada"))).is_out


def test_what_was_done_before_it_was_forgotten_stays_so_whenever_it_is_told() -> None:
    done = [Acted(Act.VIEW, 1, NOON), Acted(Act.CART, 1, NOON + timedelta(hours=1))]
    told_first = without_acts(with_acts(Person("ada"), done), NOON)
    told_last = with_acts(without_acts(Person("ada"), NOON), done)
    assert told_first == told_last
    assert [*told_last.acted] == [Act.CART]


def test_who_is_erased_leaves_and_never_comes_back(doors: Doors) -> None:
    drafted(doors, "chinese", is_followed=True)
    settle(doors)
    learn(doors, told("ada"))
    assert membership(doors) == member(is_inside=True, turns=1, entries=1)
    assert learn(doors, Lesson(closed, digest=digest("ada")), told("ada", 2)) == [True, False]
    assert membership(doors) == member(is_inside=False, turns=2, entries=1)
    assert found(doors).language is None


def test_who_was_erased_before_anything_was_told_is_never_known(doors: Doors) -> None:
    erased = Lesson(closed, digest=digest("ada"))
    assert learn(doors, erased, told("ada"), erased) == [False, False, False]
    assert doors.people.find("ada") is None


def test_merged_people_leave_and_come_back_when_that_is_taken_back(doors: Doors) -> None:
    drafted(doors, "chinese", is_followed=True)
    settle(doors)
    learn(doors, told("ada"), told("ada", 2, state="merged"), told("ada", 3))
    assert membership(doors) == member(is_inside=True, turns=3, entries=2)


def test_entering_and_leaving_are_told_once_for_each_time(stores: None) -> None:
    doors = real()
    drafted(doors, "chinese", is_followed=True)
    settle(doors)
    relayed()
    learn(
        doors, told("ada"), told("ada"), told("ada", 2, zone="UTC"), told("ada", 3, language="en")
    )
    learn(doors, told("ada", 4))
    assert heard() == [("SegmentEntered", 1), ("SegmentLeft", 1), ("SegmentEntered", 2)]


def test_nobody_enters_a_segment_whose_people_are_not_all_judged_yet(stores: None) -> None:
    doors = real()
    learn(doors, told("ada"))
    drafted(doors, "chinese", is_followed=True)
    settle(doors)
    assert heard() == []
    assert membership(doors) == member(is_inside=True, turns=1, entries=1)


def test_time_alone_brings_people_in_at_the_next_hour(doors: Doors) -> None:
    quiet = d.Not(d.Did(Act.VIEW, 1, at_least=1))
    drafted(doors, "quiet", quiet, is_followed=True)
    settle(doors)
    seen = [Acted(Act.VIEW, 1, NOON)]
    learn(doors, Lesson(lambda person: with_acts(person, seen), "ada"))
    assert membership(doors, "quiet") is None
    later = NOON + timedelta(days=1)
    run = computing.follow_hourly(later, doors)
    again = computing.follow_hourly(later, doors)
    assert run
    assert again == run
    worked(doors, run.id, lambda: later)
    assert membership(doors, "quiet") == member(is_inside=True, turns=1, entries=1)


def test_what_is_put_away_is_forgotten_at_the_next_hour(doors: Doors) -> None:
    drafted(doors, "chinese", is_followed=True)
    drafted(doors, "other", is_followed=True)
    settle(doors)
    learn(doors, told("ada"))
    managing.archive(managing.Change("chinese", 2, stamp("archive")), doors.segments, UNUSED)
    settle(doors, "hourly")
    assert [*found(doors).memberships] == ["other"]


def test_who_is_followed_again_is_not_taken_for_a_newcomer(doors: Doors) -> None:
    drafted(doors, "chinese", is_followed=True)
    drafted(doors, "other", is_followed=True)
    settle(doors)
    learn(doors, told("ada"))
    edited(doors, "chinese", CHINESE)
    settle(doors, "hourly")
    assert membership(doors) == member(is_inside=True, turns=1, entries=1)


def knowing(doors: Doors) -> Learner:
    """A container that has just looked which segments are followed, and remembers it."""
    learner = Learner(doors, digest)
    assert learner.learn(told("bob", language="en"), stamp("of bob"))
    return learner


def test_a_container_that_has_not_heard_of_a_segment_leaves_who_is_in_it(stores: None) -> None:
    doors = real()
    learn(doors, told("ada"))
    learner = knowing(doors)
    drafted(doors, "chinese", is_followed=True)
    settle(doors)
    assert learner.learn(told("ada", 2, zone="UTC"), stamp())
    assert learn(doors, told("ada", 3, zone="Asia/Tokyo")) == [True]
    assert membership(doors) == member(is_inside=True, turns=1, entries=1)
    assert heard() == []


def test_a_container_that_goes_by_older_terms_turns_nobody_back(stores: None) -> None:
    doors = real()
    drafted(doors, "chinese", is_followed=True)
    settle(doors)
    learn(doors, told("ada"))
    learner = knowing(doors)
    edited(doors, "chinese", d.Field("language", "exists"), is_followed=True)
    settle(doors, "second")
    assert learner.learn(told("ada", 2, language="en"), stamp())
    assert learn(doors, told("ada", 3, language="en", zone="UTC")) == [True]
    assert membership(doors) == member(is_inside=True, turns=1, entries=1, terms_version=3)
    assert heard() == [("SegmentEntered", 1)]


def test_who_comes_as_soon_as_all_are_judged_is_told_by_every_container(stores: None) -> None:
    doors = real()
    drafted(doors, "chinese", is_followed=True)
    learner = knowing(doors)
    settle(doors)
    assert learner.learn(told("ada"), stamp())
    assert heard() == [("SegmentEntered", 1)]


def test_a_container_learns_on_what_others_wrote_meanwhile(doors: Doors) -> None:
    learner = Learner(doors, digest)

    def meanwhile(person: Person) -> Person:
        if person.turn == 0:
            learn(doors, told("ada", 1, zone="UTC"))
        return with_acts(person, [Acted(Act.VIEW, 1, NOON)])

    assert learner.learn(Lesson(meanwhile, "ada"), stamp())
    assert (found(doors).zone, [*found(doors).acted]) == ("UTC", [Act.VIEW])


def test_a_fact_that_is_no_news_writes_nothing(stores: None) -> None:
    doors = real()
    learn(doors, told("ada"))
    before = dump()
    assert learn(doors, told("ada")) == [False]
    assert dump() == before


def test_burying_again_changes_nothing(stores: None) -> None:
    people = DynamoPersonStore()
    people.bury(digest("ada"))
    before = dump()
    people.bury(digest("ada"))
    assert dump() == before
