"""Where orders are looked for (see `promenade.customer.order.store` and its `shop_orders`): by
number, tracking number, customer, stage, or day, whatever comes first of what is wanted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.searching import Wanted, bare
from promenade.customer.order.model.shop_order import ShopOrder, Stage
from promenade.customer.order.service.searching import Candidate
from promenade.customer.order.store import OrderRecord, day_key, order_key
from promenade.customer.order.store.shop_orders import STAGE_SHARDS, stage_key, tracking_key
from promenade.kit import dynamo
from promenade.kit.codes import normalised
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition

_DAYS_AT_ONCE = 10
_TO_SEND: tuple[Stage, ...] = ("paid", "partially_shipped")
_DAY = timedelta(days=1)
_LAST = "\U0010ffff"

_document_of = msgspec.json.Decoder(OrderDocument)
_shop_order_of = msgspec.json.Decoder(ShopOrder)


class DynamoOrderSearch:
    def candidates(self, wanted: Wanted, after: Position | None, count: int) -> Page[Candidate]:
        """A round trip; one for each of 4 shards of a stage, one a day for 10 days."""
        if wanted.number:
            return _numbered(wanted.source, wanted.number, after)
        if wanted.tracking:
            return _listed(tracking_key(wanted.tracking), wanted, after, count)
        if wanted.buyer:
            return _listed(f"BUYER#{wanted.buyer}", wanted, after, count)
        if wanted.stage:
            return _in_stage(wanted, after, count)
        return _by_day(wanted, after, count)

    def to_send(self, after: Position | None, count: int) -> Page[Candidate]:
        """A round trip for each of 4 shards of 2 stages."""
        beyond = OrderRecord.gsi3sk > after["sk"] if after else None
        found = [each for stage in _TO_SEND for each in _shards(stage, beyond, count + 1)]
        return _first(sorted(found, key=_placed), count)

    def orders(self, keys: Sequence[str]) -> Mapping[str, OrderDocument]:
        found = dynamo.find_many(OrderRecord, [(key, "-") for key in keys])
        return {each.pk: _order(each) for each in found}


def _order(record: OrderRecord) -> OrderDocument:
    decoder = _shop_order_of if record.stage else _document_of
    return decoder.decode(record.body)


def _numbered(source: str, number: str, after: Position | None) -> Page[Candidate]:
    """As it is typed, in small letters or capitals, with or without #, and as our own are."""
    typed, small = bare(number), bare(normalised(number))
    kind, _, rest = small.partition("_")
    written = {typed, small, small.upper(), f"{kind}_{rest.upper()}"}
    keys = sorted(order_key(source, f"{mark}{each}") for each in written for mark in ("", "#"))
    beyond = [key for key in keys if not after or key > after["sk"]]
    return Page(tuple(Candidate(key, {"sk": key}) for key in beyond), None)


def _listed(pk: str, wanted: Wanted, after: Position | None, count: int) -> Page[Candidate]:
    beyond = OrderRecord.sk < after["sk"] if after else None
    place = Partition(pk, newest_first=True)
    page = dynamo.page(OrderRecord, place, limit=count, after=None, sk=beyond)
    found = [
        Candidate(order_key(wanted.source, each.sk.partition("#")[2]), {"sk": each.sk})
        for each in page.items
    ]
    return Page(tuple(found), found[-1].position if page.next and found else None)


def _in_stage(wanted: Wanted, after: Position | None, count: int) -> Page[Candidate]:
    beyond = OrderRecord.gsi3sk < after["sk"] if after else None
    found = _shards(str(wanted.stage), beyond, count + 1, newest_first=True)
    return _first(sorted(found, key=_placed, reverse=True), count)


def _shards(
    stage: str, beyond: Condition | None, count: int, *, newest_first: bool = False
) -> list[OrderRecord]:
    found: list[OrderRecord] = []
    for shard in range(STAGE_SHARDS):
        place = Partition(stage_key(stage, shard), index="gsi3", newest_first=newest_first)
        found += dynamo.page(OrderRecord, place, limit=count, after=None, sk=beyond).items
    return found


def _placed(record: OrderRecord) -> str:
    return str(record.gsi3sk)


def _first(found: Sequence[OrderRecord], count: int) -> Page[Candidate]:
    shown = tuple(Candidate(each.pk, {"sk": _placed(each)}) for each in found[:count])
    return Page(shown, shown[-1].position if len(found) > count else None)


def _by_day(wanted: Wanted, after: Position | None, count: int) -> Page[Candidate]:
    days = list(_days(wanted, after))
    found: list[Candidate] = []
    for day in days[:_DAYS_AT_ONCE]:
        is_broken_off = after is not None and after["day"] == str(day)
        found += _of_day(day, wanted, after["sk"] if after and is_broken_off else "", count + 1)
        if len(found) > count:
            return Page(tuple(found[:count]), found[count - 1].position)
    rest = days[_DAYS_AT_ONCE:]
    return Page(tuple(found), {"day": str(rest[0]), "sk": ""} if rest else None)


def _of_day(day: date, wanted: Wanted, before: str, count: int) -> Iterator[Candidate]:
    """Those of the source, before the one that was shown last."""
    place = Partition(day_key(wanted.days_of, day), index="gsi1", newest_first=True)
    first, last = f"{wanted.source}#", before or f"{wanted.source}#{_LAST}"
    within: Condition = OrderRecord.gsi1sk.between(first, last)
    page = dynamo.page(OrderRecord, place, limit=count + 1, after=None, sk=within)
    for each in page.items:
        if each.gsi1sk != before:
            yield Candidate(each.pk, {"day": str(day), "sk": str(each.gsi1sk)})


def _days(wanted: Wanted, after: Position | None) -> Iterator[date]:
    """The last one first."""
    first, last = wanted.first_day or date.max, wanted.last_day or date.min
    day = date.fromisoformat(after["day"]) if after else last
    while day >= first:
        yield day
        day -= _DAY
