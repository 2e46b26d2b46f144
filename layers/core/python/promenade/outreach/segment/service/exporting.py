"""Whom a run found, for who takes them away: some pages at a time, each person as known now."""

from collections.abc import Sequence

from promenade.kit.errors import Conflict, NotFound
from promenade.kit.lookups import side_by_side
from promenade.kit.values import Value
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.service.ports import Doors

PAGES = 10
"""Of one call: a thousand people at most."""


class SegmentRunGoesOn(Conflict):
    """Not all people are judged yet."""


class Export(Value, frozen=True):
    """`next_page` is None after the last one."""

    people: Sequence[Person]
    next_page: int | None


def export(segment_id: str, run_id: str, first: int, doors: Doors) -> Export:
    """From page `first` on, without who is gone since. Raises NotFound, SegmentRunGoesOn."""
    run = doors.runs.find(run_id)
    if run is None or run.segment_id != segment_id:
        raise NotFound("There is no such run of the segment.", run_id=run_id)
    if run.taken_at is None:
        raise SegmentRunGoesOn("People are still being judged: come back when the run is done.")
    pages = range(first, min(first + PAGES, run.page_count))
    found = side_by_side(lambda number: _people(doors.runs.page(run, number), doors), pages)
    after = first + PAGES if first + PAGES < run.page_count else None
    return Export([person for page in found for person in page], after)


def _people(customers: Sequence[str], doors: Doors) -> list[Person]:
    """In the order of the page."""
    known = doors.people.find_many(customers)
    return [known[each] for each in customers if each in known and not known[each].is_out]
