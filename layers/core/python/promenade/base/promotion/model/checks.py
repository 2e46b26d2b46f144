"""What is wrong with a promotion beyond its types, every fault at once (M1-4)."""

from collections.abc import Iterator, Sequence

from promenade.base.promotion.model.clause_checks import (
    of_condition,
    of_delivery,
    of_ladder,
    of_span,
    of_window,
)
from promenade.base.promotion.model.currencies import currencies_of, in_currency
from promenade.base.promotion.model.currency_checks import amounts_of, of_currencies
from promenade.base.promotion.model.effects import Effect
from promenade.base.promotion.model.limited_time import of_limited_time
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.sku_limits import of_sku_limits
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.stocked import bought_by
from promenade.kit.codes import normalised
from promenade.kit.errors import Fault

_COUPON_STAGES = frozenset({Stage.STORE_COUPON, Stage.PLATFORM_COUPON})


def omissions(promotion: Promotion) -> Iterator[Fault]:
    """What a promotion that is meant to work does not leave out."""
    if promotion.code is None and promotion.stage in _COUPON_STAGES:
        yield Fault("/code", "missing", "A coupon is presented by its code.")
    is_plain = any(not isinstance(amount, dict) for _, amount in amounts_of(promotion))
    if promotion.currency is None and is_plain:
        yield Fault("/currency", "missing", "Its amounts are of a currency: say of which.")
    if promotion.ladder is None and not promotion.effects:
        yield Fault("/effects", "empty", "A promotion gives something.")
    if promotion.ladder is not None and not _gives(promotion):
        yield Fault("/ladder/steps", "empty", "One of its steps gives something.")


def _gives(promotion: Promotion) -> bool:
    steps = promotion.ladder.steps if promotion.ladder else ()
    return bool(promotion.effects) or any(step.effects for step in steps)


def contradictions(promotion: Promotion) -> Iterator[Fault]:
    """What no promotion can mean. Pointers are into its document, here and in `omissions`."""
    wrong = list(of_currencies(promotion))
    yield from wrong
    if wrong:
        return
    told: set[tuple[str, str]] = set()
    for variant in _in_each_currency(promotion):
        for fault in _contradictions(variant):
            if (fault.pointer, fault.code) not in told:
                told.add((fault.pointer, fault.code))
                yield fault


def _in_each_currency(promotion: Promotion) -> list[Promotion]:
    found = [in_currency(promotion, each) for each in sorted(currencies_of(promotion) or ())]
    return [variant for variant in found if variant is not None] or [promotion]


def _contradictions(promotion: Promotion) -> Iterator[Fault]:
    yield from of_window(promotion.window)
    yield from promotion.scope.faults("/scope")
    if promotion.code is not None:
        if not normalised(promotion.code.text):
            yield Fault("/code/text", "blank", "A code is more than blanks.")
        yield from of_span(promotion.code.start, promotion.code.end, "/code/end")
    yield from of_delivery(promotion.delivery)
    yield from _of_others(promotion)
    for index, condition in enumerate(promotion.conditions):
        yield from of_condition(condition, f"/conditions/{index}")
    yield from _of_effects(promotion.effects, promotion.stage, "/effects")
    yield from _of_stock(promotion)
    if promotion.ladder is not None:
        yield from of_ladder(promotion.ladder, "/ladder")
        for index, step in enumerate(promotion.ladder.steps):
            at = f"/ladder/steps/{index}/effects"
            yield from _of_effects(step.effects, promotion.stage, at)
    yield from of_sku_limits(promotion)
    if promotion.stage is Stage.UNIT:
        yield from _of_unit_stage(promotion)
    if promotion.limited_time:
        yield from of_limited_time(promotion)


def _of_others(promotion: Promotion) -> Iterator[Fault]:
    """What it bars: lines, promotions."""
    if promotion.without is not None:
        yield from promotion.without.faults("/without")
        if promotion.without.is_everything:
            yield Fault("/without", "excludes_all", "It would go with no cart at all.")
    for index, name in enumerate(promotion.not_with):
        if name == promotion.id:
            yield Fault(f"/not_with/{index}", "itself", "A promotion goes with itself.")


def _of_effects(effects: Sequence[Effect], stage: Stage, at: str) -> Iterator[Fault]:
    for index, effect in enumerate(effects):
        yield from effect.misplaced(stage, f"{at}/{index}")
        yield from effect.faults(f"{at}/{index}")


def _of_stock(promotion: Promotion) -> Iterator[Fault]:
    for index, effect in enumerate(promotion.effects):
        if effect.goes_by_stock and not bought_by(promotion, effect):
            detail = "Name the SKUs: what is left of them is read with each quote."
            yield Fault(f"/effects/{index}/scope", "needs_skus", detail)


def _of_unit_stage(promotion: Promotion) -> Iterator[Fault]:
    if promotion.limits.per_order_minor is not None:
        detail = "A unit price is what it is, however many are bought."
        yield Fault("/limits/per_order_minor", "not_in_stage", detail)
    for name in ("conditions", "ladder"):
        if getattr(promotion, name):
            yield Fault(f"/{name}", "not_in_stage", "A unit price depends on no threshold.")
