"""Several capabilities change together: each offers its part, one transaction takes them all.

The owner of a part keeps its keys and conditions, and says what losing them means. Who joins the
parts is handed the owner's door by its `app.py`, and knows none of that.
"""

from collections.abc import Callable, Sequence

from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import DomainError
from promenade.kit.patience import Contended, patiently
from promenade.kit.values import Value

_MOST_WRITES = 100


class Part(Value, frozen=True):
    """`refuse` is told what the part's own writes met where one of them lost its condition; None
    is no refusal, the part only has to be offered anew from what is stored now. Where a `refusal`
    is known already, the writes would lose."""

    writes: tuple[Write, ...]
    refuse: Callable[[ConditionFailed], DomainError | None]
    refusal: DomainError | None = None


class Refused(DomainError):
    """Nothing moved: `refusals` are those of all parts that lost their conditions."""

    def __init__(self, refusals: Sequence[DomainError]) -> None:
        super().__init__(" ".join(refusal.detail for refusal in refusals))
        self.refusals = tuple(refusals)


class TooManyWrites(DomainError):
    """The change takes more writes than one transaction holds."""


class ItemTwice(DomainError):
    """Two parts write the same item, which one transaction cannot."""


def join(own: Part, offers: Callable[[], Sequence[Part]]) -> bool:
    """All writes or none; `offers` is asked before each try. The first write of `own` is the
    joiner's aggregate: where that meets what this very request wrote before, all was done then,
    and the answer is False.

    Raises the refusal of `own` before any other, Refused, TooManyWrites, ItemTwice, or Unavailable
    when others keep changing the same things."""
    return patiently(lambda: join_once(own, offers()), Contended)


def join_once(own: Part, parts: Sequence[Part]) -> bool:
    """For whose own part follows from those of others. Raises as `join` does, and Contended."""
    joined = [own, *parts]
    writes = [write for part in joined for write in part.writes]
    _check(writes)
    known = [part.refusal for part in parts if part.refusal]
    if known and not _is_there(own):
        raise Refused(known)
    writes += [_never(own)] if known else []
    try:
        dynamo.transact_once(writes)
    except ConditionFailed as lost:
        if dynamo.is_replay(lost.old[0], writes[0].record):
            return False
        raise _refusal(joined, lost) or Contended() from None
    return True


def _is_there(own: Part) -> bool:
    """Then a replay, or the refusal of `own`, comes before that of any other."""
    aggregate = own.writes[0].record
    return dynamo.find(type(aggregate), aggregate.pk, aggregate.sk, consistent=True) is not None


def _never(own: Part) -> Write:
    """Loses, so that nothing is written where a refusal is known and `own` may go on."""
    kind, key = type(own.writes[0].record), own.writes[0].record.pk
    return Write("Put", kind(key, "NEVER"), kind.pk.exists())


def _check(writes: Sequence[Write]) -> None:
    count = len(writes)
    if count > _MOST_WRITES:
        told = f"This takes {count} writes; {_MOST_WRITES} go together."
        raise TooManyWrites(told, write_count=count, most_count=_MOST_WRITES)
    records = (write.record for write in writes)
    if len({(record.Meta.table_name, record.pk, record.sk) for record in records}) < count:
        raise ItemTwice("One transaction changes a thing once: join what belongs together.")


def _refusal(joined: Sequence[Part], lost: ConditionFailed) -> DomainError | None:
    refusals: list[DomainError] = []
    start = 0
    for part in joined:
        end = start + len(part.writes)
        if any(lost.failed[start:end]):
            refusal = part.refuse(ConditionFailed(lost.old[start:end], lost.failed[start:end]))
            if part is joined[0]:
                return refusal
            refusals += [refusal] if refusal else []
        elif part.refusal:
            refusals.append(part.refusal)
        start = end
    return Refused(refusals) if refusals else None
