"""What staff do with segments."""

from collections.abc import Callable, Iterable, Iterator

from promenade.contracts.campaigns import SegmentUsers
from promenade.contracts.segments import SegmentArchived, SegmentEdited, SegmentFact
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model import segment as life
from promenade.outreach.segment.model.checking import faults
from promenade.outreach.segment.model.registry import Registry, registered
from promenade.outreach.segment.model.segment import Segment, SegmentInUse, Status, Terms
from promenade.outreach.segment.service.ports import SegmentStore


class Change(Value, frozen=True):
    """One change of the version that the caller has seen."""

    segment_id: str
    expected_version: int
    stamp: Stamp


def draft(id_: str, terms: Terms, stamp: Stamp, store: SegmentStore) -> Segment:
    """Raises Invalid, Conflict, CircularSegments, NamedTooDeep, TooManySegments, Unavailable."""
    _refuse(faults(terms.definition))

    def attempt() -> Segment:
        segment = Segment(id_, terms)
        return store.add(segment, _registry(segment, store), stamp)

    return patiently(attempt, Contended)


def edit(change: Change, terms: Terms, store: SegmentStore) -> Segment:
    """Raises Invalid, NotFound, Stale, SegmentArchivedBefore, SegmentInUse, CircularSegments,
    NamedTooDeep, TooManySegments, Unavailable."""
    _refuse(faults(terms.definition))
    return _save(change, lambda found: life.edited(found, terms), SegmentEdited, store)


def archive(change: Change, store: SegmentStore, users: SegmentUsers) -> Segment:
    """Raises NotFound, Stale, SegmentArchivedBefore, SegmentInUse, Unavailable."""

    def unused() -> Part:
        campaigns, part = users.of(change.segment_id)
        if campaigns:
            told = "Campaigns use it: give them another segment or cancel them first."
            raise SegmentInUse(told, campaigns=", ".join(sorted(campaigns)))
        return part

    return _save(change, life.archived, SegmentArchived, store, unused)


def get(segment_id: str, store: SegmentStore) -> Segment:
    """Raises NotFound."""
    found = store.find(segment_id)
    if found is None:
        raise NotFound("There is no such segment.", segment_id=segment_id)
    return found.value


def list_by_status(
    status: Status, limit: int, after: Position | None, store: SegmentStore
) -> Page[Segment]:
    return store.list_by_status(status, limit, after)


def check(condition: d.Condition, store: SegmentStore) -> None:
    """Raises Invalid with all that is wrong with it, segments that are not there among it."""
    _refuse(faults(condition))
    _refuse_unknown(condition, store)


def _refuse_unknown(condition: d.Condition, store: SegmentStore) -> None:
    _refuse(_unknown(condition, store))


def _refuse(found: Iterable[Fault]) -> None:
    if wrong := [each.within("/definition") for each in found]:
        raise Invalid(wrong)


def _unknown(condition: d.Condition, store: SegmentStore) -> Iterator[Fault]:
    named = sorted(d.references(condition))
    known = store.find_many(named) if named else {}
    for at, each in d.walk(condition):
        if not isinstance(each, d.InSegment):
            continue
        segment = known.get(each.segment_id)
        if segment is None or segment.status == "archived":
            detail = "There is no such segment."
            yield Fault(f"{at}/segment_id", "unknown_segment", detail)
        elif segment.terms.keeping == "static":
            detail = "Name a dynamic segment: this one keeps who was in it once."
            yield Fault(f"{at}/segment_id", "static_segment", detail)


def _registry(segment: Segment, store: SegmentStore) -> Registry | None:
    """None where the segment changes nothing of it. It is read before the segments that are named,
    so that whoever puts one of them away meanwhile is met. Raises Invalid."""
    registry = store.registry()
    if segment.status == "open":
        _refuse_unknown(segment.terms.definition, store)
    after = registered(registry, segment)
    return None if after is registry else after


def _save(
    change: Change,
    turn: Callable[[Segment], Segment],
    fact: type[SegmentFact],
    store: SegmentStore,
    beside: Callable[[], Part] | None = None,
) -> Segment:
    def attempt() -> Segment:
        stored = store.find(change.segment_id)
        if stored is None:
            raise NotFound("There is no such segment.", segment_id=change.segment_id)
        if stored.is_done(change.expected_version, change.stamp):
            return stored.value
        after = turn(stored.value)
        registry = _registry(after, store)
        return store.save(after, fact, change.stamp, registry, beside() if beside else None)

    return patiently(attempt, Contended)
