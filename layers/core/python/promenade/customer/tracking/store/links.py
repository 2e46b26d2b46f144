"""Links in DynamoDB: a set is one item, put once."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import msgspec

from promenade.contracts.tracking import LinkSet, LinkSetMade
from promenade.customer.tracking.model.links import VALID_FOR, SentSet, set_key
from promenade.customer.tracking.service.ports import Whose
from promenade.customer.tracking.store.effect_records import EffectRecord, place_key
from promenade.customer.tracking.store.records import TrackingRecord, encode
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict
from promenade.kit.patience import Contended, patiently
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp

_KEPT_ON = timedelta(days=60)
_set_of: Callable[[str], SentSet] = msgspec.json.Decoder(SentSet).decode


class DynamoLinkStore:
    def keep(self, links: LinkSet, stamp: Stamp) -> SentSet:
        made_at = links.sent_elsewhere_at or stamp.at
        sent = SentSet(**msgspec.structs.asdict(links), made_at=made_at)
        record = TrackingRecord(f"LINKS#{set_key(links.id)}", "-", version=1, body=encode(sent))
        record.expires_at = int((sent.ends_at + _KEPT_ON).timestamp())
        try:
            fact = LinkSetMade if links.is_sent_elsewhere else None
            dynamo.put(record.stamped(stamp, fact), TrackingRecord.pk.does_not_exist())
        except ConditionFailed as lost:
            (met,) = lost.old
            return _made(met, stamp) if met else sent
        return sent

    def place(self, links: LinkSet, stamp: Stamp) -> None:
        until = int((stamp.at + VALID_FOR + _KEPT_ON).timestamp())
        dynamo.put_all([*_places(links, until)])

    def find_made(self, set_id: str, stamp: Stamp) -> SentSet | None:
        met = dynamo.find(TrackingRecord, f"LINKS#{set_key(set_id)}", "-", consistent=True)
        return _made(met, stamp) if met else None

    def disown(self, whose: Whose, customer: str) -> None:
        """Their links are nobody's from now on, which is no fact to tell."""
        patiently(lambda: _disown(whose, customer), Contended)

    def find_set(self, set_key: str) -> SentSet | None:
        record = dynamo.find(TrackingRecord, f"LINKS#{set_key}", "-")
        return _set_of(record.body) if record else None


def _made(met: Record, stamp: Stamp) -> SentSet:
    if (met.fingerprint or "") != stamp.fingerprint:
        raise Conflict("This already exists with other content.")
    return _set_of(met.body or "")


def _places(links: LinkSet, expires_at: int) -> Iterator[EffectRecord]:
    for person, each in enumerate(links.people):
        whose = Whose(set_key(links.id), person)
        yield EffectRecord(*place_key(each.customer, whose), expires_at=expires_at)


def _disown(whose: Whose, customer: str) -> None:
    met = dynamo.find(TrackingRecord, f"LINKS#{whose.set_key}", "-", consistent=True)
    links = _set_of(met.body) if met else None
    if met is None or links is None or not links.is_of(whose.person, customer):
        return
    version = TrackingRecord.version
    changes = [TrackingRecord.body.set(encode(links.without(whose.person)))]
    changes += [version.set((met.version or 0) + 1), TrackingRecord.fact.remove()]
    record = TrackingRecord(met.pk, met.sk)
    try:
        dynamo.apply(Write("Update", record, version == met.version, changes))
    except ConditionFailed:
        raise Contended from None
