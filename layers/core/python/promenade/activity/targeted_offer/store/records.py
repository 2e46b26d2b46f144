"""Items of the offers' table.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| offer | `OFFER#<id>` | `-` | `OFFERS` | `<drafted at>#<id>` |
| a part of what is counted of it | `COUNTS#<offer>#<shard>` | `-` | | |
| what a customer has of it | `PERSON#<customer>` | `OFFER#<offer>` | | |
| whether a customer wants offers | `PERSON#<customer>` | `TARGETING` | | |
| link of a customer, with what came of it | `SHARE#<id>` | `-` | | |
| pieces of what links may bring (see `kit.dynamo_pieces`) | `PIECES#<offer>#<shard>` | `-` | | |
| list of customers | `LIST#<id>` | `-` | | |
| those customers, for a month | `LIST#<id>` | `CUSTOMERS#<request>` | | |
| what a call made first (see `kit.dynamo_requests`) | `REQUEST#<id>` | `-` | | |
"""

from collections.abc import Mapping

import msgspec
from pynamodb.attributes import UnicodeAttribute

from promenade.activity.targeted_offer.model.personal import Tally
from promenade.kit.attributes import InstantAttribute, IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo import Write
from promenade.kit.dynamo_pieces import PieceRecord
from promenade.kit.records import IndexedRecord, Record
from promenade.kit.shards import start_of
from promenade.kit.values import Document

Key = tuple[str, str]
TABLE = setting("TARGETED_OFFER_TABLE")
SHARDS = 16


class OfferRecord(IndexedRecord):
    class Meta:
        table_name = TABLE


class PersonRecord(Record):
    """`state` of whether they want offers is `refused` where they said no."""

    state = UnicodeAttribute(null=True)
    granted = IntegerAttribute(null=True)

    class Meta:
        table_name = TABLE


class CountRecord(PieceRecord):
    """What is counted by the very write that does it: of an offer, or of a link until `ends_at`."""

    granted = IntegerAttribute(null=True)
    used = IntegerAttribute(null=True)
    shared = IntegerAttribute(null=True)
    accepted = IntegerAttribute(null=True)
    bonuses = IntegerAttribute(null=True)
    withheld = IntegerAttribute(null=True)
    voided = IntegerAttribute(null=True)
    opted_out = IntegerAttribute(null=True)
    skipped = IntegerAttribute(null=True)
    ends_at = InstantAttribute(null=True)

    class Meta:
        table_name = TABLE


def encode(document: Document) -> str:
    return msgspec.json.encode(document, order="deterministic").decode()


def offer_key(offer_id: str) -> Key:
    return f"OFFER#{offer_id}", "-"


def person_key(customer: str, offer_id: str) -> Key:
    return f"PERSON#{customer}", f"OFFER#{offer_id}"


def share_key(share_id: str) -> Key:
    return f"SHARE#{share_id}", "-"


def count_keys(offer_id: str) -> list[Key]:
    return [(f"COUNTS#{offer_id}#{shard}", "-") for shard in range(SHARDS)]


def counted(offer_id: str, by: str, more: Mapping[str, int]) -> list[Write]:
    """One write where there is anything to count, to a shard that `by` chooses."""
    keys = count_keys(offer_id)
    record = CountRecord(*keys[start_of(by, SHARDS)])
    return [added(record, more)] if any(more.values()) else []


def added(record: CountRecord, more: Mapping[str, int]) -> Write:
    counts = {name: count for name, count in more.items() if count}
    return Write("Update", record, None, [getattr(CountRecord, n).add(counts[n]) for n in counts])


def sums(records: list[CountRecord]) -> Tally:
    names = Tally.__struct_fields__
    return Tally(**{name: sum(getattr(each, name) or 0 for each in records) for name in names})
