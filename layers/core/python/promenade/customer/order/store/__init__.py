"""Orders in DynamoDB.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| order | `ORDER#<source>#<number>` | `-` | `DAY#<store>#<day>` | `<source>#<placed at>#<number>` |
| submission | `SUBMISSION#<id>` | `-` | | |
| why one of its orders is parked | `SUBMISSION#<id>` | `PARKED#<index, 3 digits>` | | |

An order stands in `gsi2` as well, under `HOUR#<when it was stored, UTC>#<shard>`, for who counts
what was recorded. An order's personal data is in `sealed` alone: neither `body`, which the stream
hands on, nor `summary`, which the indexes hold, has any.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

import msgspec
from pynamodb.attributes import BinaryAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from promenade.contracts.orders import OrderDocument, OrderRecorded, State
from promenade.customer.order.model.order import (
    Order,
    Outcome,
    Standing,
    Summary,
    may_take_back_refunds,
    not_taken,
    predecessors,
)
from promenade.customer.order.model.submission import Parking, Standings, Submission
from promenade.customer.order.service import Day
from promenade.kit import clock, dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.paging import Page, Position
from promenade.kit.records import IndexedRecord, Partition, Record
from promenade.kit.stamp import Stamp
from promenade.kit.trail import Subject

_SUBMISSIONS_LAST = timedelta(days=30)
_PARKED = "PARKED#"
_document_of = msgspec.json.Decoder(OrderDocument)
_submission_of = msgspec.json.Decoder(Submission)
_summary_of = msgspec.json.Decoder(Summary)
_parking_of = msgspec.json.Decoder(Parking)


HOUR_SHARDS = 4
"""Of an hour's orders: each takes a thousand a second."""


