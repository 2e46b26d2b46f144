"""Where those look who take of an allotment: first where chance puts them, each in an order of its
own, then where enough is left. Nobody is refused who could be served, and who just met too little
reads before it writes, so that many who come too late do not hold up the last ones in time."""

from datetime import datetime, timedelta

from promenade.kit.dynamo_shards import DynamoShards, Look
from promenade.kit.shards import Draw, has_risen, open_for, plan, start_of
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

_MOST_REMEMBERED = 1_000
_WARY_FOR = timedelta(milliseconds=250)


class Claim(Value, frozen=True):
    """An amount of the allotment `key`, for `holder`."""

    holder: str
    key: str
    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int or self.amount < 1:
            raise ValueError(f"{self.amount!r} cannot be claimed")


class _Probe(Value, frozen=True):
    """How often a claim was offered, and what the last look at all shards found for it."""

    tries: int = 0
    draws: tuple[Draw, ...] = ()


class Probes:
    """Made once per container: between the tries of a claim it remembers what was seen."""

    def __init__(self, shards: DynamoShards) -> None:
        self._shards = shards
        self._probes: dict[Claim, _Probe] = {}
        self._short: dict[str, datetime] = {}

    def refused(self, claim: Claim, stamp: Stamp) -> int | None:
        """As `missed`, before any write, where a claim was short within the last 250 ms."""
        short_at = self._short.get(claim.key)
        if short_at is None or stamp.at - short_at >= _WARY_FOR:
            return None
        return self.missed(claim, stamp)

    def draws(self, claim: Claim, at: datetime) -> tuple[Draw, ...]:
        probe = self._probes.get(claim, _Probe())
        self._remember(claim, _Probe(probe.tries + 1))
        if probe.draws:
            return probe.draws
        count = self._shards.known(claim.key, at).probed_count
        return (Draw(start_of(f"{claim.holder} {probe.tries}", count), claim.amount),)

    def missed(self, claim: Claim, stamp: Stamp) -> int | None:
        """How much is left, where there was an instant since the draws missed at which that was
        too little for the claim; otherwise it is to draw again."""
        self._short[claim.key] = stamp.at
        self._shards.forget(claim.key)
        look = self._shards.look(self._shards.known(claim.key, stamp.at))
        if look.left < claim.amount:
            again = self._shards.look(look.allotment)
            return None if has_risen(look.shards, again.shards) else look.left
        self._look_on(claim, look, stamp)
        return None

    def _look_on(self, claim: Claim, look: Look, stamp: Stamp) -> None:
        """Fewer shards, where so many are left with little; else draws for this claim."""
        allotment, shards = look.allotment, list(look.shards.values())
        draws = plan(shards, claim.amount, start_of(f"{claim.holder} 0", len(shards)))
        count = open_for(look.left, allotment.usual, allotment.probed_count)
        if not draws:
            count = min(count, max(allotment.probed_count // 4, 1))
        if count < allotment.probed_count or allotment.probed_count < allotment.open_count:
            self._shards.collapse(look, count, stamp)
        else:
            tries = self._probes.get(claim, _Probe()).tries
            self._remember(claim, _Probe(tries, draws))

    def _remember(self, claim: Claim, probe: _Probe) -> None:
        if len(self._probes) >= _MOST_REMEMBERED:
            self._probes.clear()
        self._probes[claim] = probe
