"""Links in DynamoDB: a set is one item, put once."""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from promenade.contracts.tracking import LinkSet
from promenade.customer.tracking.model.links import SentSet, set_key
from promenade.customer.tracking.store.records import TrackingRecord, encode
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.stamp import Stamp

_KEPT_ON = timedelta(days=60)
_set_of: Callable[[str], SentSet] = msgspec.json.Decoder(SentSet).decode


class DynamoLinkStore:
    def keep(self, links: LinkSet, stamp: Stamp) -> SentSet:
        sent = SentSet(**msgspec.structs.asdict(links), made_at=stamp.at)
        record = TrackingRecord(f"LINKS#{set_key(links.id)}", "-", version=1, body=encode(sent))
        record.expires_at = int((sent.ends_at + _KEPT_ON).timestamp())
        try:
            dynamo.put(record.stamped(stamp), TrackingRecord.pk.does_not_exist())
        except ConditionFailed as lost:
            (met,) = lost.old
            return _set_of(met.body) if met else sent
        return sent

    def find_set(self, set_key: str) -> SentSet | None:
        record = dynamo.find(TrackingRecord, f"LINKS#{set_key}", "-")
        return _set_of(record.body) if record else None