class _ByHour(GlobalSecondaryIndex["OrderRecord"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "gsi2"
        projection = AllProjection()

    gsi2pk = UnicodeAttribute(hash_key=True)
    gsi2sk = UnicodeAttribute(range_key=True)


class _ByStage(GlobalSecondaryIndex["OrderRecord"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "gsi3"
        projection = KeysOnlyProjection()

    gsi3pk = UnicodeAttribute(hash_key=True)
    gsi3sk = UnicodeAttribute(range_key=True)


class OrderRecord(IndexedRecord):
    """What conditions look at is lifted out of `body`: `terms` is `<kind> <currency> <state>`,
    `stage` is that of an order placed here, `paid_for` the number of one whose payment it is."""

    class Meta:
        table_name = setting("ORDER_TABLE")

    terms = UnicodeAttribute(null=True)
    refunded_minor = IntegerAttribute(null=True)
    summary = UnicodeAttribute(null=True)
    sealed = BinaryAttribute(legacy_encoding=False, null=True)
    stage = UnicodeAttribute(null=True)
    paid_for = UnicodeAttribute(null=True)
    quote = BinaryAttribute(legacy_encoding=False, null=True)
    gsi2pk = UnicodeAttribute(null=True)
    gsi2sk = UnicodeAttribute(null=True)
    gsi2 = _ByHour()
    gsi3pk = UnicodeAttribute(null=True)
    gsi3sk = UnicodeAttribute(null=True)
    gsi3 = _ByStage()


def subject_of(document: OrderDocument) -> Subject:
    key = f"{order_key(document.source, document.number)}/-"
    return Subject(OrderRecorded.publisher, key, document.version)


class DynamoOrderStore:
    def record(self, order: Order, stamp: Stamp) -> Outcome:
        record = record_of(order, stamp)
        try:
            dynamo.put(record, _is_news(order.document))
        except dynamo.ConditionFailed as lost:
            met = lost.old[0]
            if met is None:  # pragma: no cover  the condition holds where there is nothing
                raise
            return not_taken(order, _standing(met))
        return "stored"

    def find_order(self, source: str, number: str) -> Order | None:
        record = dynamo.find(OrderRecord, order_key(source, number), "-", consistent=True)
        if record is None:
            return None
        return Order(_document_of.decode(record.body), record.sealed, record.fingerprint)

    def list_orders(self, place: Day, limit: int, after: Position | None) -> Page[Summary]:
        found = dynamo.page(
            OrderRecord,
            Partition(day_key(place.store, place.day), index="gsi1"),
            limit=limit,
            after=after,
            sk=OrderRecord.gsi1sk.startswith(f"{place.source}#") if place.source else None,
        )
        return Page(tuple(_summary_of.decode(record.summary) for record in found.items), found.next)

    def add_submission(self, submission: Submission, stamp: Stamp) -> Submission:
        record = OrderRecord(
            f"SUBMISSION#{submission.id}",
            "-",
            body=msgspec.json.encode(submission).decode(),
            expires_at=int((submission.submitted_at + _SUBMISSIONS_LAST).timestamp()),
        )
        return _submission_of.decode(dynamo.add(record.stamped(stamp)).body)

    def find_submission(self, submission_id: str) -> Submission | None:
        key = f"SUBMISSION#{submission_id}"
        record = dynamo.find(OrderRecord, key, "-", consistent=True)
        return _submission_of.decode(record.body) if record else None

    def standings(self, keys: Sequence[tuple[str, str]]) -> Standings:
        by_item = {order_key(source, number): (source, number) for source, number in keys}
        found = dynamo.find_many(
            OrderRecord, [(pk, "-") for pk in by_item], only=("pk", "version", "fingerprint")
        )
        return {by_item[record.pk]: _standing(record) for record in found}

    def park(self, submission_id: str, parking: Parking) -> None:
        dynamo.put(
            OrderRecord(
                f"SUBMISSION#{submission_id}",
                f"{_PARKED}{parking.index:03d}",
                body=msgspec.json.encode(parking).decode(),
            )
        )

    def parked(self, submission_id: str) -> Mapping[int, Parking]:
        found = dynamo.page(
            OrderRecord,
            f"SUBMISSION#{submission_id}",
            limit=100,
            after=None,
            sk=OrderRecord.sk.startswith(_PARKED),
        )
        noted = [_parking_of.decode(record.body) for record in found.items]
        return {parking.index: parking for parking in noted}


def _is_news(document: OrderDocument) -> Condition:
    follows = (
        (OrderRecord.version < document.version)
        & OrderRecord.stage.does_not_exist()
        & OrderRecord.terms.is_in(*(_terms(document, each) for each in predecessors(document)))
    )
    if not may_take_back_refunds(document):
        follows &= OrderRecord.refunded_minor <= document.refunded_minor
    news: Condition = OrderRecord.pk.does_not_exist() | follows
    return news


def _standing(record: Record) -> Standing:
    return Standing(record.version, record.fingerprint)


def _terms(document: OrderDocument, state: State) -> str:
    return f"{document.kind} {document.currency} {state}"


def day_key(store: str, on: date) -> str:
    return f"DAY#{store}#{on}"


def hour_key(instant: datetime, shard: int) -> str:
    return f"HOUR#{instant.astimezone(UTC):%Y-%m-%dT%H}#{shard}"


def order_key(source: str, number: str) -> str:
    return f"ORDER#{source}#{number}"


def record_of(order: Order, stamp: Stamp) -> OrderRecord:
    document = order.document
    day = document.placed_at.astimezone(ZoneInfo(document.zone)).date()
    placed = clock.to_wire(document.placed_at)
    key = order_key(document.source, document.number)
    return OrderRecord(
        key,
        "-",
        version=document.version,
        body=msgspec.json.encode(document).decode(),
        sealed=order.sealed,
        terms=_terms(document, document.state),
        refunded_minor=document.refunded_minor,
        summary=msgspec.json.encode(_summary(document)).decode(),
        gsi1pk=day_key(document.store, day),
        gsi1sk=f"{document.source}#{placed}#{document.number}",
        gsi2pk=hour_key(stamp.at, crc32(key.encode()) % HOUR_SHARDS),
        gsi2sk=key,
    ).stamped(stamp, OrderRecorded)


def _summary(document: OrderDocument) -> Summary:
    shared = {name: getattr(document, name) for name in _SHARED}
    return Summary(**shared, line_count=len(document.lines))


_SHARED = tuple(name for name in Summary.__struct_fields__ if name != "line_count")
