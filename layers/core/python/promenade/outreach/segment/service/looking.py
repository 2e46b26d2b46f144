"""Who is in a segment now, among the first people of all parts: what an audience is judged by."""

from collections.abc import Callable

from promenade.contracts.segments import PAGE, Audience, Known
from promenade.kit.clock import Clock
from promenade.kit.lookups import side_by_side
from promenade.outreach.segment.model.judging import Setting
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.model.run import PARTS
from promenade.outreach.segment.model.segment import Segment
from promenade.outreach.segment.service import setting
from promenade.outreach.segment.service.estimating import PER_PART, Sample
from promenade.outreach.segment.service.ports import Doors

_Holds = Callable[[Person], bool]


def audience(segment_id: str, clock: Clock, doors: Doors) -> Audience | None:
    """None where there is no such segment. Raises Unavailable."""
    stored = doors.segments.find(segment_id)
    if stored is None or stored.value.status == "archived":
        return None
    holds = _holds(stored.value, clock, doors)
    sample = Sample(doors, clock)
    found = [_known(each) for each in sample.people() if holds(each)]
    return Audience(found, sample.share)


def _holds(segment: Segment, clock: Clock, doors: Doors) -> _Holds:
    """Of a static one, who was found when it was computed."""
    terms = segment.terms
    if terms.keeping == "static":
        kept = _kept(segment, doors)
        return lambda person: person.customer in kept
    (definition,) = setting.compiled([terms.definition], doors.segments)
    at = Setting(clock(), terms.zone, doors.scoring.now(), doors.behaviour.tallies)
    return lambda person: definition.holds(person, at)


def _kept(segment: Segment, doors: Doors) -> frozenset[str]:
    """Of each part as many as a sample has of it: its pages are in the same order."""
    run = doors.runs.find(segment.snapshot_id) if segment.snapshot_id else None
    if run is None or not run.page_counts:
        return frozenset()
    counts = [min(run.page_counts[part], PER_PART // PAGE + 1) for part in range(PARTS)]
    places = [(part, number) for part, count in enumerate(counts) for number in range(count)]
    pages = side_by_side(lambda place: doors.runs.page_of(run, *place), places)
    return frozenset(customer for page in pages for customer in page)


def _known(person: Person) -> Known:
    return Known(
        customer=person.customer,
        language=person.language,
        channels=person.channels,
        consents={name: said.state for name, said in person.consents.items()},
        suppressed=person.suppressed,
    )
