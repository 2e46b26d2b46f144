"""The quote: a cart through the stages of N6, every promotion accounted for."""

from collections.abc import Sequence

from promenade.base.promotion.model.answer import (
    CodeOutcome,
    Outcome,
    Quote,
    Totals,
)
from promenade.base.promotion.model.book import Book
from promenade.base.promotion.model.cart import Cart, Line, Usages
from promenade.base.promotion.model.entry import Entry
from promenade.base.promotion.model.gates import Occasion, normalised, occasion_of
from promenade.base.promotion.model.later_stage import LaterStage
from promenade.base.promotion.model.matching import Coverage, candidates_of, coverage
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.base.promotion.model.unit_stage import UnitStage
from promenade.kit.values import replace

NOTHING_USED = Usages()


def quote(book: Book, cart: Cart, usage: Usages = NOTHING_USED) -> Quote:
    """Prices the cart's selected lines. Same book, cart and usage: same quote."""
    occasion = occasion_of(cart, usage)
    outcomes = list(book.unmatched)
    lines = tuple([line for line in cart.lines if line.selected])
    desk = _opening_desk(book, lines)
    if book.unit_entries:
        desk = _price_units(book, desk, occasion, outcomes)
    totals = [price * count for price, count in zip(desk.prices, desk.quantities, strict=True)]
    state = State(totals, cart.shipping_minor)
    state = _run_later_stages(book, desk, state, occasion, outcomes)
    return Quote(
        cart.currency,
        lines,
        desk.prices,
        state.totals,
        tuple(outcomes),
        _codes(book, cart.codes, outcomes),
        _totals(lines, state, cart.shipping_minor),
    )


def _opening_desk(book: Book, lines: tuple[Line, ...]) -> Desk:
    has_activities = any([line.activity is not None for line in lines])  # noqa: C419 - faster
    prices = [line.list_minor if line.sale_minor is None else line.sale_minor for line in lines]
    if has_activities:
        prices = list(map(_activity_price, lines, prices))
    floors = [0 if line.gift else (line.floor_minor or 0) * line.qty for line in lines]
    return Desk(
        lines,
        [line.qty for line in lines],
        prices,
        floors,
        any(floors),
        has_activities,
        _coverage(book, lines, prices),
    )


def _activity_price(line: Line, selling_minor: int) -> int:
    """Stage 1: an exclusive order type sets the price, within list price and floor (N10)."""
    if line.activity is None:
        return selling_minor
    return min(max(line.activity.price_minor, line.floor_minor or 0), line.list_minor)


def _coverage(
    book: Book, lines: tuple[Line, ...], prices: list[int], *, coupons: bool = False
) -> Coverage:
    """What each scope covers of the lines that are open to the unit and order stages, or to the
    coupon stages.
    """
    open_lines = [
        index
        for index, line in enumerate(lines)
        if line.discountable
        and not line.gift
        and (line.activity is None or (coupons and line.activity.allow_coupon))
    ]
    return coverage(book.table, lines, prices, candidates_of(book.table, lines, open_lines))


def _price_units(book: Book, desk: Desk, occasion: Occasion, outcomes: list[Outcome]) -> Desk:
    entries = [unit.entry for unit in book.unit_entries]
    ready = {entry.place for entry in _ready(entries, desk, occasion, outcomes)}
    units = [unit for unit in book.unit_entries if unit.entry.place in ready]
    if not units:
        return desk
    prices = UnitStage(desk, occasion).run(units, outcomes)
    return replace(desk, prices=prices, coverage=_coverage(book, desk.lines, prices))


def _run_later_stages(
    book: Book, desk: Desk, state: State, occasion: Occasion, outcomes: list[Outcome]
) -> State:
    for stage in book.stages:
        if stage.stage is not Stage.ORDER:
            desk = _open_to_coupons(book, desk)
        later = LaterStage(desk, state, occasion, outcomes)
        ready = _ready(stage.entries, desk, occasion, outcomes)
        later.run(ready, has_exclusives=stage.has_exclusives, has_rivals=stage.has_rivals)
        state = later.state
    return state


def _open_to_coupons(book: Book, desk: Desk) -> Desk:
    """Lines at an activity's price join where the activity allows coupons."""
    if not desk.has_activities:
        return desk
    return replace(desk, coverage=_coverage(book, desk.lines, desk.prices, coupons=True))


def _ready(
    entries: Sequence[Entry], desk: Desk, occasion: Occasion, outcomes: list[Outcome]
) -> list[Entry]:
    """Entries through their gates with lines to work on; the others' outcomes are told."""
    ready, covered = [], desk.coverage
    for entry in entries:
        if entry.gates:
            reason = next((told for gate in entry.gates if (told := gate(occasion))), None)
            if reason is not None:
                outcomes[entry.place] = Outcome(entry.promotion, reason)
                continue
        if entry.scope in covered:
            ready.append(entry)
        elif desk.has_activities and _is_barred(entry, desk):
            outcomes[entry.place] = Outcome(entry.promotion, Reason.ORDER_TYPE_BARS)
    return ready


def _is_barred(entry: Entry, desk: Desk) -> bool:
    """Whether only an exclusive order type keeps the promotion from its lines."""
    covers = entry.covers
    return any(
        line.activity is not None and covers(line, price)
        for line, price in zip(desk.lines, desk.prices, strict=True)
    )


def _codes(
    book: Book, codes: Sequence[str], outcomes: Sequence[Outcome]
) -> tuple[CodeOutcome, ...]:
    """One outcome per distinct code, in the order presented."""
    presented: dict[str, str] = {}
    for code in codes:
        presented.setdefault(normalised(code), code)
    return tuple(
        _code(code, [outcomes[place] for place in book.places_by_code.get(text, ())])
        for text, code in presented.items()
    )


def _code(code: str, outcomes: list[Outcome]) -> CodeOutcome:
    """The first promotion that applied, or else the first one's reason."""
    if not outcomes:
        return CodeOutcome(code, False, Reason.COUPON_UNKNOWN, None)
    best = next((outcome for outcome in outcomes if outcome.applied), outcomes[0])
    return CodeOutcome(code, best.applied, best.reason, best.promotion_id, best.rival)


def _totals(lines: tuple[Line, ...], state: State, shipping: int) -> Totals:
    listed = sum([line.list_minor * line.qty for line in lines])
    goods, left = sum(state.totals), state.shipping
    return Totals(listed, listed - goods, goods, shipping, shipping - left, goods + left)
