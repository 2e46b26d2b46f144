"""A run: all people are judged, part by part; who fulfils a definition is kept by pages.

A run of FOLLOWED keeps no pages: it sees who came and went because time passed.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from promenade.contracts.segments import PAGE
from promenade.kit.values import Document, replace
from promenade.outreach.segment.model.segment import Terms

PARTS = 16
"""Of all people: as many workers at most are at work at once."""

FOLLOWED = ""
"""Instead of a segment: all that are followed."""

LASTS = timedelta(days=35)
STATIC_LASTS = timedelta(days=400)
"""How long a run and its pages are kept, of a static segment's own and of others."""


def place_of(customer: str) -> tuple[int, str]:
    """(part, place in it): spread evenly, so that the first people of a part are a sample."""
    digest = hashlib.sha256(customer.encode()).hexdigest()
    return int(digest[:2], 16) % PARTS, f"{digest[2:10]}#{customer}"


def share_until(place: str) -> float:
    """What share of a part comes up to this place in it."""
    return (int(place[:8], 16) + 1) / 16**8


class Run(Document, frozen=True):
    """`terms` are those at its beginning, of a segment. Where it `is_own` the segment is told what
    it came to; else it is a snapshot for somebody else. Of FOLLOWED, `settled` are those segments
    whose people are all judged by it. With `kept_run_id` it is of a static segment, and takes whom
    that run found. Over once all PARTS are done."""

    id: str
    segment_id: str
    asked_at: datetime
    terms: Terms | None = None
    terms_version: int = 0
    is_own: bool = True
    kept_run_id: str | None = None
    settled: tuple[str, ...] = ()
    version: int = 1
    count: int = 0
    judged_count: int = 0
    page_counts: tuple[int, ...] = ()
    taken_at: datetime | None = None

    @property
    def asked(self) -> "Run":
        """As it was asked for, whatever it came to."""
        return replace(self, version=1, count=0, judged_count=0, page_counts=(), taken_at=None)

    @property
    def is_static(self) -> bool:
        """Of a static segment, and what that keeps."""
        return self.is_own and self.terms is not None and self.terms.keeping == "static"

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + (STATIC_LASTS if self.is_static else LASTS)

    @property
    def page_count(self) -> int:
        return sum(self.page_counts)

    def place(self, number: int) -> tuple[int, int]:
        """Where page `number` lies: its part, and which of the part's. Raises IndexError."""
        left = number
        for part, count in enumerate(self.page_counts):
            if 0 <= left < count:
                return part, left
            left -= count
        raise IndexError(f"{number} of {self.page_count}")


class PartDone(Document, frozen=True):
    """How far a part is: `after` is the place of the last one who was judged, `page_count` pages
    are full and kept, `rest` are those who are on none yet."""

    number: int
    version: int = 0
    after: str | None = None
    judged_count: int = 0
    page_count: int = 0
    count: int = 0
    rest: tuple[str, ...] = ()
    is_done: bool = False


class Step(Document, frozen=True):
    """What a worker made of some people: the part after it, and the pages that are full now,
    numbered from the part's own beginning."""

    part: PartDone
    pages: tuple[tuple[int, tuple[str, ...]], ...] = ()


def stepped(part: PartDone, judged: int, found: list[str], after: str | None) -> Step:
    """`after` is None where there is nobody further: then what is left is a page of its own."""
    people = [*part.rest, *found]
    full = len(people) if after is None else len(people) - len(people) % PAGE
    pages = [tuple(people[start : start + PAGE]) for start in range(0, full, PAGE)]
    next_part = replace(
        part,
        version=part.version + 1,
        after=after,
        judged_count=part.judged_count + judged,
        page_count=part.page_count + len(pages),
        count=part.count + len(found),
        rest=tuple(people[full:]),
        is_done=after is None,
    )
    numbered = tuple((part.page_count + place, page) for place, page in enumerate(pages))
    return Step(next_part, numbered)


Pages = Callable[[Run, int, int], Sequence[str]]
"""Who is on a page, by its part and its number there."""


def page_with(run: Run, customer: str, page_of: Pages) -> tuple[int, int] | None:
    """Part and page where somebody is. By halving: the pages of a part are in the order of
    places."""
    part, place = place_of(customer)

    def search(first: int, last: int) -> int | None:
        if first >= last:
            return None
        middle = (first + last) // 2
        people = page_of(run, part, middle)
        if customer in people:
            return middle
        is_before = not people or place < place_of(people[0])[1]
        found = search(first, middle) if is_before else None
        is_behind = not people or not is_before
        return search(middle + 1, last) if found is None and is_behind else found

    found = search(0, run.page_counts[part] if run.page_counts else 0)
    return None if found is None else (part, found)
