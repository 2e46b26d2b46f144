"""Lists of customers in DynamoDB. The customers are written first, under the request's fingerprint,
so that another request of the same key touches none of them."""

import math
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from promenade.activity.targeted_offer.model.granting import GrantList
from promenade.activity.targeted_offer.store.records import Key, PersonRecord, counted, encode
from promenade.contracts.targeted_offers import OfferGrantsDone, OfferGrantsRequested
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.stamp import Stamp

_KEPT_FOR = timedelta(days=30)
"""Longer than a request waits in a queue of dead letters."""

_list_of = msgspec.json.Decoder(GrantList)


class DynamoListStore:
    def add(self, asked: GrantList, customers: Sequence[str], stamp: Stamp) -> GrantList:
        if (met := self.find(asked.id)) is not None:
            return _as_requested(met, asked)
        named = PersonRecord(*_customers_key(asked))
        named.body = msgspec.json.encode(customers).decode()
        named.expires_at = math.ceil((stamp.at + _KEPT_FOR).timestamp())
        dynamo.put(named)
        record = PersonRecord(*_key(asked.id), version=1, body=encode(asked))
        try:
            dynamo.put(
                record.stamped(stamp, OfferGrantsRequested), PersonRecord.pk.does_not_exist()
            )
        except ConditionFailed as lost:
            winner = lost.old[0]
            body = (winner.body if winner else None) or ""
            return _as_requested(_list_of.decode(body), asked)
        return asked

    def find(self, list_id: str) -> GrantList | None:
        record = dynamo.find(PersonRecord, *_key(list_id), consistent=True)
        return _list_of.decode(record.body or "") if record else None

    def customers(self, asked: GrantList) -> Sequence[str]:
        record = dynamo.find(PersonRecord, *_customers_key(asked), consistent=True)
        if record is None:
            raise NotFound("The customers of this list are not kept any more.", list_id=asked.id)
        return msgspec.json.decode(record.body or "", type=list[str])

    def finish(self, done: GrantList, stamp: Stamp) -> None:
        record = PersonRecord(*_key(done.id), version=done.version, body=encode(done))
        is_next = PersonRecord.version == done.version - 1
        own = Write("Put", record.stamped(stamp, OfferGrantsDone), is_next)
        opted_out = done.skipped.get("opted_out", 0)
        skipped = sum(done.skipped.values()) - opted_out
        more = {"opted_out": opted_out, "skipped": skipped}
        try:
            dynamo.transact([own, *counted(done.offer_id, done.id, more)])
        except ConditionFailed:
            return


def _as_requested(met: GrantList, asked: GrantList) -> GrantList:
    """Raises Conflict unless the same request asked for both."""
    if met.request != asked.request:
        raise Conflict("This Idempotency-Key was used for another request.")
    return met.as_requested()


def _key(list_id: str) -> Key:
    return f"LIST#{list_id}", "-"


def _customers_key(asked: GrantList) -> Key:
    return f"LIST#{asked.id}", f"CUSTOMERS#{asked.request}"
