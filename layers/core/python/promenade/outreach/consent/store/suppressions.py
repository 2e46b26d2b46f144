"""Suppressed addresses in DynamoDB, by their digests alone."""

from promenade.contracts.channels import Channel
from promenade.contracts.consents import AddressFact
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.suppression import Suppression
from promenade.outreach.consent.store.records import (
    ConsentRecord,
    address_key,
    encode,
    is_as,
    suppression_of,
)


class DynamoSuppressionStore:
    def find(self, channel: Channel, address: str) -> Suppression:
        record = dynamo.find(ConsentRecord, *address_key(channel, address), consistent=True)
        return suppression_of(record.body) if record else Suppression(channel, address)

    def write(
        self, before: Suppression, after: Suppression, fact: type[AddressFact] | None, stamp: Stamp
    ) -> None:
        key = address_key(after.channel, after.address)
        record = ConsentRecord(*key, version=after.version, body=encode(after))
        record.stamped(stamp, fact)
        if after.causes:
            since = clock.to_wire(max(each.at for each in after.causes.values()))
            record.gsi1pk, record.gsi1sk = _listed(after.channel), f"{since}#{after.address}"
        try:
            dynamo.apply(Write("Put", record, is_as(before.version)))
        except ConditionFailed:
            raise Contended from None

    def list_of(self, channel: Channel, limit: int, after: Position | None) -> Page[Suppression]:
        place = Partition(_listed(channel), index="gsi1", newest_first=True)
        found = dynamo.page(ConsentRecord, place, limit=limit, after=after)
        return Page(tuple(suppression_of(each.body) for each in found.items), found.next)


def _listed(channel: Channel) -> str:
    return f"SUPPRESSED#{channel}"
