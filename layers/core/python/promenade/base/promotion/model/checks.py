"""What is wrong with a promotion beyond its types, every fault at once (M1-4)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

import msgspec

from promenade.base.promotion.model.effects import Effect
from promenade.base.promotion.model.gates import normalised
from promenade.base.promotion.model.promotion import (
    Ladder,
    Measure,
    Promotion,
    Slot,
    Step,
    Window,
)
from promenade.base.promotion.model.stage import Stage
from promenade.kit.errors import Fault
from promenade.kit.zones import is_zone

_COUPON_STAGES = frozenset({Stage.STORE_COUPON, Stage.PLATFORM_COUPON})


def omissions(promotion: Promotion) -> Iterator[Fault]:
    """What a promotion that is meant to work does not leave out."""
    if promotion.code is None and promotion.stage in _COUPON_STAGES:
        yield Fault("/code", "missing", "A coupon is presented by its code.")
    if promotion.currency is None and _names_amounts(msgspec.to_builtins(promotion)):
        yield Fault("/currency", "missing", "Its amounts are of a currency: say of which.")
    if promotion.ladder is None and not promotion.effects:
        yield Fault("/effects", "empty", "A promotion gives something.")
    for index, step in enumerate(promotion.ladder.steps if promotion.ladder else ()):
        if not step.effects:
            yield Fault(f"/ladder/steps/{index}/effects", "empty", "A step gives something.")


def _names_amounts(document: Any) -> bool:
    if isinstance(document, dict):
        return any(
            name.endswith("_minor") or (name, each) == ("of", "amount") or _names_amounts(each)
            for name, each in document.items()
        )
    return isinstance(document, list | tuple) and any(map(_names_amounts, document))


def contradictions(promotion: Promotion) -> Iterator[Fault]:
    """What no promotion can mean. Pointers are into its document, here and in `omissions`."""
    yield from _of_window(promotion.window)
    yield from promotion.scope.faults("/scope")
    if promotion.code is not None:
        if not normalised(promotion.code.text):
            yield Fault("/code/text", "blank", "A code is more than blanks.")
        yield from _of_span(promotion.code.start, promotion.code.end, "/code/end")
    for index, condition in enumerate(promotion.conditions):
        if condition.scope is not None:
            yield from condition.scope.faults(f"/conditions/{index}/scope")
    yield from _of_effects(promotion.effects, promotion.stage, "/effects")
    if promotion.ladder is not None:
        yield from _of_ladder(promotion.ladder, promotion.stage)
    if promotion.stage is Stage.UNIT:
        yield from _of_unit_stage(promotion)


def _of_window(window: Window) -> Iterator[Fault]:
    yield from _of_span(window.start, window.end, "/window/end")
    if not is_zone(window.zone):
        yield Fault("/window/zone", "unknown_zone", "Name a zone of the IANA database.")
    yield from _of_slots(window.slots)


def _of_span(start: datetime | None, end: datetime | None, pointer: str) -> Iterator[Fault]:
    if start is not None and end is not None and end <= start:
        yield Fault(pointer, "not_after_start", "A window ends after it starts.")


def _of_slots(slots: Sequence[Slot]) -> Iterator[Fault]:
    for index, slot in enumerate(slots):
        pointer = f"/window/slots/{index}"
        if slot.end_minute <= slot.start_minute:
            yield Fault(f"{pointer}/end_minute", "not_after_start", "A slot ends after it starts.")
        if any(_collide(slot, earlier) for earlier in slots[:index]):
            yield Fault(pointer, "overlaps", "It overlaps an earlier slot.")


def _collide(one: Slot, other: Slot) -> bool:
    return (
        one.weekday == other.weekday
        and one.start_minute < other.end_minute
        and other.start_minute < one.end_minute
    )


def _of_effects(effects: Sequence[Effect], stage: Stage, at: str) -> Iterator[Fault]:
    for index, effect in enumerate(effects):
        yield from effect.misplaced(stage, f"{at}/{index}")
        yield from effect.faults(f"{at}/{index}")


def _of_unit_stage(promotion: Promotion) -> Iterator[Fault]:
    if promotion.limits.per_order_minor is not None:
        detail = "A unit price is what it is, however many are bought."
        yield Fault("/limits/per_order_minor", "not_in_stage", detail)
    for name in ("conditions", "ladder"):
        if getattr(promotion, name):
            yield Fault(f"/{name}", "not_in_stage", "A unit price depends on no threshold.")


def _of_ladder(ladder: Ladder, stage: Stage) -> Iterator[Fault]:
    if ladder.scope is not None:
        yield from ladder.scope.faults("/ladder/scope")
    for index, step in enumerate(ladder.steps):
        at = f"/ladder/steps/{index}"
        yield from _of_effects(step.effects, stage, f"{at}/effects")
    for index, (lower, upper) in enumerate(pairwise(ladder.steps), start=1):
        at = f"/ladder/steps/{index}"
        if upper.threshold <= lower.threshold:
            yield Fault(f"{at}/threshold", "not_rising", "Thresholds rise from step to step.")
        elif ladder.of is Measure.AMOUNT and _payable(upper) < _payable(lower):
            detail = "Who just reaches this step would pay less than at the step before."
            yield Fault(f"{at}/effects", "self_defeating", detail)


def _payable(step: Step) -> int:
    """What remains of exactly the threshold after the step's discounts on the whole order."""
    left = step.threshold
    for effect in step.effects:
        left = effect.left_of(left)
    return left
