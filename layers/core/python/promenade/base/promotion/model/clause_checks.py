"""What single clauses of a promotion cannot mean, whatever the others say."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.delivery_gates import bare
from promenade.base.promotion.model.promotion import (
    AmountBasis,
    Condition,
    Delivery,
    Ladder,
    Measure,
    Slot,
    Step,
    Window,
)
from promenade.kit.errors import Fault
from promenade.kit.zones import is_zone


def of_window(window: Window) -> Iterator[Fault]:
    yield from of_span(window.start, window.end, "/window/end")
    if not is_zone(window.zone):
        yield Fault("/window/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai.")
    yield from _of_slots(window.slots)


def of_span(start: datetime | None, end: datetime | None, pointer: str) -> Iterator[Fault]:
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
        (one.weekday is None or other.is_on(one.weekday))
        and one.start_minute < other.end_minute
        and other.start_minute < one.end_minute
    )


def of_delivery(delivery: Delivery) -> Iterator[Fault]:
    for name, places in (("to", delivery.to), ("not_to", delivery.not_to)):
        for index, place in enumerate(places):
            for number, codes in enumerate(place.postcodes):
                at = f"/delivery/{name}/{index}/postcodes/{number}"
                first, last = bare(codes.first), bare(codes.last)
                if not first or not last:
                    yield Fault(at, "blank", "A postcode is more than blanks.")
                elif first[: len(last)] > last[: len(first)]:
                    yield Fault(
                        f"{at}/last", "below_minimum", "It comes before the first postcode."
                    )


def of_condition(condition: Condition, at: str) -> Iterator[Fault]:
    if condition.scope is not None:
        yield from condition.scope.faults(f"{at}/scope")
    if condition.threshold is None and condition.at_most is None:
        detail = "Say how much there has to be at least, or may be at most."
        yield Fault(f"{at}/threshold", "missing", detail)
    least, most = minor(condition.threshold or 0), condition.at_most
    if most is not None and minor(most) < least:
        yield Fault(f"{at}/at_most", "below_minimum", "It is below the threshold.")
    yield from _of_amounts(condition, at)


def of_ladder(ladder: Ladder, at: str) -> Iterator[Fault]:
    if ladder.scope is not None:
        yield from ladder.scope.faults(f"{at}/scope")
    yield from _of_amounts(ladder, at)
    for index, (lower, upper) in enumerate(pairwise(ladder.steps), start=1):
        here = f"{at}/steps/{index}"
        if minor(upper.threshold) <= minor(lower.threshold):
            yield Fault(f"{here}/threshold", "not_rising", "Thresholds rise from step to step.")
        elif ladder.of is Measure.AMOUNT and _payable(upper) < _payable(lower):
            detail = "Who just reaches this step would pay less than at the step before."
            yield Fault(f"{here}/effects", "self_defeating", detail)


def _of_amounts(measured: Condition | Ladder, at: str) -> Iterator[Fault]:
    if measured.of is Measure.AMOUNT:
        return
    if measured.with_shipping:
        yield Fault(f"{at}/with_shipping", "needs_amount", "Shipping adds to an amount alone.")
    if measured.basis is not AmountBasis.REMAINING:
        yield Fault(f"{at}/basis", "needs_amount", "Pieces and grams are reckoned from no price.")


def _payable(step: Step) -> int:
    """What remains of exactly the threshold after the step's discounts on the whole order."""
    left = minor(step.threshold)
    for effect in step.effects:
        left = effect.left_of(left)
    return left
