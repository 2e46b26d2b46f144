"""People in lists: one order by their last purchases, and one for each tag by when it was said."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from promenade.customer.profile.model.listing import Stretch, bought_of
from promenade.customer.profile.model.person import Person, Profile, Tag
from promenade.customer.profile.service.ports import Listed, Move
from promenade.customer.profile.store import ProfileRecord, person_key
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import Write
from promenade.kit.lookups import side_by_side
from promenade.kit.records import Partition
from promenade.kit.shards import start_of
from promenade.kit.values import Value

SHARDS = 8
"""Of each order: all who buy just now meet where it begins."""

_FIRST, _LAST = " ", "\U0010ffff"


class _Part(Value, frozen=True):
    """Of the order `name`, what is in [first, last]."""

    name: str
    first: str = _FIRST
    last: str = _LAST


class DynamoPeopleList:
    def by_purchase(
        self, stretches: Sequence[Stretch], count: int, after: str | None
    ) -> list[Listed]:
        return _newest(map(_part, stretches), count, after)

    def by_tag(self, tag: str, count: int, after: str | None) -> list[Listed]:
        return _newest([_Part(_tag_order(tag))], count, after)


def listed(record: ProfileRecord, profile: Profile) -> ProfileRecord:
    """The person's item, in the order of purchases while the profile is in use."""
    if profile.state == "active":
        figures = profile.figures
        record.gsi1pk = f"BOUGHT#{bought_of(figures)}#{start_of(profile.id, SHARDS)}"
        record.gsi1sk = _place(figures.last_paid_at, profile.id)
    return record


def tag_writes(moves: Iterable[Move], now: datetime) -> Iterator[Write]:
    """A write for each tag that is said otherwise than before. Of those that have expired the table
    is rid by itself: with them, it could be more than one transaction takes."""
    for move in moves:
        customer = move.after.profile.id
        before, after = _tags(move.before), _tags(move.after)
        for name, tag in after.items():
            if before.get(name) != tag:
                yield Write("Put", _tagged(customer, tag))
        for name, tag in before.items():
            if name not in after and tag.is_live(now):
                yield Write("Delete", _tagged(customer, tag))


def _tags(person: Person | None) -> dict[str, Tag]:
    return {tag.name: tag for tag in person.profile.tags} if person else {}


def _tagged(customer: str, tag: Tag) -> ProfileRecord:
    record = ProfileRecord(person_key(customer), f"TAG#{tag.name}")
    record.gsi1pk = f"{_tag_order(tag.name)}#{start_of(customer, SHARDS)}"
    record.gsi1sk = _place(tag.set_at, customer)
    record.expires_at = int(tag.expires_at.timestamp()) if tag.expires_at else None
    return record


def _tag_order(tag: str) -> str:
    return f"TAG#{tag}"


def _place(at: datetime | None, customer: str) -> str:
    """Who has no time is behind all who have one."""
    return f"{clock.to_wire(at) if at else ''}#{customer}"


def _part(stretch: Stretch) -> _Part:
    since, until = stretch.since, stretch.until
    return _Part(
        f"BOUGHT#{stretch.bought}",
        clock.to_wire(since) if since else _FIRST,
        clock.to_wire(until) if until else _LAST,
    )


def _newest(parts: Iterable[_Part], count: int, after: str | None) -> list[Listed]:
    """A round trip for each shard of each part, side by side."""
    rest = [_Part(each.name, each.first, min(each.last, after or _LAST)) for each in parts]
    asked = [(each, n) for each in rest if each.first <= each.last for n in range(SHARDS)]
    found = side_by_side(lambda each: _of_shard(*each, count, after), asked)
    together = sorted((each for own in found for each in own), key=lambda each: each.place)
    return together[::-1][:count]


def _of_shard(part: _Part, shard: int, count: int, after: str | None) -> list[Listed]:
    """One more than is asked for is the last one shown."""
    place = Partition(f"{part.name}#{shard}", index="gsi1", newest_first=True)
    within = ProfileRecord.gsi1sk.between(part.first, part.last)
    page = dynamo.page(ProfileRecord, place, limit=count + 1, after=None, sk=within)
    found = [Listed(each.pk.removeprefix(person_key("")), each.gsi1sk or "") for each in page.items]
    return [each for each in found if each.place != after][:count]
