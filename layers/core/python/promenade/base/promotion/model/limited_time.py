"""Limited-time discounts (限时折扣): promotions that set prices of SKUs for a time, and whose time
storefronts count down."""

from collections.abc import Iterator

from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.stage import Stage
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
