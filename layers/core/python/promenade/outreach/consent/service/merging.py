"""Two who turn out to be one person, or two again: both are changed in one conditional write."""

from promenade.contracts.consents import ConsentChanged, PersonMerged, PersonSuppressionChanged
from promenade.kit.errors import Fault, Invalid, Unavailable
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace
from promenade.outreach.consent.model.merging import back, may_part, merge, moved, without
from promenade.outreach.consent.model.person import MergedAlready, Person, PersonIsErased
from promenade.outreach.consent.service.ports import Doors, Turn
from promenade.outreach.consent.service.recording import (
    MOST_MERGES,
    erase,
    line_of,
    one_of,
    person,
    too_often,
)


class Merge(Value, frozen=True):
    """`gone` and `kept` are one person, known by the latter from now on. `mergers` counts those of
    the profile of `gone`, made and taken back; it is 0 for a merger of consents alone, which
    lasts."""

    gone: str
    kept: str
    mergers: int = 0


class Parting(Value, frozen=True):
    """The profile of `customer` is its own, after so many mergers made and taken back."""

    customer: str
    mergers: int


def merge_people(asked: Merge, stamp: Stamp, doors: Doors) -> Person:
    """Again, it does nothing. Raises Invalid, MergedAlready, PersonIsErased, Unavailable."""
    if asked.gone == asked.kept:
        detail = "Name two customers: one cannot be merged into itself."
        raise Invalid([Fault("/into", "same_customer", detail)])
    return patiently(lambda: _merge(asked, stamp, doors), Contended)


def follow(asked: Merge, stamp: Stamp, doors: Doors) -> bool:
    """The same, of profiles that were merged; False where nothing is left of the one that is gone.
    What was merged before was taken back. Raises MergedAlready, Conflict, Unavailable."""
    part(Parting(asked.gone, asked.mergers - 1), stamp, doors)
    try:
        merge_people(asked, stamp, doors)
    except PersonIsErased:
        return False
    return True


def part(asked: Parting, stamp: Stamp, doors: Doors) -> None:
    """Who was merged with their profile is a person again. Again, it does nothing; nor does a
    merger that was made before, and is heard of later. Raises Conflict, Unavailable."""

    def attempt() -> None:
        gone, left = _ends(asked.customer, doors)
        if gone.erased_at or asked.mergers <= gone.mergers:
            return
        now = replace(gone, mergers=asked.mergers)
        doors.people.write(_parted(gone, now, left) or [Turn(gone, now.next())], stamp)

    patiently(attempt, Contended)


def forget(customer: str, stamp: Stamp, doors: Doors) -> None:
    """Alone, as far as others are one with them by their profiles: of each that is forgotten its
    own is told. Raises Conflict, Unavailable."""

    def attempt() -> None:
        gone, left = _ends(customer, doors)
        others = [doors.people.find(who) for who in left.apart if who != left.person]
        for each in [gone] if gone.merged_into else others:
            if turns := _parted(each, each, doors.people.find(left.person)):
                doors.people.write(turns, stamp)

    patiently(attempt, Contended)
    erase(customer, stamp, doors)


def _merge(asked: Merge, stamp: Stamp, doors: Doors) -> Person:
    gone, (named, kept) = one_of(asked.gone, doors), _ends(asked.kept, doors)
    if 0 < asked.mergers <= gone.mergers:
        return kept
    if asked.mergers and may_part(named, kept):
        raise Unavailable("That the other one is its own again was not heard of yet.")
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
    into = _joined(gone, kept, stamp, is_lasting=not asked.mergers)
    mergers = asked.mergers or gone.mergers
    left = moved(gone, kept.customer or asked.kept, stamp.at, mergers)
    doors.people.write([Turn(gone, left, None, PersonMerged), into], stamp)
    return into.after


def _joined(gone: Person, kept: Person, stamp: Stamp, *, is_lasting: bool) -> Turn:
    told = merge(gone, kept, stamp.at, is_lasting=is_lasting)
    if len(told.after.others) > MOST_MERGES:
        raise too_often()
    if told.entry:
        return Turn(kept, told.after, told.entry, ConsentChanged)
    is_more = told.after.suppressions != kept.suppressions
    return Turn(kept, told.after, None, PersonSuppressionChanged if is_more else None)


def _parted(gone: Person, now: Person, left: Person) -> list[Turn]:
    """Of `gone`, as it is kept and as it is `now`; nothing where the two are not to be parted."""
    if not may_part(gone, left):
        return []
    parted = [(gone, back(now, left)), (left, without(gone, left))]
    return [Turn(met, after, entry, ConsentChanged) for met, (after, entry) in parted]


def _ends(customer: str, doors: Doors) -> tuple[Person, Person]:
    """Who this is, and who is left of all that it was merged into."""
    line = line_of(customer, doors)
    return line[0], line[-1]
