"""The quote: a cart through the stages of N6, every promotion accounted for."""

from collections.abc import Iterable, Sequence
from operator import mul

from promenade.base.promotion.model.answer import CodeOutcome, Outcome, Quote, Told, Totals
from promenade.base.promotion.model.book import Book, StageEntries
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
    told: Told = {}
    lines = tuple([line for line in cart.lines if line.selected])
    desk = _opening_desk(book, lines)
    if book.unit_stage is not None:
        desk = _price_units(book, book.unit_stage, desk, occasion, told)
    state = State(list(map(mul, desk.prices, desk.quantities)), cart.shipping_minor)
    state = _run_later_stages(book, desk, state, occasion, told)
    _tell_closed(book, occasion, told)
    return Quote(
        cart.currency,
        lines,
        desk.prices,
        state.totals,
        book.outcomes(told),
        _codes(book, cart.codes, told),
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


def _price_units(
    book: Book, stage: StageEntries, desk: Desk, occasion: Occasion, told: Told
) -> Desk:
    ready = _ready(stage, book, desk, occasion, told)
    if not ready:
        return desk
    prices = UnitStage(desk, occasion).run(ready, told)
    return replace(desk, prices=prices, coverage=_coverage(book, desk.lines, prices))


def _run_later_stages(
    book: Book, desk: Desk, state: State, occasion: Occasion, told: Told
) -> State:
    for stage in book.later_stages:
        if stage.stage is not Stage.ORDER:
            desk = _open_to_coupons(book, desk)
        later = LaterStage(desk, state, occasion, told)
        ready = _ready(stage, book, desk, occasion, told)
        later.run(ready, has_exclusives=stage.has_exclusives, has_rivals=stage.has_rivals)
        state = later.state
    return state


def _open_to_coupons(book: Book, desk: Desk) -> Desk:
    """Lines at an activity's price join where the activity allows coupons."""
    if not desk.has_activities:
        return desk
    return replace(desk, coverage=_coverage(book, desk.lines, desk.prices, coupons=True))


def _ready(
    stage: StageEntries, book: Book, desk: Desk, occasion: Occasion, told: Told
) -> Sequence[Entry]:
    """Entries through their gates with lines to work on; what closed others is told."""
    if desk.has_activities:
        _tell_barred(stage, book, desk, occasion, told)
    met = stage.meeting(desk.coverage, occasion.codes)
    if not stage.has_gates:
        return met
    return [entry for entry in met if not _is_closed(entry, occasion, told)]


def _is_closed(entry: Entry, occasion: Occasion, told: Told) -> bool:
    reason = next((closed for gate in entry.gates if (closed := gate(occasion))), None)
    if reason is not None:
        told[entry.place] = Outcome(entry.promotion, reason)
    return reason is not None


def _tell_barred(
    stage: StageEntries, book: Book, desk: Desk, occasion: Occasion, told: Told
) -> None:
    """Those that only an exclusive order type keeps from all their lines."""
    taken = [index for index, line in enumerate(desk.lines) if line.activity is not None]
    candidates = candidates_of(book.table, desk.lines, taken)
    barred = coverage(book.table, desk.lines, desk.prices, candidates)
    for entry in stage.meeting(barred, occasion.codes):
        if entry.scope not in desk.coverage and not _is_closed(entry, occasion, told):
            told[entry.place] = Outcome(entry.promotion, Reason.ORDER_TYPE_BARS)


def _tell_closed(book: Book, occasion: Occasion, told: Told) -> None:
    """Of those that met no line, what closed them: as long as all of them are told, and always of
    those whose code is presented."""
    closed: Iterable[Entry] = book.gated
    if not book.tells_all:
        closed = [entry for code in occasion.codes for entry in book.by_code.get(code, ())]
    for entry in closed:
        if entry.place not in told:
            _is_closed(entry, occasion, told)


def _codes(book: Book, codes: Sequence[str], told: Told) -> tuple[CodeOutcome, ...]:
    """One outcome per distinct code, in the order presented."""
    if not codes:
        return ()
    presented: dict[str, str] = {}
    for code in codes:
        presented.setdefault(normalised(code), code)
    return tuple(
        _code(code, [book.outcome(entry.place, told) for entry in book.by_code.get(text, ())])
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
