"""What there is of a template's coupons, held against all that was counted of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from promenade.activity.coupon.model.coupon import CouponStatus, HeldCoupon
from promenade.activity.coupon.model.funnel import Funnel
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Code, Issue
from promenade.kit.values import Document, Value

FaultKind = Literal[
    "total", "shard", "listed", "missing", "taken", "reserved", "used", "voided", "saved"
]
_MOST_TOLD = 20


class CouponFault(Document, frozen=True):
    """`about` is a shard or the first coupons that it was found at."""

    kind: FaultKind
    expected: int
    found: int
    about: str = ""


class Tally(Document, frozen=True):
    """Coupons in wallets by what they are; `uses` were not given back, and saved `saved_minor`.
    Of those in `missing` it was told that they were given, and they are not there."""

    unused: int = 0
    locked: int = 0
    used: int = 0
    expired: int = 0
    void: int = 0
    uses: int = 0
    saved_minor: int = 0
    missing: tuple[str, ...] = ()

    @property
    def given(self) -> int:
        return self.unused + self.locked + self.used + self.expired + self.void


class Outstanding(Document, frozen=True):
    """Of batches and issues: `unowned` coupons nobody has yet, `owned` somebody has."""

    unowned: int = 0
    owned: int = 0


class Counts(Value, frozen=True):
    """What was counted, as it is at one time: pieces that were `taken`, and shards that gave more
    than their part, by what is too much."""

    taken: int
    overfull: Mapping[str, int]
    reserved: int
    funnel: Funnel


class Look(Value, frozen=True):
    """A template's coupons as they were read between two readings of the counts."""

    template: Template
    before: Counts
    after: Counts
    tally: Tally
    outstanding: Outstanding


class Proof(Document, frozen=True):
    """What the last look found. `drifts` are differences that facts on their way explain, if they
    are others the next time; by then `taken` coupons are in wallets."""

    template_id: str
    at: datetime
    issued: int
    unowned: int
    tally: Tally
    faults: tuple[CouponFault, ...] = ()
    drifts: Mapping[FaultKind, int] = {}
    taken: int = 0


def is_reserved(template: Template) -> bool:
    """Whether its coupons are counted by the batch or the issue, not one by one."""
    take = template.terms.take
    return isinstance(take, Issue) or (isinstance(take, Code) and take.text is None)


def tallied(found: Iterator[HeldCoupon | str], at: datetime) -> Tally:
    """Of coupons, or the ids of those that are not there."""
    states = dict.fromkeys((each.value for each in CouponStatus), 0)
    uses, saved, missing = 0, 0, list[str]()
    for each in found:
        if isinstance(each, str):
            missing.append(each)
            continue
        states[each.status(at).value] += 1
        if each.coupon.used_at is not None:
            uses += 1
            saved += each.coupon.saving.saved_minor if each.coupon.saving else 0
    return Tally(**states, uses=uses, saved_minor=saved, missing=tuple(missing[:_MOST_TOLD]))


def prove(look: Look, known: Proof | None, at: datetime) -> Proof:
    drifts = {name: found - due for name, due, found in _sums(look) if found != due}
    before = known.drifts if known else {}
    late = [each for each in _sums(look) if before.get(each[0]) == drifts.get(each[0], 0) != 0]
    faults = [*_at_once(look, known), *(CouponFault(*each) for each in late)]
    issued = look.after.reserved if is_reserved(look.template) else look.tally.given
    return Proof(
        template_id=look.template.id,
        at=at,
        issued=issued,
        unowned=look.outstanding.unowned,
        tally=look.tally,
        faults=tuple(faults),
        drifts=drifts,
        taken=look.after.taken,
    )


def _at_once(look: Look, known: Proof | None) -> Iterator[CouponFault]:
    """What is wrong however much is on its way."""
    total, after, given = look.template.terms.total, look.after, look.tally.given
    if total is not None and after.taken + after.reserved > total:
        yield CouponFault("total", total, after.taken + after.reserved)
    for shard, excess in after.overfull.items():
        yield CouponFault("shard", 0, excess, shard)
    if look.tally.missing:
        about = " ".join(look.tally.missing)
        yield CouponFault("missing", 0, len(look.tally.missing), about)
    counted = given + len(look.tally.missing)
    if not look.before.funnel.given <= counted <= after.funnel.given:
        yield CouponFault("listed", after.funnel.given, counted)
    if total is not None and not is_reserved(look.template):
        most, least = after.taken, known.taken if known else 0
        if not least <= counted <= most:
            yield CouponFault("taken", most, counted)


def _sums(look: Look) -> Iterator[tuple[FaultKind, int, int]]:
    """What each is to come to, and what it does; all of it may be late by some facts."""
    funnel, tally = look.after.funnel, look.tally
    yield "used", tally.uses, funnel.used - funnel.returned
    yield "voided", tally.void, funnel.voided
    yield "saved", tally.saved_minor, funnel.saving.saved_minor
    if is_reserved(look.template):
        promised = look.outstanding.unowned + look.outstanding.owned
        yield "reserved", promised, look.after.reserved
