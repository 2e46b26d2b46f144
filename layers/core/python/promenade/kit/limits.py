"""Limits that hold over all containers: what should be rare costs a conditional write, which is
the count, and everything else costs nothing.

| item | pk | sk |
|---|---|---|
| what one did in one window | `LIMIT#<limit>#<who, a pseudonym>` | `<the window's end, seconds>` |

Who is limited, and by what, is personal data, so both are pseudonyms.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import reduce
from operator import and_

from pynamodb.attributes import UnicodeSetAttribute
from pynamodb.expressions.condition import Condition, size

from promenade.kit import dynamo
from promenade.kit.digests import Digests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import TooMany
from promenade.kit.records import Record
from promenade.kit.values import Value

_MOST_REMEMBERED = 1_000


class Limit(Value, frozen=True):
    """Who did `most` different things within `window_s` does no more until the window ends."""

    name: str
    most: int
    window_s: int

    def end(self, now: datetime) -> int:
        """Of the window of `now`, in seconds since 1970."""
        return (int(now.timestamp()) // self.window_s + 1) * self.window_s


class Tally(Record):
    """`done` are pseudonyms. A subclass names its table."""

    done = UnicodeSetAttribute(null=True)


class Limiter:
    """Remembers whom it refused, those of the last of many, for as long as the window lasts."""

    def __init__(self, limit: Limit, kind: type[Tally], digests: Digests) -> None:
        self._limit = limit
        self._kind = kind
        self._digests = digests
        self._refused: dict[str, int] = {}

    def admit(self, who: Iterable[str], things: Collection[str], now: datetime) -> None:
        """Asks nobody. Raises TooMany for whom this container refused in this window."""
        end = self._limit.end(now)
        if things and any(self._refused.get(each) == end for each in who):
            raise self._too_many(now)

    def count(self, who: Iterable[str], things: Collection[str], now: datetime) -> None:
        """A thing done before in this window counts once. Raises TooMany, Unavailable."""
        if not things:
            return
        for each in who:
            try:
                dynamo.apply(self._addition(each, things, now))
            except ConditionFailed:
                self._remember(each, now)
                raise self._too_many(now) from None

    def _addition(self, who: str, things: Collection[str], now: datetime) -> Write:
        end, done = self._limit.end(now), set(map(self._digests.pseudonym, things))
        tally = self._kind(f"LIMIT#{self._limit.name}#{self._digests.pseudonym(who)}", str(end))
        actions = [Tally.done.add(done), Tally.expires_at.set(end)]
        return Write("Update", tally, self._is_within(done), actions)

    def _is_within(self, done: Collection[str]) -> Condition:
        """All of them are counted, or none."""
        is_repeated: Condition = reduce(and_, map(Tally.done.contains, sorted(done)))
        room = self._limit.most - len(done)
        if room < 0:
            return is_repeated
        has_room = size(Tally.done) <= room  # type: ignore[no-untyped-call]
        is_within: Condition = Tally.done.does_not_exist() | has_room | is_repeated
        return is_within

    def _remember(self, who: str, now: datetime) -> None:
        if len(self._refused) >= _MOST_REMEMBERED:
            self._refused.pop(next(iter(self._refused)))
        self._refused[who] = self._limit.end(now)

    def _too_many(self, now: datetime) -> TooMany:
        left = self._limit.end(now) - int(now.timestamp())
        limit = self._limit
        detail = f"More than {limit.most} {limit.name} in {limit.window_s} s."
        return TooMany(detail, retry_after_s=left, most=limit.most, window_s=limit.window_s)
