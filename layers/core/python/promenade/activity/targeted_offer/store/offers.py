"""Offers in DynamoDB."""

from collections.abc import Collection

import msgspec

from promenade.activity.targeted_offer.model.offer import Offer
from promenade.activity.targeted_offer.model.personal import Tally
from promenade.activity.targeted_offer.store.records import (
    CountRecord,
    OfferRecord,
    count_keys,
    encode,
    offer_key,
    sums,
)
from promenade.contracts.targeted_offers import TargetedOfferDrafted, TargetedOfferFact
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Stale
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp, Stored

_offer_of = msgspec.json.Decoder(Offer)


class DynamoOfferStore:
    def find(self, offer_id: str) -> Stored[Offer] | None:
        record = dynamo.find(OfferRecord, *offer_key(offer_id), consistent=True)
        return Stored(_offer_of.decode(record.body), record.fingerprint) if record else None

    def find_many(self, offer_ids: Collection[str]) -> dict[str, Offer]:
        keys = [offer_key(id_) for id_ in sorted(offer_ids)]
        found = map(_offer_of.decode, dynamo.find_bodies(OfferRecord, keys) if keys else [])
        return {each.id: each for each in found}

    def add(self, offer: Offer, stamp: Stamp) -> Offer:
        record = _record(offer, TargetedOfferDrafted, stamp)
        return _offer_of.decode(dynamo_requests.add(record, stamp))

    def save(self, after: Offer, fact: type[TargetedOfferFact], stamp: Stamp) -> Offer:
        return _offer_of.decode(dynamo.replace(_record(after, fact, stamp)).body)

    def drop(self, offer: Offer) -> None:
        is_same = OfferRecord.version == offer.version
        try:
            dynamo.apply(Write("Delete", OfferRecord(*offer_key(offer.id)), is_same))
        except ConditionFailed:
            raise Stale("It has been changed since.") from None

    def list_latest(self, limit: int, after: Position | None) -> Page[Offer]:
        place = Partition("OFFERS", index="gsi1", newest_first=True)
        found = dynamo.page(OfferRecord, place, limit=limit, after=after)
        return Page(tuple(_offer_of.decode(each.body) for each in found.items), found.next)

    def tally(self, offer_id: str) -> Tally:
        """Of what was done before; a round trip."""
        return sums(dynamo.find_many(CountRecord, count_keys(offer_id), consistent=True))


def _record(offer: Offer, fact: type[TargetedOfferFact], stamp: Stamp) -> OfferRecord:
    record = OfferRecord(*offer_key(offer.id), version=offer.version, body=encode(offer))
    record.gsi1pk = "OFFERS"
    record.gsi1sk = f"{clock.to_wire(offer.created_at)}#{offer.id}"
    return record.stamped(stamp, fact)
