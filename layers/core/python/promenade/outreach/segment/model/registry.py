"""What is known of all segments at once: which name others, never in a circle and not without end,
and which are followed."""

from collections.abc import Mapping
from functools import cache

from promenade.kit.errors import DomainError
from promenade.kit.values import Document, replace
from promenade.outreach.segment.model.definition import references
from promenade.outreach.segment.model.segment import Segment, SegmentInUse

MOST_NAMING = 1_000
MOST_FOLLOWED = 50
MOST_NAMED_DEPTH = 5

Names = Mapping[str, frozenset[str]]
"""Which segments a segment names."""


class CircularSegments(DomainError):
    """The segment would name itself: `path` is the way back to it."""


class NamedTooDeep(DomainError):
    """Segments name segments that name segments: `most_count` deep at most."""


class TooManySegments(DomainError):
    """More than `most_count` segments would be followed, or name others."""


class Registry(Document, frozen=True):
    version: int = 0
    names: dict[str, frozenset[str]] = {}  # noqa: RUF012  each value gets its own
    followed: frozenset[str] = frozenset()


def registered(registry: Registry, segment: Segment) -> Registry:
    """The registry itself where the segment changes nothing of it; one that names others, or may be
    named no more, takes a turn of it, so that none is named and put away at once. Raises
    CircularSegments, NamedTooDeep, TooManySegments, and SegmentInUse for an archived or static one
    that others name."""
    is_open, terms = segment.status == "open", segment.terms
    own = references(terms.definition) if is_open else frozenset[str]()
    names = {id_: named for id_, named in registry.names.items() if id_ != segment.id}
    names |= {segment.id: own} if own else {}
    followed = registry.followed - {segment.id} | ({segment.id} if terms.is_followed else set())
    after = replace(registry, names=names, followed=followed)
    if not is_open or terms.keeping == "static":
        _refuse_named(segment.id, names)
    elif after == registry and not own:
        return registry
    _refuse_more(after)
    _refuse_circles(segment.id, names)
    return replace(after, version=registry.version + 1)


def _refuse_named(segment_id: str, names: Names) -> None:
    if users := sorted(user for user, named in names.items() if segment_id in named):
        told = "Other segments name it: edit or archive them first."
        raise SegmentInUse(told, segments=", ".join(users))


def _refuse_more(registry: Registry) -> None:
    if len(registry.names) > MOST_NAMING:
        told = "Too many segments name others: archive some first."
        raise TooManySegments(told, most_count=MOST_NAMING)
    if len(registry.followed) > MOST_FOLLOWED:
        told = "Too many segments are followed: let go of some first."
        raise TooManySegments(told, most_count=MOST_FOLLOWED)


def _refuse_circles(start: str, names: Names) -> None:
    if circle := _way_back(start, names):
        told = "The segment would name itself, by others that it names."
        raise CircularSegments(told, path=" > ".join(circle))
    if _longest(start, names) + _longest(start, _turned(names)) > MOST_NAMED_DEPTH:
        told = "Segments name segments that name segments: that goes too deep."
        raise NamedTooDeep(told, most_count=MOST_NAMED_DEPTH)


def _way_back(start: str, names: Names) -> list[str]:
    """From a segment over those that it names back to it; nothing where there is no way."""
    came_from: dict[str, str] = {}
    ahead = [start]
    for at in ahead:
        for each in sorted(names.get(at, ())):
            if each == start:
                return [*_path(at, came_from, start), start]
            if each not in came_from:
                came_from[each] = at
                ahead.append(each)
    return []


def _path(at: str, came_from: Mapping[str, str], start: str) -> list[str]:
    path = [at]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]


def _longest(start: str, names: Names) -> int:
    """Steps of the longest way from it, where there are no circles."""

    @cache
    def steps(at: str) -> int:
        return max((1 + steps(each) for each in names.get(at, ())), default=0)

    return steps(start)


def _turned(names: Names) -> Names:
    users: dict[str, set[str]] = {}
    for user, named in names.items():
        for each in named:
            users.setdefault(each, set()).add(user)
    return {each: frozenset(found) for each, found in users.items()}
