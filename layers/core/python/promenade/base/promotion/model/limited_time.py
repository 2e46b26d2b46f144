"""Limited-time discounts (限时折扣): promotions that set prices of SKUs for a time, and whose time
storefronts count down."""

from collections.abc import Iterator
from datetime import datetime

from promenade.base.promotion.model.cart import Usage
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.shortages import room_of
from promenade.base.promotion.model.sku_limits import limit_everything
from promenade.base.promotion.model.slots import Opening, opening
from promenade.base.promotion.model.stage import Stage
from promenade.contracts.limited_discounts import LimitedDiscount
from promenade.contracts.openings import OpeningState
from promenade.kit.errors import Fault


def of_limited_time(promotion: Promotion) -> Iterator[Fault]:
    """What keeps it from being one."""
    if promotion.stage is not Stage.UNIT:
        detail = "A limited-time discount sets unit prices."
        yield Fault("/limited_time", "not_in_stage", detail)
    if promotion.window.end is None:
        yield Fault("/window/end", "missing", "A limited-time discount ends.")
    if promotion.code is not None:
        yield Fault("/code", "not_public", "A limited-time discount is shown to everybody.")
    if not skus_of(promotion):
        yield Fault("/scope", "needs_skus", "Name the SKUs of a limited-time discount.")


def skus_of(promotion: Promotion) -> tuple[str, ...]:
    """That it names; none where it is for others as well."""
    include = promotion.scope.include
    named = dict.fromkeys(sku for each in include for sku in each.skus)
    return tuple(named) if all(each.skus for each in include) else ()


def discount_of(promotion: Promotion, usage: Usage, now: datetime) -> LimitedDiscount:
    """What a published one is at an instant."""
    found = opening(promotion.window, now)
    state = _state(promotion, usage, found, now)
    if found is None:
        return LimitedDiscount(promotion.id, promotion.name, state)
    ahead = _ahead(promotion, found, now)
    return LimitedDiscount(
        promotion.id, promotion.name, state, found.opens_at, found.closes_at, ahead
    )


def _state(
    promotion: Promotion, usage: Usage, found: Opening | None, now: datetime
) -> OpeningState:
    if found is None:
        return OpeningState.ENDED
    if promotion.paused:
        return OpeningState.PAUSED
    if _is_sold_out(promotion, usage):
        return OpeningState.SOLD_OUT
    return OpeningState.RUNNING if _is_on(found, now) else OpeningState.UPCOMING


def _is_sold_out(promotion: Promotion, usage: Usage) -> bool:
    room, left = room_of(promotion.limits), usage.left_by_sku
    is_used_up = room is not None and room(usage) is not None
    are_gone = not any(left.get(sku, 1) for sku in skus_of(promotion))
    return is_used_up or (limit_everything(promotion) and are_gone)


def _ahead(promotion: Promotion, found: Opening, now: datetime) -> datetime | None:
    if not _is_on(found, now):
        return found.opens_at
    after = None if found.closes_at is None else opening(promotion.window, found.closes_at)
    return after.opens_at if after else None


def _is_on(found: Opening, now: datetime) -> bool:
    return found.opens_at is None or found.opens_at <= now
