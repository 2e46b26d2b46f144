"""Orders are credited to what brought them, and count for who was sent to or held out.

An order's newest version is kept first; then what is known of the person is read, and the order,
its shares and the sums change in one write on the condition that it is as it was read. Whoever
learns of the person later counts the person's orders anew, so facts may come twice, late, in any
order and at the same time.

Whose profile is anonymised is marked first; then the orders are disowned and the rest is dropped.
Who writes something of a person looks for the mark afterwards and erases it, so that nothing is
left of two that come at once."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import TypeVar

from promenade.customer.tracking.model.arms import Bought, outcome_owners, rebought
from promenade.customer.tracking.model.attribution import (
    LETTER_WINDOW,
    SETTLED_AFTER,
    brought,
    shares,
    visits_before,
)
from promenade.customer.tracking.model.sales import Causes, Counted, OrderKey, Sale
from promenade.customer.tracking.service.effect_ports import (
    ArmMove,
    Doors,
    HeldOrder,
)
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.values import replace

MOST_AT_ONCE = 25
T = TypeVar("T")


def credit(sale: Sale, now: datetime, doors: Doors) -> bool:
    """Whether anything changed by it. Raises Unavailable."""
    if not _keep(sale, doors):
        return False
    is_news = recount(sale.key, now, doors)
    if sale.customer:
        erase_late([sale.customer], now, doors)
    return is_news


def _keep(sale: Sale, doors: Doors) -> bool:
    """False of what never counted: an order that is not paid, or nobody's. One that is cancelled is
    kept all the same, so that what was told of it before and comes later counts nothing."""

    def attempt() -> bool:
        met = doors.effects.find_order(sale.key)
        counts = (sale.is_paid and sale.customer) or sale.is_cancelled
        if met is None and not counts:
            return False
        if met is None or met.counted.sale.version < sale.version:
            is_nobodys = met is not None and met.counted.is_nobodys
            kept = replace(sale, customer=None) if is_nobodys else sale
            doors.effects.keep_order(met, kept)
        return True

    return patiently(attempt, Contended)


def erase_late(customers: Collection[str], now: datetime, doors: Doors) -> frozenset[str]:
    """What was written of those who are erased; who they are. Raises Unavailable."""
    erased = doors.journal.erased(customers)
    for each in sorted(erased):
        erase(each, now, doors)
    return erased


def erase(customer: str, now: datetime, doors: Doors) -> int:
    """How many orders were disowned; again, it finds none. Sums stay as they are. Raises
    Unavailable; the same call again does the rest."""
    doors.journal.mark_erased(customer)
    names, count = doors.journal.people(customer).keys(), 0
    for name in sorted(names):
        for key in _every(partial(doors.journal.own_orders, name, MOST_AT_ONCE)):
            count += _disown(key, names, now, doors)
    for whose in _every(partial(doors.journal.links, customer, MOST_AT_ONCE)):
        doors.journal.disown_links(whose, customer)
    while doors.journal.drop(customer, MOST_AT_ONCE):
        pass
    return count


def _every(page_after: Callable[[Position | None], Page[T]]) -> Iterator[T]:
    page = page_after(None)
    yield from page.items
    while page.next:
        page = page_after(page.next)
        yield from page.items


def _disown(key: OrderKey, names: Collection[str], now: datetime, doors: Doors) -> bool:
    """Judged by all that is known of who placed it, for the last time. False of one that is no
    longer theirs."""

    def attempt() -> bool:
        recount(key, now, doors)
        met = doors.effects.find_order(key)
        if met is None or met.counted.sale.customer not in names:
            return False
        doors.effects.disown_order(met)
        return True

    return patiently(attempt, Contended)


def recount_all(keys: Iterable[OrderKey], now: datetime, doors: Doors) -> int:
    """How many changed."""
    return sum(recount(each, now, doors) for each in keys)


def recount(key: OrderKey, now: datetime, doors: Doors) -> bool:
    """Whether it changed. Raises Unavailable."""

    def attempt() -> bool:
        met = doors.effects.find_order(key)
        if met is None:
            return False
        after = _judged(met.counted, now, doors)
        if after == met.counted:
            return False
        doors.effects.count_order(met, after, _moves(met, after, doors))
        return True

    return patiently(attempt, Contended)


def _judged(counted: Counted, now: datetime, doors: Doors) -> Counted:
    sale = counted.sale
    causes, owners = counted.causes, counted.bought.owners
    is_open = not counted.is_judged or now < sale.placed_at + SETTLED_AFTER
    if is_open and not counted.is_nobodys:
        causes, owners = _looked_up(sale, doors)
    bought = Bought(owners)
    if sale.is_paid and owners:
        bought = Bought(owners, int(sale.is_bought), sale.currency, sale.net_minor)
    parts = shares(sale, causes)
    nobodys = counted.is_nobodys
    return Counted(sale, True, causes, parts, bought, nobodys, sale.version, sale.placed_at)


def _looked_up(sale: Sale, doors: Doors) -> tuple[Causes, dict[str, str]]:
    if sale.customer is None:
        return Causes(), {}
    people = doors.journal.people(sale.customer)
    since = sale.placed_at - LETTER_WINDOW
    touches = doors.journal.visits(people.keys(), since, sale.placed_at)
    visits = visits_before(sale.placed_at, touches)
    templates = {each.template_id for each in sale.coupons}
    campaigns = doors.effects.campaigns_with(templates) if templates else []
    owners = outcome_owners(sale.placed_at, people)
    arms = {arm.place: arm.variant for own in people.values() for arm in own}
    return Causes(brought(sale, campaigns, visits, arms), visits), owners


def _moves(met: HeldOrder, after: Counted, doors: Doors) -> list[ArmMove]:
    """An arm that is forgotten by now changes no sums any more."""
    gone, come = met.counted.bought, after.bought
    if gone == come:
        return []
    pairs = {(who, campaign) for one in (gone, come) for campaign, who in one.owners.items()}
    held = doors.effects.arms(pairs)
    moves = []
    for (customer, campaign), (arm, revision) in sorted(held.items()):
        parts = [
            each if each.owners.get(campaign) == customer else Bought() for each in (gone, come)
        ]
        moves.append(ArmMove(customer, arm, rebought(arm, *parts), revision))
    return [each for each in moves if each.before != each.after]
