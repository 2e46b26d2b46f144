"""The population, counted by bucket in shards, and what people are scored by."""

from collections.abc import Mapping

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.contracts.profiles import ProfileScoringChanged
from promenade.customer.profile.model.scoring import Boundaries, Bucket, Rule
from promenade.customer.profile.store import ProfileRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.errors import Stale
from promenade.kit.lookups import side_by_side
from promenade.kit.patience import Contended
from promenade.kit.shards import start_of
from promenade.kit.stamp import Stamp, Stored

SHARDS = 32
"""Of the population. All orders of a day meet in one bucket of days: this many of them at once."""

_SCORING = "SCORING"
_FIRST, _LAST = " ", "\U0010ffff"
_rule = msgspec.json.Decoder(Rule)
_boundaries = msgspec.json.Decoder(Boundaries)


class DynamoScoringStore:
    def rule(self) -> Stored[Rule]:
        record = dynamo.find(ProfileRecord, _SCORING, "RULE", consistent=True)
        return (
            Stored(_rule.decode(record.body), record.fingerprint) if record else Stored(Rule(), "")
        )

    def replace_rule(self, rule: Rule, stamp: Stamp) -> None:
        record = ProfileRecord(_SCORING, "RULE", version=rule.version)
        record.stamped(stamp, ProfileScoringChanged)
        record.body = msgspec.json.encode(rule).decode()
        try:
            dynamo.put(record, _is_after(rule.version))
        except ConditionFailed as lost:
            met = lost.old[0]
            raise Stale("It has been changed since.", version=met.version if met else 0) from None

    def boundaries(self) -> Boundaries:
        record = dynamo.find(ProfileRecord, _SCORING, "BOUNDARIES")
        return _boundaries.decode(record.body) if record else Boundaries()

    def replace_boundaries(self, boundaries: Boundaries) -> None:
        record = ProfileRecord(_SCORING, "BOUNDARIES", version=boundaries.version)
        record.body = msgspec.json.encode(boundaries).decode()
        try:
            dynamo.put(record, _is_after(boundaries.version))
        except ConditionFailed:
            raise Contended from None

    def population(self) -> Mapping[str, Mapping[int, int]]:
        found: dict[str, dict[int, int]] = {}
        for buckets in side_by_side(_shard, range(SHARDS)):
            for bucket, count in buckets:
                counts = found.setdefault(bucket.measure, {})
                counts[bucket.value] = counts.get(bucket.value, 0) + count
        return found


def population_key(customer: str, bucket: Bucket) -> tuple[str, str]:
    shard = start_of(customer, SHARDS)
    return f"POPULATION#{shard}", f"{bucket.measure}#{bucket.value}"


def _shard(number: int) -> list[tuple[Bucket, int]]:
    """A round trip per megabyte: some ten thousand buckets."""
    items = dynamo.all_between(
        ProfileRecord, f"POPULATION#{number}", _FIRST, _LAST, consistent=True
    )
    return [(_bucket(item.sk), item.people_count or 0) for item in items if item.people_count]


def _bucket(key: str) -> Bucket:
    measure, _, value = key.rpartition("#")
    return Bucket(measure, int(value))


def _is_after(version: int) -> Condition:
    if version == 1:
        return ProfileRecord.pk.does_not_exist()
    return ProfileRecord.version == version - 1
