"""The quote: a cart through the stages of N6, every promotion accounted for."""

from collections.abc import Iterable, Sequence
from operator import mul
from typing import NamedTuple

from promenade.base.promotion.model.answer import Outcome, Quote
from promenade.base.promotion.model.answering import code_outcomes, totals_of
from promenade.base.promotion.model.book import Book, Page, StageEntries
from promenade.base.promotion.model.cart import Cart, Usages
from promenade.base.promotion.model.coupons import CouponEntries
from promenade.base.promotion.model.course import Course
from promenade.base.promotion.model.entry import Entry
from promenade.base.promotion.model.later_stage import LaterStage
from promenade.base.promotion.model.matching import ScopeTable, candidates_of, coverage
from promenade.base.promotion.model.occasion import occasion_of
from promenade.base.promotion.model.opening import covered, open_lines, opening_desk
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.shortages import OF_LIMITS, shortage_of
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.base.promotion.model.unit_stage import UnitStage
from promenade.kit.values import replace

NOTHING_USED = Usages()


class OpenCart(NamedTuple):
    """A cart priced as far as no coupon has a say in it."""

    page: Page
    cart: Cart
    desk: Desk
    state: State
    course: Course


def quote(book: Book, cart: Cart, usage: Usages = NOTHING_USED) -> Quote:
    """Prices the cart's selected lines. Same book, cart and usage: same quote."""
    opened = _open(book, cart, usage)
    page, course = opened.page, opened.course
    state = _run(page.later_stages, opened, course)
    _tell_closed(page, course)
    return _quote(opened, state, page.outcomes(course.told), course)


def open_cart(book: Book, cart: Cart, usage: Usages = NOTHING_USED) -> OpenCart:
    """Through the unit and order stages."""
    opened = _open(book, cart, usage)
    orders = [each for each in opened.page.later_stages if each.stage is Stage.ORDER]
    return opened._replace(state=_run(orders, opened, opened.course))


def quote_with(opened: OpenCart, coupons: CouponEntries) -> Quote:
    """Goes on with these coupons, whose outcomes come after those of the book. An open cart can be
    quoted again and again."""
    page, course = opened.page, opened.course.fork()
    others = [each for each in page.later_stages if each.stage is not Stage.ORDER]
    state = _run(coupons.among(others), opened, course, coupons.table)
    for entry in coupons.entries:
        if entry.place not in course.told and not _is_closed(entry, course):
            course.told[entry.place] = Outcome(entry.promotion, Reason.NO_MATCHING_LINE)
    mine = [course.told.pop(entry.place) for entry in coupons.entries]
    _tell_closed(page, course)
    return _quote(opened, state, [*page.outcomes(course.told), *mine], course)


def _open(book: Book, cart: Cart, usage: Usages) -> OpenCart:
    page, occasion = book.page(cart.currency), occasion_of(cart, usage)
    lines = tuple([line for line in cart.lines if line.selected])
    desk, course = opening_desk(page, cart, lines), Course(occasion)
    if page.unit_stage is not None:
        desk = _price_units(page, page.unit_stage, desk, course)
    state = State(list(map(mul, desk.prices, desk.quantities)), cart.shipping_minor)
    return OpenCart(page, cart, desk, state, course)


def _quote(opened: OpenCart, state: State, outcomes: Sequence[Outcome], course: Course) -> Quote:
    cart, desk = opened.cart, opened.desk
    return Quote(
        cart.currency,
        desk.lines,
        desk.prices,
        state.totals,
        outcomes,
        code_outcomes(opened.page, cart.codes, course.told),
        totals_of(desk.lines, state, cart.shipping_minor),
    )


def _price_units(page: Page, stage: StageEntries, desk: Desk, course: Course) -> Desk:
    ready = _ready(stage, page, desk, course)
    if not ready:
        return desk
    prices = UnitStage(desk, course).run(ready)
    return replace(
        desk,
        prices=prices,
        coverage=covered(page.table, desk.lines, prices, open_lines(desk.lines)),
    )


def _run(
    stages: Iterable[StageEntries],
    opened: OpenCart,
    course: Course,
    also: ScopeTable | None = None,
) -> State:
    """`also` are scopes beside the book's, of coupons."""
    page, desk, state = opened.page, opened.desk, opened.state
    for stage in stages:
        if stage.stage is not Stage.ORDER:
            desk = _open_to_coupons(page, desk, also)
        later = LaterStage(desk, state, course)
        ready = _ready(stage, page, desk, course)
        later.run(ready, has_exclusives=stage.has_exclusives, has_rivals=stage.has_rivals)
        state = later.state
    return state


def _open_to_coupons(page: Page, desk: Desk, also: ScopeTable | None) -> Desk:
    """Lines at an activity's price join where the activity allows coupons."""
    if not desk.has_activities and also is None:
        return desk
    opened = open_lines(desk.lines, coupons=True)
    found = covered(page.table, desk.lines, desk.prices, opened)
    if also is not None:
        found = found | covered(also, desk.lines, desk.prices, opened)
    return replace(desk, coverage=found)


def _ready(stage: StageEntries, page: Page, desk: Desk, course: Course) -> Sequence[Entry]:
    """Entries through their gates with lines to work on; what closed others is told."""
    if desk.has_activities:
        _tell_barred(stage, page, desk, course)
    met = stage.meeting(desk.coverage, course.occasion.codes)
    if not stage.has_gates:
        return met
    return [entry for entry in met if not _is_closed(entry, course)]


def _is_closed(entry: Entry, course: Course) -> bool:
    occasion = course.occasion
    reason = entry.closed(occasion)
    if reason is None:
        return False
    promotion, shortage = entry.promotion, None
    if reason in OF_LIMITS:
        shortage = shortage_of(promotion.limits, occasion.usage.of(promotion.id), reason)
    course.told[entry.place] = Outcome(promotion, reason, shortage=shortage)
    return True


def _tell_barred(stage: StageEntries, page: Page, desk: Desk, course: Course) -> None:
    """Those that only an exclusive order type keeps from all their lines."""
    taken = [index for index, line in enumerate(desk.lines) if line.activity is not None]
    candidates = candidates_of(page.table, desk.lines, taken)
    barred = coverage(page.table, desk.lines, desk.prices, candidates)
    for entry in stage.meeting(barred, course.occasion.codes):
        if entry.scope not in desk.coverage and not _is_closed(entry, course):
            course.told[entry.place] = Outcome(entry.promotion, Reason.ORDER_TYPE_BARS)


def _tell_closed(page: Page, course: Course) -> None:
    """Of those that met no line, what closed them: as long as all of them are told, and always of
    those whose code is presented."""
    closed: Iterable[Entry] = page.gated
    if not page.tells_all:
        codes = course.occasion.codes
        closed = [entry for code in codes for entry in page.by_code.get(code, ())]
    for entry in closed:
        if entry.place not in course.told:
            _is_closed(entry, course)
