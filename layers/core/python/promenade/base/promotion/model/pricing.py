"""The quote: a cart through the stages of N6, every promotion accounted for."""

from collections.abc import Sequence

from promenade.base.promotion.model.book import Book
from promenade.base.promotion.model.cart import Cart, Line, UsageBook
from promenade.base.promotion.model.chain import Till
from promenade.base.promotion.model.gates import Facts, facts_of, normalised
from promenade.base.promotion.model.matching import LinesIn, candidates_of, settle
from promenade.base.promotion.model.promotion import Stage
from promenade.base.promotion.model.quote import (
    CodeOutcome,
    Outcome,
    Quote,
    Totals,
)
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.rules import Rule
from promenade.base.promotion.model.state import Desk, State
from promenade.base.promotion.model.unit_stage import UnitStage
from promenade.kit.values import replace

NOTHING_USED = UsageBook()


def quote(book: Book, cart: Cart, usage: UsageBook = NOTHING_USED) -> Quote:
    """Prices the cart's selected lines. Same book, cart and usage: same quote."""
    facts = facts_of(cart, usage)
    outcomes = list(book.unmatched)
    lines = tuple([line for line in cart.lines if line.selected])
    desk = _opening_desk(book, lines)
    if book.unit_rules:
        desk = _price_units(book, desk, facts, outcomes)
    totals = [price * count for price, count in zip(desk.prices, desk.quantities, strict=True)]
    state = State(totals, [0] * len(lines), cart.shipping_minor)
    state = _run_later_stages(book, desk, state, facts, outcomes)
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
        _lines_in(book, lines, prices),
    )


def _activity_price(line: Line, selling_minor: int) -> int:
    """Stage 1: an exclusive order type sets the price, within list price and floor (N10)."""
    if line.activity is None:
        return selling_minor
    return min(max(line.activity.price_minor, line.floor_minor or 0), line.list_minor)


def _lines_in(
    book: Book, lines: tuple[Line, ...], prices: list[int], *, coupons: bool = False
) -> LinesIn:
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
    return settle(book.table, lines, prices, candidates_of(book.table, lines, open_lines))


def _price_units(book: Book, desk: Desk, facts: Facts, outcomes: list[Outcome]) -> Desk:
    rules = [unit.rule for unit in book.unit_rules]
    ready = {rule.place for rule in _ready(rules, desk, facts, outcomes)}
    units = [unit for unit in book.unit_rules if unit.rule.place in ready]
    if not units:
        return desk
    prices = UnitStage(desk, facts).run(units, outcomes)
    return replace(desk, prices=prices, lines_in=_lines_in(book, desk.lines, prices))


def _run_later_stages(
    book: Book, desk: Desk, state: State, facts: Facts, outcomes: list[Outcome]
) -> State:
    for stage in book.stages:
        if stage.stage is not Stage.ORDER:
            desk = _open_to_coupons(book, desk)
        till = Till(desk, state, facts, outcomes)
        ready = _ready(stage.rules, desk, facts, outcomes)
        till.run(ready, has_exclusives=stage.has_exclusives, has_rivals=stage.has_rivals)
        state = till.state
    return state


def _open_to_coupons(book: Book, desk: Desk) -> Desk:
    """Lines at an activity's price join where the activity allows coupons."""
    if not desk.has_activities:
        return desk
    return replace(desk, lines_in=_lines_in(book, desk.lines, desk.prices, coupons=True))


def _ready(rules: Sequence[Rule], desk: Desk, facts: Facts, outcomes: list[Outcome]) -> list[Rule]:
    """Rules through their gates with lines to work on; the others' outcomes are told."""
    ready, lines_in = [], desk.lines_in
    for rule in rules:
        if rule.gates:
            reason = next((told for gate in rule.gates if (told := gate(facts))), None)
            if reason is not None:
                outcomes[rule.place] = rule.refusal(reason)
                continue
        if rule.scope in lines_in:
            ready.append(rule)
        elif desk.has_activities and _is_barred(rule, desk):
            outcomes[rule.place] = rule.refusal(Reason.ORDER_TYPE_BARS)
    return ready


def _is_barred(rule: Rule, desk: Desk) -> bool:
    """Whether only an exclusive order type keeps the promotion from its lines."""
    scope = rule.promotion.scope
    return any(
        line.activity is not None and scope.covers(line, price)
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
    return CodeOutcome(code, best.applied, best.reason, best.promotion_id)


def _totals(lines: tuple[Line, ...], state: State, shipping: int) -> Totals:
    listed = sum([line.list_minor * line.qty for line in lines])
    goods, left = sum(state.totals), state.shipping
    return Totals(listed, listed - goods, goods, shipping, shipping - left, goods + left)
