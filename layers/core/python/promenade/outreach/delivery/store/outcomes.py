"""How many messages of a run were told to be delivered, bounced and so on: counted in the write
that notes it of the message, so that each counts once. A run's counters are eight, of which a
message's own key chooses one: providers tell of a whole run within minutes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import get_args
from zlib import crc32

from promenade.contracts.campaigns import run_number
from promenade.contracts.deliveries import Told
from promenade.kit import dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.dynamo import Write
from promenade.outreach.delivery.model.receipts import Message
from promenade.outreach.delivery.service.ports import MessageKey
from promenade.outreach.delivery.store.records import ToldRecord, told_key

_SHARDS = 8
_ALL: tuple[Told, ...] = get_args(Told)


def counted(key: MessageKey, before: Message, after: Message) -> Write:
    """What was told of it for the first time."""
    run = run_number(after.campaign, after.entry)
    shard = crc32("/".join(key).encode()) % _SHARDS
    record = ToldRecord(*told_key(after.campaign, run, shard))
    new = [mark for mark in after.marks if mark not in before.marks]
    return Write("Update", record, None, [_counter(mark).add(1) for mark in new])


class DynamoOutcomes:
    """Eight keys for each run: one round trip for twelve of them."""

    def of(self, campaign: str, runs: Sequence[int]) -> Mapping[int, Mapping[Told, int]]:
        keys = {told_key(campaign, run, shard): run for run in runs for shard in range(_SHARDS)}
        sums = {run: Counter[Told]() for run in runs}
        for record in dynamo.find_many(ToldRecord, keys):
            sums[keys[record.pk, record.sk]].update(_counts(record))
        return {run: dict(found) for run, found in sums.items()}


def _counts(record: ToldRecord) -> dict[Told, int]:
    counts = {mark: getattr(record, f"{mark}_count") for mark in _ALL}
    return {mark: count for mark, count in counts.items() if count}


def _counter(mark: Told) -> IntegerAttribute:
    found: IntegerAttribute = getattr(ToldRecord, f"{mark}_count")
    return found
