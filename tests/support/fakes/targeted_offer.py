"""Stores of offers in memory, and coupons that are only counted."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from promenade.activity.targeted_offer.model.granting import GrantList
from promenade.activity.targeted_offer.model.offer import Offer, ShareBonus
from promenade.activity.targeted_offer.model.personal import (
    AlreadyInOffer,
    PersonalOffer,
    Share,
    ShareTally,
    Tally,
    Targeting,
    invitation_closed,
)
from promenade.activity.targeted_offer.service.granting import opted_out
from promenade.activity.targeted_offer.service.ports import Standing, Turn
from promenade.contracts.coupon_gifts import (
    CouponGift,
    CouponWithheld,
    GiftTemplate,
    GivenCoupon,
)
from promenade.contracts.targeted_offers import TargetedOfferFact
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import replace

NOTHING = Part((), lambda _lost: None)


class FakeTable:
    """What the stores share."""

    def __init__(self) -> None:
        self.offers: dict[str, Stored[Offer]] = {}
        self.mine: dict[tuple[str, str], PersonalOffer] = {}
        self.targeting: dict[str, Targeting] = {}
        self.shares: dict[str, ShareTally] = {}
        self.lists: dict[str, tuple[GrantList, Sequence[str]]] = {}
        self.made: dict[str, tuple[PersonalOffer, Stamp]] = {}
        self.tallies: dict[str, dict[str, int]] = {}

    def keep(self, mine: PersonalOffer, stamp: Stamp) -> None:
        if stamp.request:
            self.made[stamp.request] = mine, stamp

    def count(self, offer_id: str, **more: int) -> None:
        tally = self.tallies.setdefault(offer_id, {})
        for name, count in more.items():
            tally[name] = tally.get(name, 0) + count


class FakeOfferStore:
    def __init__(self, table: FakeTable) -> None:
        self._table = table

    def find(self, offer_id: str) -> Stored[Offer] | None:
        return self._table.offers.get(offer_id)

    def find_many(self, offer_ids: Collection[str]) -> dict[str, Offer]:
        known = self._table.offers
        return {id_: known[id_].value for id_ in offer_ids if id_ in known}

    def add(self, offer: Offer, stamp: Stamp) -> Offer:
        met = self._table.offers.setdefault(offer.id, Stored(offer, stamp.fingerprint))
        if met.fingerprint != stamp.fingerprint:
            raise Conflict("This already exists with other content.")
        return met.value

    def save(self, after: Offer, _fact: type[TargetedOfferFact], stamp: Stamp) -> Offer:
        met = self._table.offers.get(after.id)
        if met is None:
            raise NotFound("There is no such thing here.")
        if met.is_done(after.version - 1, stamp):
            return met.value
        self._table.offers[after.id] = Stored(after, stamp.fingerprint)
        return after

    def drop(self, offer: Offer) -> None:
        met = self._table.offers.get(offer.id)
        if met is None or met.value.version != offer.version:
            raise Stale("It has been changed since.")
        del self._table.offers[offer.id]

    def list_latest(self, limit: int, after: Position | None) -> Page[Offer]:
        known = [each.value for each in self._table.offers.values()]
        latest = sorted(known, key=lambda each: (each.created_at, each.id), reverse=True)
        start = int(after["start"]) if after else 0
        end = start + limit
        return Page(tuple(latest[start:end]), {"start": str(end)} if end < len(latest) else None)

    def tally(self, offer_id: str) -> Tally:
        return Tally(**self._table.tallies.get(offer_id, {}))


class FakePersonalStore:
    def __init__(self, table: FakeTable) -> None:
        self._table = table

    def find(self, customer: str, offer_id: str) -> Standing:
        return Standing(self._table.mine.get((customer, offer_id)), self.targeting(customer))

    def list_of(self, customer: str, limit: int, _after: Position | None) -> Page[PersonalOffer]:
        mine = sorted(key for key in self._table.mine if key[0] == customer)
        return Page(tuple(self._table.mine[key] for key in mine[:limit]), None)

    def made(self, stamp: Stamp) -> PersonalOffer | None:
        mine, first = self._table.made.get(stamp.request, (None, stamp))
        if first.fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return mine

    def grant(self, mine: PersonalOffer, _coupon: Part, stamp: Stamp) -> None:
        refuse_taken(self._table, mine, stamp)
        if not self.targeting(mine.customer).is_allowed:
            raise opted_out()
        self._table.mine[mine.customer, mine.offer_id] = mine
        self._table.keep(mine, stamp)
        self._table.count(mine.offer_id, granted=1)

    def turn(self, turn: Turn, _stamp: Stamp) -> None:
        before, after = turn.before, turn.after
        key = after.customer, after.offer_id
        if self._table.mine[key].version != before.version:
            raise Contended
        self._table.mine[key] = after
        given = (after.bonus == "given") - (before.bonus == "given")
        due = (after.bonus == "withheld") - (before.bonus == "withheld")
        void = (after.bonus == "voided") - (before.bonus == "voided")
        used = after.is_used - before.is_used
        self._table.count(after.offer_id, used=used, bonuses=given, withheld=due, voided=void)
        if met := self._table.shares.get(after.share_id):
            told = replace(met, bonus_count=met.bonus_count + given)
            due += met.withheld_count
            self._table.shares[after.share_id] = replace(told, withheld_count=due)

    def targeting(self, customer: str) -> Targeting:
        return self._table.targeting.get(customer, Targeting(customer))

    def choose(self, after: Targeting, _stamp: Stamp) -> None:
        if self.targeting(after.customer).version != after.version - 1:
            raise Contended
        self._table.targeting[after.customer] = after


class FakeShareStore:
    def __init__(self, table: FakeTable) -> None:
        self._table = table

    def add(self, share: Share, _stamp: Stamp) -> ShareTally:
        if share.id not in self._table.shares:
            self._table.shares[share.id] = ShareTally(share)
            self._table.count(share.offer_id, shared=1)
        return self._table.shares[share.id]

    def find(self, share_id: str) -> ShareTally | None:
        return self._table.shares.get(share_id)

    def accept(
        self, mine: PersonalOffer, bonus: ShareBonus, _coupons: Sequence[Part], stamp: Stamp
    ) -> None:
        refuse_taken(self._table, mine, stamp)
        met = self._table.shares[mine.share_id]
        if met.share.ends_at <= stamp.at:
            raise invitation_closed("over")
        if met.accepted_count >= bonus.most_per_inviter:
            raise invitation_closed("cap_reached")
        if self._table.tallies.get(mine.offer_id, {}).get("accepted", 0) >= bonus.most_in_all:
            raise invitation_closed("all_gone")
        given = int(mine.bonus == "given")
        told = replace(met, accepted_count=met.accepted_count + 1)
        self._table.shares[mine.share_id] = replace(told, bonus_count=met.bonus_count + given)
        self._table.mine[mine.customer, mine.offer_id] = mine
        self._table.keep(mine, stamp)
        self._table.count(mine.offer_id, accepted=1, bonuses=given)


class FakeListStore:
    def __init__(self, table: FakeTable) -> None:
        self._table = table

    def add(self, asked: GrantList, customers: Sequence[str], _stamp: Stamp) -> GrantList:
        met, _ = self._table.lists.setdefault(asked.id, (asked, customers))
        if met.request != asked.request:
            raise Conflict("This Idempotency-Key was used for another request.")
        return met.as_requested()

    def find(self, list_id: str) -> GrantList | None:
        return self._table.lists[list_id][0] if list_id in self._table.lists else None

    def customers(self, asked: GrantList) -> Sequence[str]:
        return self._table.lists[asked.id][1]

    def finish(self, done: GrantList, _stamp: Stamp) -> None:
        met, customers = self._table.lists[done.id]
        if met.version == done.version - 1:
            self._table.lists[done.id] = done, customers
            opted_out_count = done.skipped.get("opted_out", 0)
            skipped = sum(done.skipped.values()) - opted_out_count
            self._table.count(done.offer_id, opted_out=opted_out_count, skipped=skipped)


class FakeGifts:
    """Gives what is `left` of each template, one a customer."""

    def __init__(self, templates: Collection[GiftTemplate], **left: int) -> None:
        self._templates = {each.id: each for each in templates}
        self.left, self.given = left, list[CouponGift]()
        self.revoked = list[str]()

    def find_template(self, template_id: str, _at: datetime) -> GiftTemplate | None:
        return self._templates.get(template_id)

    def gone(self, templates: Iterable[GiftTemplate]) -> Collection[str]:
        return {each.id for each in templates if self.left.get(each.id, 1) <= 0}

    def give(self, gift: CouponGift, stamp: Stamp) -> tuple[GivenCoupon, Part]:
        left = self.left.get(gift.template_id, 1)
        if left <= 0:
            raise CouponWithheld("No coupon can be given.", reason="all_gone")
        if gift.template_id in self.left:
            self.left[gift.template_id] = left - 1
        self.given.append(gift)
        return GivenCoupon(f"{gift.template_id}-{gift.customer}", stamp.at, gift.until), NOTHING

    def revoke(self, _customer: str, coupon_id: str, _reason: str, _stamp: Stamp) -> Part:
        self.revoked.append(coupon_id)
        return NOTHING


def refuse_taken(table: FakeTable, mine: PersonalOffer, stamp: Stamp) -> None:
    if (mine.customer, mine.offer_id) in table.mine:
        raise AlreadyInOffer("The customer has this offer.", offer_id=mine.offer_id)
    if stamp.request in table.made:
        raise Conflict("This Idempotency-Key was used for another request.")
