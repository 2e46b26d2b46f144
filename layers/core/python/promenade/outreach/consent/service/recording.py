"""Recording what people say: each person in one conditional write, tried again on what others wrote
meanwhile."""

from collections.abc import Sequence

from promenade.contracts.consents import (
    ConsentChanged,
    PersonErased,
    PersonMerged,
    PersonSuppressionChanged,
)
from promenade.kit.errors import Conflict, Fault, Invalid
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace
from promenade.outreach.consent.model.consent import Saying
from promenade.outreach.consent.model.person import (
    Entry,
    MergedAlready,
    Person,
    PersonIsErased,
    Told,
    erased,
    merge,
    moved,
    tell,
)
from promenade.outreach.consent.service.ports import Doors, Turn

MOST_MERGES = 50
"""Of customers into one: all are erased in one transaction."""


class Merge(Value, frozen=True):
    """`gone` and `kept` are one person, known by the latter from now on."""

    gone: str
    kept: str


def person(customer: str, doors: Doors) -> Person:
    """As of now: of one who was merged, the one that is left. Raises Conflict."""
    found = _of(customer, doors)
    for _ in range(MOST_MERGES):
        if not found.merged_into:
            return found
        found = _of(found.merged_into, doors)
    raise _too_often()


def record(customer: str, sayings: Sequence[Saying], stamp: Stamp, doors: Doors) -> Told:
    """Raises PersonIsErased, Unavailable."""

    def attempt() -> Told:
        return _record(person(customer, doors), sayings, stamp, doors)

    return patiently(attempt, Contended)


def record_met(met: Person, sayings: Sequence[Saying], stamp: Stamp, doors: Doors) -> Told:
    """The same, for who read many at once. Raises PersonIsErased, Unavailable."""
    try:
        if not met.merged_into:
            return _record(met, sayings, stamp, doors)
    except Contended:
        pass
    return record(met.customer, sayings, stamp, doors)


def named(found: Person, customer: str) -> Person:
    """Of whom nothing was known before."""
    return found if found.version else replace(found, customer=customer)


def list_entries(customer: str, limit: int, after: Position | None, doors: Doors) -> Page[Entry]:
    return doors.people.list_entries(person(customer, doors).person, limit, after)


def merge_people(asked: Merge, stamp: Stamp, doors: Doors) -> Person:
    """Again, it does nothing. Raises Invalid, MergedAlready, PersonIsErased, Unavailable."""
    if asked.gone == asked.kept:
        detail = "Name two customers: one cannot be merged into itself."
        raise Invalid([Fault("/into", "same_customer", detail)])
    return patiently(lambda: _merge(asked, stamp, doors), Contended)


def follow(asked: Merge, stamp: Stamp, doors: Doors) -> bool:
    """The same, of profiles that were merged; False where nothing is left of the one that is gone.
    Raises MergedAlready, Conflict, Unavailable."""
    try:
        merge_people(asked, stamp, doors)
    except PersonIsErased:
        return False
    return True


def erase(customer: str, stamp: Stamp, doors: Doors) -> None:
    """With all who are one with them. Again, it does nothing that was done. Raises Conflict,
    Unavailable."""

    def attempt() -> Sequence[str]:
        left = person(customer, doors)
        met = [left, *map(doors.people.find, left.others)]
        known = [each for each in met if not each.erased_at]
        if known:
            turns = [Turn(each, erased(each, stamp.at), None, PersonErased) for each in known]
            doors.people.write(turns, stamp)
        return [each.person for each in met]

    for each in patiently(attempt, Contended):
        doors.people.forget_entries(each)


def _record(met: Person, sayings: Sequence[Saying], stamp: Stamp, doors: Doors) -> Told:
    told = tell(met, sayings)
    if told.after is not met:
        fact = ConsentChanged if told.entry else None
        doors.people.write([Turn(met, told.after, told.entry, fact)], stamp)
    return told


def _merge(asked: Merge, stamp: Stamp, doors: Doors) -> Person:
    gone, kept = _of(asked.gone, doors), person(asked.kept, doors)
    if gone.merged_into:
        if person(gone.merged_into, doors).person != kept.person:
            raise MergedAlready("The customer was merged into another one before.")
        return kept
    if gone.person == kept.person:
        raise MergedAlready("The other customer was merged into this one before.")
    if gone.erased_at:
        raise PersonIsErased("The customer was erased: nothing is left to be merged.")
    if kept.erased_at:
        erase(asked.gone, stamp, doors)
        return kept
    into = _joined(gone, kept, stamp)
    left = moved(gone, kept.customer or asked.kept, stamp.at)
    doors.people.write([Turn(gone, left, None, PersonMerged), into], stamp)
    return into.after


def _joined(gone: Person, kept: Person, stamp: Stamp) -> Turn:
    told = merge(gone, kept, stamp.at)
    if len(told.after.others) > MOST_MERGES:
        raise _too_often()
    if told.entry:
        return Turn(kept, told.after, told.entry, ConsentChanged)
    is_more = told.after.suppressions != kept.suppressions
    return Turn(kept, told.after, None, PersonSuppressionChanged if is_more else None)


def _too_often() -> Conflict:
    return Conflict("These customers were merged into one another too often.")


def _of(customer: str, doors: Doors) -> Person:
    return named(doors.people.find(doors.digest(customer)), customer)
