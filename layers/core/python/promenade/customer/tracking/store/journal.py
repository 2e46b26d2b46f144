"""What is known of people in DynamoDB: all of one in one partition, read consistently."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from promenade.customer.tracking.model.arms import Arm
from promenade.customer.tracking.model.sales import OrderKey, Visit
from promenade.customer.tracking.service.ports import Whose
from promenade.customer.tracking.store.effect_records import (
    EffectRecord,
    erased_key,
    expiry,
    journal,
    order_of,
    whose_of,
)
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.customer.tracking.store.records import encode
from promenade.customer.tracking.store.touches import DynamoTouchStore
from promenade.kit import clock, dynamo
from promenade.kit.digests import Digests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.lookups import Key
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.records import Partition
from promenade.kit.values import Document

MOST_NAMES = 20
"""Of one person that are looked at."""

_LATEST = "INTO"
_MOMENT = timedelta(microseconds=1)


class Into(Document, frozen=True):
    """`customer` is None of who is a person of their own again, after so many `mergers`."""

    customer: str | None = None
    mergers: int = 0


_arm_of: Callable[[str], Arm] = msgspec.json.Decoder(Arm).decode
_visit_of: Callable[[str], Visit] = msgspec.json.Decoder(Visit).decode
_into_of: Callable[[str], Into] = msgspec.json.Decoder(Into).decode


class DynamoJournal:
    def __init__(self, digests: Digests) -> None:
        self._digests = digests

    def mark_erased(self, customer: str) -> None:
        dynamo.put(EffectRecord(*self._mark(customer)))

    def erased(self, customers: Iterable[str]) -> frozenset[str]:
        marks = {self._mark(each): each for each in customers}
        found = dynamo.find_many(EffectRecord, marks, consistent=True)
        return frozenset(marks[each.pk, each.sk] for each in found)

    def _mark(self, customer: str) -> Key:
        return erased_key(self._digests.pseudonym(f"erased {customer}"))

    def own_orders(self, customer: str, limit: int, after: Position | None) -> Page[OrderKey]:
        place = Partition(journal(customer), consistent=True)
        are_orders = EffectRecord.sk.startswith("ORDER#")
        page = dynamo.page(EffectRecord, place, limit=limit, after=after, sk=are_orders)
        return Page(tuple(order_of(each.sk) for each in page.items), page.next)

    def links(self, customer: str, limit: int, after: Position | None) -> Page[Whose]:
        place = Partition(journal(customer), consistent=True)
        are_links = EffectRecord.sk.startswith("SENT#")
        page = dynamo.page(EffectRecord, place, limit=limit, after=after, sk=are_links)
        return Page(tuple(whose_of(each.sk) for each in page.items), page.next)

    def disown_links(self, whose: Whose, customer: str) -> None:
        DynamoLinkStore().disown(whose, customer)
        DynamoTouchStore().drop(whose)

    def drop(self, customer: str, most: int) -> int:
        place = Partition(journal(customer), consistent=True)
        page = dynamo.page(EffectRecord, place, limit=most, after=None)
        others = [_from(each, customer) for each in _linked(page.items)]
        dynamo.drop(EffectRecord, [(each.pk, each.sk) for each in (*others, *page.items)])
        return len(page.items)

    def visit(self, customer: str, visit: Visit, id_: str) -> None:
        sk = f"TOUCH#{clock.to_wire(visit.at)}#{id_}"
        record = EffectRecord(journal(customer), sk, body=encode(visit))
        record.expires_at = expiry(visit.at)
        dynamo.put(record)

    def link(self, customer: str, into: str | None, mergers: int) -> frozenset[str]:
        return patiently(lambda: _link(customer, Into(into, mergers)), Contended)

    def people(self, customer: str) -> Mapping[str, Sequence[Arm]]:
        found: dict[str, Sequence[Arm]] = {}
        ahead = [customer]
        while ahead and len(found) < MOST_NAMES:
            name = ahead.pop(0)
            if name not in found:
                records = [
                    *dynamo.all_between(
                        EffectRecord, journal(name), "ARM#", _LATEST, consistent=True
                    )
                ]
                found[name] = [_arm_of(e.body or "") for e in records if e.sk.startswith("ARM#")]
                ahead += _linked(records)
        return found

    def visits(self, customers: Collection[str], since: datetime, until: datetime) -> list[Visit]:
        bounds = _between("TOUCH#", since, until)
        return [
            _visit_of(each.body or "")
            for customer in sorted(customers)
            for each in dynamo.all_between(
                EffectRecord, journal(customer), *bounds, consistent=True
            )
        ]

    def orders(self, customer: str, since: datetime, until: datetime) -> list[OrderKey]:
        """One round trip for who goes by one name."""
        first, last = _between("ORDER#", since, until)
        found = [
            *dynamo.all_between(EffectRecord, journal(customer), "FROM#", last, consistent=True)
        ]
        others = self.people(customer).keys() - {customer} if [*_linked(found)] else ()
        for other in sorted(others):
            found += dynamo.all_between(EffectRecord, journal(other), first, last, consistent=True)
        return [order_of(each.sk) for each in found if each.sk >= first]


def _link(customer: str, told: Into) -> frozenset[str]:
    met = dynamo.find(EffectRecord, journal(customer), _LATEST, consistent=True)
    known = _into_of(met.body or "") if met else Into()
    if told.mergers <= known.mergers:
        return frozenset()
    revision = met.version or 0 if met else 0
    latest = EffectRecord(journal(customer), _LATEST, version=revision + 1, body=encode(told))
    is_as = EffectRecord.version == revision if met else EffectRecord.pk.does_not_exist()
    sides = _linking(customer, known.customer, told.customer)
    try:
        dynamo.transact_once([Write("Put", latest, is_as), *sides])
    except ConditionFailed:
        raise Contended from None
    if known.customer == told.customer:
        return frozenset()
    return frozenset(each for each in (customer, known.customer, told.customer) if each)


def _linking(customer: str, before: str | None, into: str | None) -> Iterator[Write]:
    if before and before != into:
        yield Write("Delete", _from(before, customer))
    if into:
        yield Write("Put", _from(into, customer))


def _linked(records: Sequence[EffectRecord]) -> Iterator[str]:
    for each in records:
        if each.sk.startswith("FROM#"):
            yield each.sk.removeprefix("FROM#")
        elif each.sk == _LATEST and (into := _into_of(each.body or "").customer):
            yield into


def _from(into: str, customer: str) -> EffectRecord:
    return EffectRecord(journal(into), f"FROM#{customer}")


def _between(kind: str, since: datetime, until: datetime) -> tuple[str, str]:
    """What begins at an instant is behind the instant itself."""
    return kind + clock.to_wire(since), kind + clock.to_wire(until - _MOMENT) + "~"
