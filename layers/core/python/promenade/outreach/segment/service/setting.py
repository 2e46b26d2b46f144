"""What people are judged by: definitions, with the segments that they name, at an instant."""

from collections.abc import Iterable
from datetime import datetime

from promenade.contracts.behaviour import Behaviour
from promenade.contracts.profiles import Judge
from promenade.kit.errors import NotFound
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.following import Followed
from promenade.outreach.segment.model.judging import Definition, Setting
from promenade.outreach.segment.service.ports import SegmentStore


def compiled(conditions: Iterable[d.Condition], store: SegmentStore) -> list[Definition]:
    """A round trip for each step that definitions name one another. Raises NotFound, which a
    definition that was checked does not."""
    asked = list(conditions)
    named: dict[str, d.Condition] = {}
    wanted = _references(asked)
    while wanted:
        found = store.find_many(sorted(wanted))
        if missing := wanted - set(found):
            raise NotFound("There is no such segment.", segment_id=min(missing))
        named |= {id_: segment.terms.definition for id_, segment in found.items()}
        wanted = _references(segment.terms.definition for segment in found.values()) - set(named)
    return [Definition(each, named) for each in asked]


def terms_versions(ids: Iterable[str], store: SegmentStore) -> dict[str, int]:
    """Of these segments and of all that they name, those that there are: a round trip for each."""
    found: dict[str, int] = {}
    ahead = sorted(set(ids))
    for id_ in ahead:
        stored = store.find(id_)
        if stored is not None and id_ not in found:
            found[id_] = stored.value.terms_version
            ahead += sorted(d.references(stored.value.terms.definition))
    return found


def _references(conditions: Iterable[d.Condition]) -> set[str]:
    return {each for condition in conditions for each in d.references(condition)}


def followed(store: SegmentStore) -> list[Followed]:
    """By two round trips, and one for each step that definitions name one another."""
    found = store.find_many(sorted(store.registry().followed))
    segments = [each for each in found.values() if each.terms.is_followed]
    definitions = compiled([each.terms.definition for each in segments], store)
    return [
        Followed(
            each.id, each.terms.zone, definition, each.terms_version, is_new=not each.is_settled
        )
        for each, definition in zip(segments, definitions, strict=True)
    ]


def archived(ids: Iterable[str], store: SegmentStore) -> set[str]:
    """Those that are put away, or gone."""
    asked = sorted(ids)[:100]
    found = store.find_many(asked) if asked else {}
    return {id_ for id_ in asked if id_ not in found or found[id_].status == "archived"}


def settings(
    zones: Iterable[str], at: datetime, judge: Judge, behaviour: Behaviour
) -> dict[str, Setting]:
    return {zone: Setting(at, zone, judge, behaviour.tallies) for zone in zones}
