"""Coupons in DynamoDB.

A coupon's number among those that its customer has of the template is part of its key: that key
can be written once, so nobody has more of them than one may.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import starmap

from promenade.activity.coupon.model.codes import CodeInvalid
from promenade.activity.coupon.model.coupon import ClaimLimitReached, HeldCoupon
from promenade.activity.coupon.service.ports import Grant
from promenade.activity.coupon.store import codes
from promenade.activity.coupon.store.records import (
    COUPON,
    CouponRecord,
    coupon_key,
    coupon_record,
    held_of,
)
from promenade.contracts.coupon_facts import CouponFact, CouponGranted
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.dynamo_pieces import DynamoPieces
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.pieces import AllTaken, Pieces
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp

Pseudonym = Callable[[str], str]
_LOOKS_FAR = 2
"""As many tries as let a miss look at many shards at once."""


class DynamoCouponStore:
    """Made once per container. `pseudonym` stands for a customer in the ids of coupons."""

    def __init__(self, pseudonym: Pseudonym) -> None:
        self._pseudonym = pseudonym
        self._pieces = DynamoPieces(CouponRecord)

    def give(self, grant: Grant, stamp: Stamp) -> HeldCoupon:
        series = f"{grant.template_id}-{self._pseudonym(grant.customer)}"
        giving = _Giving(grant, series, self._pieces, stamp)
        return patiently(giving.run, Contended)

    def offer(self, grant: Grant, stamp: Stamp) -> tuple[HeldCoupon, Part]:
        """A coupon as part of a transaction of others, to be offered anew where that is lost.
        Raises ClaimLimitReached, AllTaken."""
        series = f"{grant.template_id}-{self._pseudonym(grant.customer)}"
        return _Giving(grant, series, self._pieces, stamp).offer()

    def find_given(self, template_id: str, customer: str, stamp: Stamp) -> HeldCoupon | None:
        series = f"{template_id}-{self._pseudonym(customer)}"
        return _given(_series_of(customer, series), stamp)

    def find_many(self, customer: str, coupon_ids: Sequence[str]) -> dict[str, HeldCoupon]:
        keys = [coupon_key(customer, id_) for id_ in coupon_ids]
        found = map(held_of, dynamo.find_many(CouponRecord, keys, consistent=True))
        return {held.coupon.id: held for held in found}

    def owned(self, owners: Iterable[tuple[str, str]]) -> Iterator[HeldCoupon]:
        keys = [coupon_key(*owner) for owner in owners]
        return map(held_of, dynamo.find_many(CouponRecord, keys, consistent=True))

    def list_wallet(self, customer: str, limit: int, after: Position | None) -> Page[HeldCoupon]:
        return wallet_page(customer, limit, after)

    def turn(
        self, met: HeldCoupon, after: HeldCoupon, fact: type[CouponFact], stamp: Stamp
    ) -> HeldCoupon:
        (write,) = self.turning(met, after, fact, stamp).writes
        try:
            dynamo.apply(write)
        except ConditionFailed:
            raise Contended from None
        return after

    def turning(
        self, met: HeldCoupon, after: HeldCoupon, fact: type[CouponFact], stamp: Stamp
    ) -> Part:
        """The same, for a transaction of others, to be asked for anew where that is lost."""
        is_same = CouponRecord.version == met.coupon.version
        is_same &= CouponRecord.state == met.state
        write = Write("Put", coupon_record(after).stamped(stamp, fact), is_same)
        return Part((write,), lambda _lost: None)


def wallet_page(customer: str, limit: int, after: Position | None) -> Page[HeldCoupon]:
    place = Partition(f"WALLET#{customer}", consistent=True)
    coupons = CouponRecord.sk.startswith(COUPON)
    found = dynamo.page(CouponRecord, place, limit=limit, after=after, sk=coupons)
    return Page(tuple(map(held_of, found.items)), found.next)


class _Giving:
    """One grant, tried at other shards until it is made. `series` begins the ids of the
    customer's coupons of the template."""

    def __init__(self, grant: Grant, series: str, pieces: DynamoPieces, stamp: Stamp) -> None:
        self._grant, self._series = grant, series
        self._pieces, self._stamp = pieces, stamp
        self._number, self._tries = 1, 0

    def run(self) -> HeldCoupon:
        """Raises Contended."""
        given = None
        while given is None:
            given = self._once()
        return given

    def offer(self) -> tuple[HeldCoupon, Part]:
        self._count(_series_of(self._grant.customer, self._series))
        held = HeldCoupon(self._grant.make(f"{self._series}-{self._number}"), "unused")
        drawn = [self._choose(series) for series in self._grant.pieces]
        self._tries = _LOOKS_FAR

        def refuse(lost: ConditionFailed) -> None:
            self._missed(drawn, lost.failed[1:])

        return held, Part((self._put(held), *starmap(self._pieces.take, drawn)), refuse)

    def _once(self) -> HeldCoupon | None:
        """None where it is to be tried again at once."""
        held = HeldCoupon(self._grant.make(f"{self._series}-{self._number}"), "unused")
        try:
            drawn = [self._choose(series) for series in self._grant.pieces]
        except AllTaken:
            given = self._look_back()
            if given is None:
                raise
            return given
        self._tries += 1
        code = self._code(held)
        try:
            dynamo.transact_once([self._put(held), *code, *starmap(self._pieces.take, drawn)])
        except ConditionFailed as lost:
            if lost.failed[0]:
                return self._look_back()
            if any(lost.failed[1 : 1 + len(code)]):
                raise CodeInvalid("This code is not valid.") from None
            self._missed(drawn, lost.failed[1 + len(code) :])
            return None
        return held

    def _choose(self, series: Sequence[Pieces]) -> tuple[Pieces, int]:
        """Raises AllTaken of the last of them."""
        for pieces in series[:-1]:
            try:
                return pieces, self._pieces.choose(pieces, self._series, self._tries)
            except AllTaken:
                continue
        return series[-1], self._pieces.choose(series[-1], self._series, self._tries)

    def _put(self, held: HeldCoupon) -> Write:
        record = coupon_record(held).stamped(self._stamp, CouponGranted)
        return Write("Put", record, CouponRecord.pk.does_not_exist())

    def _code(self, held: HeldCoupon) -> list[Write]:
        code = self._grant.code
        if code is None or not code.is_single:
            return []
        return [codes.take(code, self._grant.customer, held.coupon.id)]

    def _missed(self, drawn: Sequence[tuple[Pieces, int]], failed: Sequence[bool]) -> None:
        for (pieces, shard), is_full in zip(drawn, failed, strict=True):
            if is_full:
                self._pieces.missed(pieces, shard, self._series, self._tries - 1)

    def _look_back(self) -> HeldCoupon | None:
        """What this very request was given before; None where the customer may have one more.
        Raises ClaimLimitReached."""
        mine = _series_of(self._grant.customer, self._series)
        if (given := _given(mine, self._stamp)) is not None:
            return given
        self._count(mine)
        return None

    def _count(self, mine: Sequence[HeldCoupon]) -> None:
        """Raises ClaimLimitReached where the customer may have no other one."""
        if sum(self._grant.counts(held.coupon) for held in mine) >= self._grant.per_user:
            told = f"A customer has {self._grant.per_user} of them at most."
            raise ClaimLimitReached(told, most_count=self._grant.per_user)
        self._number = len(mine) + 1


def _series_of(customer: str, series: str) -> list[HeldCoupon]:
    """The customer's coupons of the template, in one round trip."""
    place, _ = coupon_key(customer, "")
    first, last = f"{COUPON}{series}-", f"{COUPON}{series}-~"
    return list(map(held_of, dynamo.all_between(CouponRecord, place, first, last, consistent=True)))


def _given(mine: Sequence[HeldCoupon], stamp: Stamp) -> HeldCoupon | None:
    made = (held for held in mine if held.coupon.request == stamp.fingerprint)
    return next((held.as_given() for held in made), None)
