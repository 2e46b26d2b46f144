"""The quote: a cart through the stages of N6, every promotion accounted for."""

from collections.abc import Sequence

from promenade.capabilities.promotion.model.book import Book, refusal
from promenade.capabilities.promotion.model.cart import Cart, Line, UsageBook
from promenade.capabilities.promotion.model.chain import run_stage
from promenade.capabilities.promotion.model.gates import Facts, facts_of, normalised
from promenade.capabilities.promotion.model.matching import Matches, match
from promenade.capabilities.promotion.model.promotion import Stage
from promenade.capabilities.promotion.model.quote import (
    CodeOutcome,
    Outcome,
    PricedLine,
    Quote,
    Totals,
)
from promenade.capabilities.promotion.model.reasons import Reason
from promenade.capabilities.promotion.model.rules import Rule
from promenade.capabilities.promotion.model.state import Desk, State
from promenade.capabilities.promotion.model.unit_stage import UnitStage

NOTHING_USED = UsageBook()


def quote(book: Book, cart: Cart, usage: UsageBook = NOTHING_USED) -> Quote:
    """Prices the cart's selected lines. Same book, cart and usage: same quote."""
    facts = facts_of(cart, usage)
    lines = tuple(line for line in cart.lines if line.selected)
    desk, outcomes = _unit_stage(book, lines, facts)
    prices = desk.prices
    totals = [price * count for price, count in zip(prices, desk.quantities, strict=True)]
    state = State(totals, [0] * len(lines), cart.shipping_minor)
    for stage, rules in book.stages:
        if stage is Stage.STORE_COUPON:
            desk = _open_to_coupons(book, desk)
        ready, refused = _ready(rules, desk, facts)
        state, told = run_stage(ready, desk, state, facts)
        outcomes += _by_rank(rules, [*told, *refused])
    return Quote(
        cart.currency,
        tuple(map(PricedLine, lines, prices, state.totals)),
        tuple(outcomes),
        _codes(book, cart, outcomes),
        _totals(lines, state, cart.shipping_minor),
    )


def _unit_stage(book: Book, lines: tuple[Line, ...], facts: Facts) -> tuple[Desk, list[Outcome]]:
    """The desk at the unit prices the stage arrives at."""
    open_lines = [
        index
        for index, line in enumerate(lines)
        if line.discountable and not line.gift and line.activity is None
    ]
    prices = [_opening_price(line) for line in lines]
    quantities = [line.qty for line in lines]
    floors = [0 if line.gift else (line.floor_minor or 0) * line.qty for line in lines]
    matches = match(book.table, lines, open_lines, prices)
    desk = Desk(lines, quantities, prices, floors, matches)
    if not book.unit_rules:
        return desk, []
    ready, refused = _ready([unit.rule for unit in book.unit_rules], desk, facts)
    running = {id(rule) for rule in ready}
    stage = UnitStage(desk, [u for u in book.unit_rules if id(u.rule) in running], facts)
    prices, told = stage.run()
    after = Desk(lines, quantities, prices, floors, matches.at_prices(prices))
    return after, _by_rank([unit.rule for unit in book.unit_rules], [*told, *refused])


def _opening_price(line: Line) -> int:
    """Stage 1: an exclusive order type sets the price, within list price and floor (N10)."""
    if line.activity is None:
        return line.selling_minor
    return min(max(line.activity.price_minor, line.floor_minor or 0), line.list_minor)


def _open_to_coupons(book: Book, desk: Desk) -> Desk:
    """Lines at an activity's price join where the activity allows coupons."""
    if all(line.activity is None for line in desk.lines):
        return desk
    open_lines = [
        index
        for index, line in enumerate(desk.lines)
        if line.discountable
        and not line.gift
        and (line.activity is None or line.activity.allow_coupon)
    ]
    matches: Matches = match(book.table, desk.lines, open_lines, desk.prices)
    return Desk(desk.lines, desk.quantities, desk.prices, desk.floors, matches)


def _ready(rules: Sequence[Rule], desk: Desk, facts: Facts) -> tuple[list[Rule], list[Outcome]]:
    ready, refused = [], []
    for rule in rules:
        reason = next((told for gate in rule.gates if (told := gate(facts))), None)
        if reason is None and desk.matches.of(rule.scope):
            ready.append(rule)
        else:
            refused.append(refusal(rule, reason or _why_no_line(rule, desk)))
    return ready, refused


def _why_no_line(rule: Rule, desk: Desk) -> Reason:
    """Whether only an exclusive order type keeps the promotion from its lines."""
    barred = any(
        line.activity is not None and rule.promotion.scope.covers(line, price)
        for line, price in zip(desk.lines, desk.prices, strict=True)
    )
    return Reason.ORDER_TYPE_BARS if barred else Reason.NO_MATCHING_LINE


def _by_rank(rules: Sequence[Rule], outcomes: list[Outcome]) -> list[Outcome]:
    told = {outcome.promotion_id: outcome for outcome in outcomes}
    return [told[rule.promotion.id] for rule in rules]


def _codes(book: Book, cart: Cart, outcomes: list[Outcome]) -> tuple[CodeOutcome, ...]:
    """One outcome per distinct code, in the order presented."""
    told = {outcome.promotion_id: outcome for outcome in outcomes}
    presented = {normalised(code): code for code in reversed(cart.codes)}
    return tuple(
        _code(code, [told[id_] for id_ in book.codes.get(text, ())])
        for text, code in reversed(presented.items())
    )


def _code(code: str, outcomes: list[Outcome]) -> CodeOutcome:
    """The first promotion that applied, or else the first one's reason."""
    if not outcomes:
        return CodeOutcome(code, False, Reason.COUPON_UNKNOWN, None)
    best = next((outcome for outcome in outcomes if outcome.applied), outcomes[0])
    return CodeOutcome(code, best.applied, best.reason, best.promotion_id)


def _totals(lines: tuple[Line, ...], state: State, shipping: int) -> Totals:
    listed = sum(line.list_minor * line.qty for line in lines)
    goods = sum(state.totals)
    return Totals(listed, listed - goods, goods, shipping, shipping - state.shipping, state.payable)
