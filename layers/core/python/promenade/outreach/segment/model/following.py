"""Who comes into segments that are followed, and who leaves them."""

from collections.abc import Iterable, Mapping
from typing import Literal

from promenade.kit.values import Value, replace
from promenade.outreach.segment.model.judging import Definition, Setting
from promenade.outreach.segment.model.person import Membership, Person


class Followed(Value, frozen=True):
    """Who `is_new` has not been judged for all people yet: until then nobody comes or goes, for who
    was in it before anybody followed it did not come into it."""

    segment_id: str
    zone: str
    definition: Definition
    terms_version: int
    is_new: bool = False


class Turned(Value, frozen=True):
    segment_id: str
    way: Literal["entered", "left"]
    membership: Membership


def followed(
    person: Person, segments: Iterable[Followed], settings: Mapping[str, Setting]
) -> tuple[Person, list[Turned]]:
    """The person as a member of what now holds, and what of that is news. `settings` are by zone.
    Whoever knows less of segments than who judged before leaves that as it is: he has not heard of
    some, or of their newest terms."""
    memberships, turned = dict(person.memberships), list[Turned]()
    for each in segments:
        held = memberships.get(each.segment_id, Membership(is_inside=False, turns=0))
        if held.terms_version > each.terms_version:
            continue
        is_inside = each.definition.holds(person, settings[each.zone])
        after = _turn(held, each.terms_version, is_inside=is_inside)
        if after.turns:
            memberships[each.segment_id] = after
        if after.turns > held.turns and not each.is_new:
            way: Literal["entered", "left"] = "entered" if is_inside else "left"
            turned.append(Turned(each.segment_id, way, after))
    return replace(person, memberships=memberships), turned


def _turn(held: Membership, terms_version: int, *, is_inside: bool) -> Membership:
    if held.is_inside == is_inside:
        return replace(held, terms_version=terms_version)
    return Membership(is_inside, held.turns + 1, held.entries + is_inside, terms_version)
