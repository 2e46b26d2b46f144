"""Customers as staff look them through, page by page."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.customer.profile.model.listing import Wanted, is_wanted, stretches_of
from promenade.customer.profile.model.person import Person
from promenade.customer.profile.model.scoring import Rule
from promenade.customer.profile.service.people import open_details
from promenade.customer.profile.service.ports import Listed, Note, Opener, PeopleList, ProfileStore
from promenade.kit.lookups import side_by_side
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value

MOST_AT_ONCE = 100
MORE_LOOKS = 3
"""After the first one, where it finds others than are wanted."""


class Doors(Value, frozen=True):
    order: PeopleList
    store: ProfileStore


class At(Value, frozen=True):
    """When people are looked at, and the rule in force then."""

    now: datetime
    rule: Rule


def list_people(
    wanted: Wanted, limit: int, after: Position | None, at: At, doors: Doors
) -> Page[Person]:
    """As they are now, at most `limit`. Where few of many are wanted, a page may have fewer, though
    there are more to come. Raises Unavailable."""
    found: dict[str, Person] = {}
    place = after["place"] if after else None
    for count in (limit, *[MOST_AT_ONCE] * MORE_LOOKS):
        met = _look(wanted, count, place, at, doors.order)
        people = doors.store.find_many(dict.fromkeys(each.customer for each in met))
        for each in met:
            person, place = people.get(each.customer), each.place
            if person and is_wanted(person.profile, wanted, at.rule, at.now):
                found[each.customer] = person
            if len(found) == limit:
                return Page(tuple(found.values()), {"place": place})
        if len(met) < count:
            return Page(tuple(found.values()), None)
    return Page(tuple(found.values()), {"place": place} if place else None)


def _look(
    wanted: Wanted, count: int, after: str | None, at: At, order: PeopleList
) -> Sequence[Listed]:
    if wanted.tag:
        return order.by_tag(wanted.tag, count, after)
    stretches = stretches_of(wanted.stage, at.rule, at.now)
    return order.by_purchase(stretches, count, after)


def open_names(people: Sequence[Person], vault: Opener, note: Note) -> Mapping[str, str]:
    """Of those who have one, by customer. `note` puts it on record first. Raises Unavailable."""
    note()
    details = side_by_side(lambda each: open_details(each, vault), people)
    named = zip(people, details, strict=True)
    return {each.profile.id: own.name for each, own in named if own.name}
