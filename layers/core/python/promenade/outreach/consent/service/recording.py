"""Recording what people say: each person in one conditional write, tried again on what others wrote
meanwhile."""

from collections.abc import Sequence

from promenade.contracts.consents import ConsentChanged, PersonErased
from promenade.kit.errors import Conflict
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from promenade.outreach.consent.model.consent import Saying
from promenade.outreach.consent.model.person import Entry, Person, Told, erased, tell
from promenade.outreach.consent.service.ports import Doors, Turn

MOST_MERGES = 50
"""Of customers into one: all are erased in one transaction."""


def person(customer: str, doors: Doors) -> Person:
    """As of now: of one who was merged, the one that is left. Raises Conflict."""
    return line_of(customer, doors)[-1]


def record(customer: str, sayings: Sequence[Saying], stamp: Stamp, doors: Doors) -> Told:
    """Raises PersonIsErased, Unavailable."""

    def attempt() -> Told:
        return _record(line_of(customer, doors), sayings, stamp, doors)

    return patiently(attempt, Contended)


def record_met(met: Person, sayings: Sequence[Saying], stamp: Stamp, doors: Doors) -> Told:
    """The same, for who read many at once. Raises PersonIsErased, Unavailable."""
    try:
        if not met.merged_into:
            return _record([met], sayings, stamp, doors)
    except Contended:
        pass
    return record(met.customer, sayings, stamp, doors)


def named(found: Person, customer: str) -> Person:
    """Of whom nothing was known before."""
    return found if found.version else replace(found, customer=customer)


def list_entries(customer: str, limit: int, after: Position | None, doors: Doors) -> Page[Entry]:
    return doors.people.list_entries(person(customer, doors).person, limit, after)


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


def line_of(customer: str, doors: Doors) -> Sequence[Person]:
    """All that who was merged became, the one that is left last. Raises Conflict."""
    line = [one_of(customer, doors)]
    while line[-1].merged_into:
        if len(line) > MOST_MERGES:
            raise too_often()
        line.append(one_of(line[-1].merged_into, doors))
    return line


def too_often() -> Conflict:
    return Conflict("These customers were merged into one another too often.")


def one_of(customer: str, doors: Doors) -> Person:
    return named(doors.people.find(doors.digest(customer)), customer)


def _record(line: Sequence[Person], sayings: Sequence[Saying], stamp: Stamp, doors: Doors) -> Told:
    met = line[-1]
    speaker = next((each.person for each in line if each.person in met.apart), met.person)
    told = tell(met, sayings, speaker)
    if told.after is not met:
        fact = ConsentChanged if told.entry else None
        doors.people.write([Turn(met, told.after, told.entry, fact)], stamp)
    return told
