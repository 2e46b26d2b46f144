"""What is held of allotments (see `kit.dynamo_shards`), as parts for transactions of others.

| item | pk | sk |
|---|---|---|
| claim | `CLAIM#<holder>` | `<key>` |

A claim is held → committed → returned, at once or bit by bit, or held → released, or held →
expired: each step once, by whoever comes first.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial, reduce
from operator import and_
from typing import Any, Literal

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from promenade.kit import dynamo
from promenade.kit.attributes import InstantAttribute, IntegerAttribute
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.dynamo_shards import DynamoShards
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.holds import Part
from promenade.kit.messages.words import worded
from promenade.kit.probes import Claim, Probes
from promenade.kit.shard_items import ShardRecord
from promenade.kit.shards import Draw, Exhausted, Place, portion
from promenade.kit.stamp import Stamp

ClaimState = Literal["held", "committed", "returned", "released", "expired"]

_WAYS: Mapping[ClaimState, tuple[Place, Place]] = {
    "committed": ("held", "spent"),
    "released": ("held", "left"),
    "expired": ("held", "left"),
}
_BACK: tuple[Place, Place] = ("spent", "left")


class ClaimConflict(Conflict):
    """The claim is not in the state that this needs: `state` says in which, None for none."""


class ClaimRecord(ShardRecord):
    """`body` is what a claim drew, from where."""

    state = UnicodeAttribute(null=True)
    amount = IntegerAttribute(null=True)
    returned = IntegerAttribute(null=True)
    due_at = InstantAttribute(null=True)


class DynamoClaims:
    """Made once per container. A subclass says in words of its own what is refused, and where
    claims are."""

    def __init__(self, kind: type[ClaimRecord], shards: DynamoShards) -> None:
        self._kind = kind
        self._shards = shards
        self._probes = Probes(shards)

    def hold(
        self, holder: str, amounts: Mapping[str, int], until: datetime, stamp: Stamp
    ) -> list[Part]:
        """One part per key of an allotment, as in all that follows. Refused as Exhausted. Raises
        NotFound where nothing was allotted."""
        claims = _claims(holder, amounts)
        return [self._hold(claim, until, stamp) for claim in claims]

    def commit(self, holder: str, keys: Iterable[str], stamp: Stamp) -> list[Part]:
        return self._end(holder, keys, "committed", stamp)

    def release(self, holder: str, keys: Iterable[str], stamp: Stamp) -> list[Part]:
        return self._end(holder, keys, "released", stamp)

    def expire(self, holder: str, keys: Iterable[str], stamp: Stamp) -> list[Part]:
        """Releases what is over by the time of the stamp."""
        return self._end(holder, keys, "expired", stamp, self._kind.due_at <= stamp.at)

    def give_back(self, holder: str, amounts: Mapping[str, int], stamp: Stamp) -> list[Part]:
        """Some or all of what was committed is left again. The joiner sees to it that a request
        repeated gives back once."""
        found = self._find(holder, amounts)
        claims = _claims(holder, amounts)
        return [self._give_back(claim, found.get(claim.key), stamp) for claim in claims]

    def place(self, holder: str, key: str) -> tuple[str, str]:
        """The claim's own keys."""
        return f"CLAIM#{holder}", key

    def exhausted(self, claim: Claim, left: int, _stamp: Stamp, /) -> DomainError | None:
        """None where something was done about it, so that it is worth another try."""
        told = f"{claim.amount} of {claim.key} are asked for, {left} are left."
        return Exhausted(told, key=claim.key, asked=claim.amount, left=left)

    def conflict(self, holder: str, key: str, state: str | None) -> DomainError:
        told = f"{key} is {worded(state or 'not held')} for {holder}."
        return ClaimConflict(told, key=key, state=state)

    def _hold(self, claim: Claim, until: datetime, stamp: Stamp) -> Part:
        left = self._probes.refused(claim, stamp)
        refusal = None if left is None else self.exhausted(claim, left, stamp)
        draws = self._probes.draws(claim, stamp.at)
        record = self._record(claim.holder, claim.key, stamp)
        record.state, record.amount, record.returned = "held", claim.amount, 0
        record.due_at, record.body = until, msgspec.json.encode(draws).decode()
        put = Write("Put", record, self._kind.pk.does_not_exist())
        taken = self._shards.take(claim.key, draws)
        return Part((put, *taken), partial(self._not_held, claim, stamp), refusal)

    def _not_held(self, claim: Claim, stamp: Stamp, lost: ConditionFailed) -> DomainError | None:
        met: Any = lost.old[0]
        if lost.failed[0]:
            return self.conflict(claim.holder, claim.key, met.state if met else None)
        left = self._probes.missed(claim, stamp)
        return None if left is None else self.exhausted(claim, left, stamp)

    def _end(
        self, holder: str, keys: Iterable[str], state: ClaimState, stamp: Stamp, *more: Condition
    ) -> list[Part]:
        wanted = list(keys)
        found = self._find(holder, wanted)
        is_held = reduce(and_, more, self._kind.state == "held")
        parts = []
        for key in wanted:
            met = found.get(key)
            record = self._record(holder, key, stamp)
            record.state = state
            moves = self._shards.turn(key, _draws_of(met), _WAYS[state], stamp.at) if met else ()
            turn = self._turn(record, met, is_held)
            parts.append(Part((turn, *moves), partial(self._not_turned, holder, key, met)))
        return parts

    def _give_back(self, claim: Claim, met: ClaimRecord | None, stamp: Stamp) -> Part:
        """The condition on `amount` refuses more than there is."""
        whole, before = (met.amount or 0, met.returned or 0) if met else (0, 0)
        record = self._record(claim.holder, claim.key, stamp)
        record.returned = before + claim.amount
        record.state = "returned" if record.returned == whole else "committed"
        is_there = (self._kind.state == "committed") & (self._kind.amount >= record.returned)
        draws = portion(_draws_of(met), before, claim.amount)
        moves = self._shards.turn(claim.key, draws, _BACK, stamp.at) if met else ()
        refuse = partial(self._not_turned, claim.holder, claim.key, met)
        return Part((self._turn(record, met, is_there), *moves), refuse)

    def _turn(self, record: ClaimRecord, met: ClaimRecord | None, is_before: Condition) -> Write:
        """The claim is to be as it was read, for the moves come of that."""
        kind = self._kind
        is_same = kind.body == (met.body if met else "")
        is_same &= kind.returned == (met.returned if met else 0)
        return Write("Update", record, is_before & is_same, record.changes())

    def _not_turned(
        self, holder: str, key: str, met: ClaimRecord | None, lost: ConditionFailed
    ) -> DomainError | None:
        """Where shards have closed since, or the claim is another, there is no refusal."""
        self._shards.forget(key)
        now: Any = lost.old[0]
        if not lost.failed[0] or _seen(now) != _seen(met):
            return None
        return self.conflict(holder, key, now.state if now else None)

    def _find(self, holder: str, keys: Iterable[str]) -> dict[str, ClaimRecord]:
        places = {self.place(holder, key): key for key in keys}
        found = dynamo.find_many(self._kind, places, consistent=True)
        return {places[each.pk, each.sk]: each for each in found}

    def _record(self, holder: str, key: str, stamp: Stamp) -> ClaimRecord:
        return self._kind(*self.place(holder, key)).stamped(stamp)


def _claims(holder: str, amounts: Mapping[str, int]) -> list[Claim]:
    return [Claim(holder, key, amount) for key, amount in amounts.items()]


def _draws_of(record: ClaimRecord | None) -> tuple[Draw, ...]:
    return msgspec.json.decode(record.body or "[]", type=tuple[Draw, ...]) if record else ()


def _seen(record: ClaimRecord | None) -> tuple[str | None, int | None] | None:
    return (record.body, record.returned) if record else None
