"""What happens to a customer gives coupons: of every template that names such an occasion."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from promenade.activity.coupon.model.audience import is_named
from promenade.activity.coupon.model.coupon import (
    ClaimLimitReached,
    CouponsGone,
    HeldCoupon,
    NotClaimable,
    void,
)
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.model.terms import Auto, Event
from promenade.activity.coupon.service.giving import FRESH_FOR, Giver, refuse_closed
from promenade.activity.coupon.service.ports import CouponStore, TemplateStore
from promenade.contracts.coupon_facts import CouponVoided
from promenade.kit.paging import Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

_PAGE = 100
_NOTHING_FOR = timedelta(seconds=1)
"""How long it is remembered that an occasion gives nothing."""


class CustomerOccasion(Value, frozen=True):
    """`key` tells it from others of its kind: each gives a coupon of a template once."""

    event: Event
    customer: str
    key: str

    @property
    def request(self) -> str:
        """The fingerprint of what it gives."""
        return f"{self.event} {self.key}"


class AutoTemplates:
    """Those that are active and give by themselves, as they were read within FRESH_FOR; made once
    per container."""

    def __init__(self, store: TemplateStore) -> None:
        self._store = store
        self._held: Sequence[Template] = ()
        self._read_at: datetime | None = None

    def of(self, event: Event, now: datetime) -> list[Template]:
        age = None if self._read_at is None else now - self._read_at
        found = self._of(event)
        if age is None or age >= (FRESH_FOR if found else _NOTHING_FOR):
            self._held, self._read_at = self._read(), now
            found = self._of(event)
        return found

    def _of(self, event: Event) -> list[Template]:
        return [each for each in self._held if each.terms.take == Auto(event)]

    def _read(self) -> list[Template]:
        """One round trip a hundred active templates."""
        found, after, is_over = list[Template](), None, False
        while not is_over:
            page = self._store.list_by_status(TemplateStatus.ACTIVE, _PAGE, after)
            found += [each for each in page.items if isinstance(each.terms.take, Auto)]
            after, is_over = page.next, page.next is None
        return found


def give_for(
    occasion: CustomerOccasion, stamp: Stamp, templates: AutoTemplates, giver: Giver
) -> list[tuple[HeldCoupon, Template]]:
    """What the occasion gave, now or before; nothing of a template that gives no more, or no more
    to this customer."""
    once = replace(stamp, fingerprint=occasion.request)
    found = []
    mine = (
        each
        for each in templates.of(occasion.event, stamp.at)
        if is_named(each.terms.audience, occasion.customer)
    )
    for template in mine:
        try:
            refuse_closed(template, stamp.at)
            held = giver.give(template, occasion.customer, occasion.event, once)
        except (ClaimLimitReached, CouponsGone, NotClaimable):
            continue
        found.append((held, template))
    return found


def take_back(occasion: CustomerOccasion, reason: str, stamp: Stamp, store: CouponStore) -> None:
    """What it gave and nobody uses is void, of whatever template; a round trip a hundred coupons
    of the customer."""
    for held in _given_for(occasion, store):
        patiently(partial(_void_unused, held, reason, stamp, store), Contended)


def _given_for(occasion: CustomerOccasion, store: CouponStore) -> Iterator[HeldCoupon]:
    after: Position | None = None
    is_over = False
    while not is_over:
        page = store.list_wallet(occasion.customer, _PAGE, after)
        yield from (held for held in page.items if held.coupon.request == occasion.request)
        after, is_over = page.next, page.next is None


def _void_unused(given: HeldCoupon, reason: str, stamp: Stamp, store: CouponStore) -> None:
    coupon = given.coupon
    held = store.find_many(coupon.customer, [coupon.id])[coupon.id]
    if held.state == "unused":
        store.turn(held, void(held, reason), CouponVoided, stamp)
