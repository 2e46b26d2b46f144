"""What a simulation takes for granted, because orders do not tell it: said with every result."""

from collections.abc import Iterator, Mapping

from promenade.base.promotion.model.comparison import ANYWHERE
from promenade.base.promotion.model.effects import Effect
from promenade.base.promotion.model.promotion import Measure, Promotion
from promenade.kit.errors import Fault

SAID: Mapping[str, Fault] = {
    each.code: each
    for each in (
        Fault(
            "",
            "same_orders",
            "The same orders would have been placed: nobody buys more, less or otherwise for it.",
        ),
        Fault(
            "/window",
            "in_force_now",
            "It is compared with what is in force today, both as if in force all the time; slots "
            "count at the time of the order.",
        ),
        Fault(
            "/scope",
            "goods_now",
            "Prices are those of the order; categories, brands, tags, floors and costs are "
            "today's.",
        ),
        Fault(
            "/audience",
            "anybody",
            "Orders do not tell groups or who is new: everybody counts as one of its audience.",
        ),
        Fault(
            "/delivery",
            "anywhere",
            "Orders do not tell where they went: every one counts as within reach.",
        ),
        Fault("/code", "code_presented", "Everybody presents its code."),
        Fault(
            "/limits",
            "limits_apart",
            "Limits by buyer, in all and of the budget are not counted across orders: it may cost "
            "less.",
        ),
        Fault(
            "/conditions",
            "weight_unknown",
            "Orders do not tell weights: what asks for one does not apply.",
        ),
        Fault(
            "",
            "partly_refunded",
            "Orders that were refunded in part count as they were bought.",
        ),
        Fault(
            "",
            "stock_unknown",
            "Orders do not tell what was left then: what goes by stock does not apply.",
        ),
        Fault("", "gifts_in_units", "Gifts are counted in units; what they cost is not in it."),
    )
}


def assumed(terms: Promotion) -> tuple[str, ...]:
    """Names of SAID."""
    return ("same_orders", "in_force_now", "goods_now", *_of_terms(terms), "partly_refunded")


def _of_terms(terms: Promotion) -> Iterator[str]:
    audience, limits = terms.audience, terms.limits
    if audience.groups or audience.nth_orders or audience.new_buyers_only:
        yield "anybody"
    if terms.delivery != ANYWHERE:
        yield "anywhere"
    if terms.code is not None:
        yield "code_presented"
    of_buyers = (limits.per_buyer, limits.per_buyer_day, limits.units_per_buyer)
    if any(each is not None for each in (limits.total, limits.budget_minor, *of_buyers)):
        yield "limits_apart"
    if _asks_for_weight(terms):
        yield "weight_unknown"
    effects = _effects(terms)
    if any(each.goes_by_stock or each.stocked_gifts for each in effects):
        yield "stock_unknown"
    if any(each.gives_units for each in effects):
        yield "gifts_in_units"


def _asks_for_weight(terms: Promotion) -> bool:
    asked = [each.of for each in terms.conditions]
    asked += [terms.ladder.of] if terms.ladder else []
    return Measure.WEIGHT in asked


def _effects(terms: Promotion) -> list[Effect]:
    steps = terms.ladder.steps if terms.ladder else ()
    return [*terms.effects, *(effect for step in steps for effect in step.effects)]
