"""What is left of promotions' limits, as quotes look it up: `service.preparing.UsageReader`.

Together with other tables, eventually consistent but where terms are looked at as well; the
order's own write is the check.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from promenade.base.promotion.model import Cart, Promotion, Usage, Usages
from promenade.base.promotion.model.counted import allotted, claimed
from promenade.base.promotion.model.remaining import Left, Needs, needs_of, usage_of
from promenade.base.promotion.store.allotments import key_of
from promenade.base.promotion.store.items import managed_of
from promenade.base.promotion.store.records import LimitRecord
from promenade.base.promotion.store.sights import Sights
from promenade.base.promotion.store.uses import Tally, tallies_of, tally_key
from promenade.contracts.customers import person, pseudonym
from promenade.kit.digests import Digests
from promenade.kit.lookups import Key, Lookup
from promenade.kit.shard_items import ShardItems
from promenade.kit.shards import Allotment
from promenade.kit.values import Value

_PLENTY = 64
"""So many times what a cart needs: left alone for a while, it is still there."""

_REMEMBERED_FOR = timedelta(seconds=5)
MOST_SHARDS = 8
"""So many an allotment is looked at. One that has more of them open has far more left than a cart
usually needs; where not, nobody can say how much."""

ATTRIBUTES = ("pk", "sk", "left", "used", "body")
_decoder = msgspec.json.Decoder(Allotment)
Item = Mapping[str, Any]


class _Asked(Value, frozen=True):
    """What a cart needs of an allotment that is to be `most`."""

    name: str
    key: str
    need: int
    most: int


class _Sight(Value, frozen=True):
    """Of an allotment, as it was `at` an instant."""

    left: int
    open_count: int
    at: datetime

    def is_plenty(self, need: int, now: datetime) -> bool:
        return now - self.at < _REMEMBERED_FOR and self.left >= _PLENTY * need


class _Looked(Value, frozen=True):
    """At one promotion."""

    promotion: Promotion
    asked: tuple[_Asked, ...]
    tallies: tuple[tuple[Tally, Key], ...]


class DynamoUsages:
    """Made once per container: where there is plenty, it does not look again for a few seconds."""

    def __init__(self, digests: Digests, sights: Sights | None = None) -> None:
        self._digests = digests
        self._sights = sights or Sights()
        self._items = ShardItems(LimitRecord, "LIMIT")
        self._seen: dict[str, _Sight] = {}

    def lookup(
        self,
        promotions: Sequence[Promotion],
        cart: Cart,
        metered: Usages,
        likely: Sequence[str] = (),
    ) -> Lookup[Mapping[str, Usage]]:
        looked = self._all_looked(promotions, cart) if promotions else []
        keys = [(f"PROMOTION#{id_}", "-") for id_ in likely]
        keys += [key for each in looked for key in self._keys(each, cart.at)]
        read, table = partial(self._read, looked, cart.at, metered), LimitRecord.Meta.table_name
        return Lookup(table, tuple(keys), read, ATTRIBUTES, drawn, bool(likely))

    def _all_looked(self, promotions: Sequence[Promotion], cart: Cart) -> list[_Looked]:
        needs = needs_of(cart)
        tallies = [tallies_of(each, needs.units, cart.at) for each in promotions]
        buyer = self._buyer(cart) if any(tallies) else None
        return [
            _Looked(
                each,
                _asked(each, needs),
                tuple([(tally, tally_key(buyer, each.id, tally)) for tally in counted if buyer]),
            )
            for each, counted in zip(promotions, tallies, strict=True)
        ]

    def _buyer(self, cart: Cart) -> str | None:
        return pseudonym(person(cart.buyer.id, None, None), self._digests)

    def _keys(self, looked: _Looked, now: datetime) -> Iterator[Key]:
        yield from (key for _, key in looked.tallies)
        for asked in looked.asked:
            seen = self._seen.get(asked.key)
            if seen is None or not seen.is_plenty(asked.need, now):
                yield self._items.root_key(asked.key)
                yield from self._shards(asked)

    def _shards(self, asked: _Asked) -> list[Key]:
        """As many as were open when they were last looked at."""
        seen = self._seen.get(asked.key)
        count = min(seen.open_count, MOST_SHARDS) if seen else MOST_SHARDS
        return [self._items.shard_key(asked.key, number) for number in range(count)]

    def _read(
        self,
        looked: Sequence[_Looked],
        now: datetime,
        metered: Usages,
        items: Sequence[tuple[Key, Item]],
    ) -> Mapping[str, Usage]:
        found = dict(items)
        terms = [managed_of(each["body"]["S"]) for (_, sk), each in items if sk == "-"]
        self._sights.note({each.id: each for each in terms}, now)
        return {
            each.promotion.id: usage_of(
                each.promotion, self._left(each, found, now), metered.of(each.promotion.id)
            )
            for each in looked
        }

    def _left(self, looked: _Looked, found: Mapping[Key, Item], now: datetime) -> Left:
        allotted = {each.name: self._left_of(each, found, now) for each in looked.asked}
        mine = [(each, each.most - _number(found.get(key), "used")) for each, key in looked.tallies]
        return Left(
            {name: left for name, left in allotted.items() if left is not None},
            {each.limit: left for each, left in mine if not each.sku},
            {each.sku: max(left, 0) for each, left in mine if each.sku},
        )

    def _left_of(self, asked: _Asked, found: Mapping[Key, Item], now: datetime) -> int | None:
        root = found.get(self._items.root_key(asked.key))
        if root is None:
            seen = self._seen.get(asked.key)
            return seen.left if seen and seen.is_plenty(asked.need, now) else None
        allotment, shards = allotment_of(root), self._shards(asked)
        left = left_in(allotment, asked.most, [found.get(key) for key in shards])
        self._seen[asked.key] = _Sight(left, allotment.open_count, now)
        return left if len(shards) >= allotment.open_count or left >= asked.need else None


def _asked(promotion: Promotion, needs: Needs) -> tuple[_Asked, ...]:
    limits, id_ = allotted(promotion), promotion.id
    needed = claimed(limits, needs.amounts).items()
    return tuple([_Asked(name, key_of(id_, name), need, limits[name]) for name, need in needed])


def allotment_of(root: Item) -> Allotment:
    return _decoder.decode(root["body"]["S"])


def left_in(allotment: Allotment, most: int, shards: Iterable[Item | None]) -> int:
    """In these shards, where it is to be `most` in all, maybe less than was allotted."""
    there = sum(_number(each, "left") for each in shards)
    return max(there - max(allotment.total - most, 0), 0)


def _number(item: Item | None, name: str) -> int:
    return int(item[name]["N"]) if item and name in item else 0


def drawn(item: dict[str, Any]) -> tuple[Key, Item]:
    return (item["pk"]["S"], item["sk"]["S"]), item
