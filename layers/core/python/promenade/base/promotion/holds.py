"""Uses of promotions in transactions of others: contracts.promotions.PromotionHolds.

Limits are conditions of the writes. Whether a promotion is in force, and by which terms, is looked
up when a use is held.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from pynamodb.expressions.condition import Condition

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.counted import BUDGET, allotted, amounts_of, claimed, sku_of
from promenade.base.promotion.model.managed import ManagedPromotion, Status
from promenade.base.promotion.store import DynamoPromotionStore, uses
from promenade.base.promotion.store.allotments import DynamoAllotments, key_of
from promenade.base.promotion.store.records import LimitRecord
from promenade.base.promotion.store.sights import Sights
from promenade.base.promotion.store.uses import Held
from promenade.contracts.promotions import (
    BudgetExhausted,
    BuyerUnknown,
    PromotionChanged,
    UnitsUnknown,
    Use,
)
from promenade.kit.currencies import money
from promenade.kit.dynamo_claims import ClaimState, DynamoClaims
from promenade.kit.dynamo_shards import DynamoShards
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.probes import Claim
from promenade.kit.stamp import Stamp

_CHANGE = frozenset({"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:UpdateItem"})
ACTIONS: Mapping[str, frozenset[str]] = {
    "hold": _CHANGE | {"dynamodb:PutItem"},
    "commit": _CHANGE,
    "release": _CHANGE,
    "expire": _CHANGE,
    "take_back": _CHANGE,
    "return_units": _CHANGE,
}
"""What a function that joins them needs to do with the table of promotions."""


class _Claims(DynamoClaims):
    def __init__(self, kind: type[LimitRecord], shards: DynamoShards) -> None:
        super().__init__(kind, shards)
        self._currencies: dict[str, str] = {}

    def tell_in(self, promotion: Promotion) -> None:
        """A budget is in the one currency of its promotion."""
        self._currencies[promotion.id] = promotion.currency or ""

    def exhausted(self, claim: Claim, left: int, _stamp: Stamp, /) -> DomainError:
        promotion_id, _, name = claim.key.partition("#")
        sku = sku_of(name)
        if sku is not None:
            return uses.quota_reached(promotion_id, sku, claim.amount, left)
        if name != BUDGET:
            return uses.used_up(promotion_id, name)
        currency = self._currencies.get(promotion_id, "")
        return BudgetExhausted(
            f"The order saves {money(claim.amount, currency)}, {money(left, currency)} of the "
            "budget are left.",
            promotion_id=promotion_id,
            saving_minor=claim.amount,
            left_minor=left,
            currency=currency,
        )

    def conflict(self, holder: str, key: str, state: str | None) -> DomainError:
        return uses.conflict(holder, key.partition("#")[0], state)


class DynamoPromotionHolds:
    """Made once per container; `sights` are those of who quotes there what is held next."""

    def __init__(self, sights: Sights | None = None) -> None:
        self._sights = sights or Sights()
        self._store = DynamoPromotionStore()
        self._allotments = DynamoAllotments()
        self._claims = _Claims(LimitRecord, self._allotments.shards)

    def hold(
        self, holder: str, buyer: str | None, asked: Sequence[Use], until: datetime, stamp: Stamp
    ) -> Sequence[Part]:
        found = self._terms([use.promotion_id for use in asked], stamp.at)
        parts: list[Part] = []
        for use in asked:
            managed = found.get(use.promotion_id)
            refusal = _refusal(managed, use, buyer, stamp.at)
            if managed is None or refusal:
                parts.append(Part((), lambda _lost: None, refusal))
                continue
            held = _held(managed.promotion, use, buyer, stamp.at)
            self._allotments.lower(managed.promotion, held.amounts, stamp)
            parts.append(uses.take(holder, held, until, stamp))
            self._claims.tell_in(managed.promotion)
            parts += self._claims.hold(holder, held.amounts, until, stamp)
        return parts

    def _terms(self, promotion_ids: Sequence[str], at: datetime) -> dict[str, ManagedPromotion]:
        met = self._sights.taken(at)
        others = [each for each in promotion_ids if each not in met]
        return {**met, **(self._store.find_many(others) if others else {})}

    def commit(self, holder: str, promotion_ids: Iterable[str], stamp: Stamp) -> Sequence[Part]:
        return self._end(holder, promotion_ids, "committed", stamp)

    def release(self, holder: str, promotion_ids: Iterable[str], stamp: Stamp) -> Sequence[Part]:
        return self._end(holder, promotion_ids, "released", stamp)

    def expire(self, holder: str, promotion_ids: Iterable[str], stamp: Stamp) -> Sequence[Part]:
        is_due = LimitRecord.due_at <= stamp.at
        return self._end(holder, promotion_ids, "expired", stamp, [is_due])

    def take_back(self, holder: str, promotion_ids: Iterable[str], stamp: Stamp) -> Sequence[Part]:
        return self._end(holder, promotion_ids, "returned", stamp)

    def return_units(
        self, holder: str, units: Mapping[str, Mapping[str, int]], stamp: Stamp
    ) -> Sequence[Part]:
        found, parts = uses.find(holder, units), list[Part]()
        for promotion_id, returned in units.items():
            record = found.get(promotion_id)
            if record is None:
                refusal = uses.conflict(holder, promotion_id, None)
                parts.append(Part((), lambda _lost: None, refusal))
                continue
            held = uses.held_by(record)
            if uses.counts(held, returned):
                parts.append(uses.returning(record, returned, stamp))
                amounts = uses.units_in(held, returned)
                parts += self._claims.give_back(holder, amounts, stamp) if amounts else []
        return parts

    def _end(
        self,
        holder: str,
        promotion_ids: Iterable[str],
        state: ClaimState,
        stamp: Stamp,
        conditions: Sequence[Condition] = (),
    ) -> list[Part]:
        wanted = list(promotion_ids)
        found, parts = uses.find(holder, wanted), []
        for promotion_id in wanted:
            record = found.get(promotion_id)
            if record is None:
                refusal = uses.conflict(holder, promotion_id, None)
                parts.append(Part((), lambda _lost: None, refusal))
                continue
            parts.append(uses.turn(record, state, stamp, conditions))
            amounts = uses.held_by(record).amounts
            parts += self._ends[state](holder, amounts, stamp)
        return parts

    @property
    def _ends(self) -> Mapping[ClaimState, Callable[..., list[Part]]]:
        return {
            "committed": self._claims.commit,
            "released": self._claims.release,
            "expired": self._claims.expire,
            "returned": self._claims.give_back,
        }


def _refusal(
    managed: ManagedPromotion | None, use: Use, buyer: str | None, at: datetime
) -> DomainError | None:
    status = managed.status(at) if managed else None
    if managed is None or status is not Status.ACTIVE:
        told = f"{use.promotion_id} is not in force."
        return PromotionChanged(told, promotion_id=use.promotion_id, current_status=status)
    if managed.promotion.version != use.terms_version:
        told = f"{use.promotion_id} has other terms than were quoted."
        return PromotionChanged(told, promotion_id=use.promotion_id, current_status=status)
    return _refusal_of_limits(managed.promotion, use, buyer, at)


def _refusal_of_limits(
    promotion: Promotion, use: Use, buyer: str | None, at: datetime
) -> DomainError | None:
    """What is known without looking how far they are used up."""
    limits, units = promotion.limits, use.units or {}
    if limits.counts_units and use.units is None:
        told = "Its units are limited: say how many of each SKU."
        return UnitsUnknown(told, promotion_id=promotion.id)
    if limits.units_per_order is not None and sum(units.values()) > limits.units_per_order:
        return uses.too_many_units(promotion.id)
    tallies = uses.tallies_of(promotion, units, at)
    too_many = next((each for each in tallies if each.amount > each.most), None)
    if too_many is not None:
        return uses.reached(promotion.id, too_many)
    if buyer is None and tallies:
        return BuyerUnknown("It is limited by buyer: say who buys.", promotion_id=promotion.id)
    return None


def _held(promotion: Promotion, use: Use, buyer: str | None, at: datetime) -> Held:
    claims = claimed(allotted(promotion), amounts_of(use.saving_minor, use.units or {}))
    amounts = {key_of(promotion.id, name): amount for name, amount in claims.items()}
    tallies = uses.tallies_of(promotion, use.units or {}, at)
    return Held(promotion.id, amounts, buyer if tallies else None, tallies)
