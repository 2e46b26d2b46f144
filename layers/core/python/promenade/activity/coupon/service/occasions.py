"""What happens to a customer gives coupons: of every template that names such an occasion."""

from collections.abc import Sequence
from datetime import datetime

from promenade.activity.coupon.model.coupon import (
    ClaimLimitReached,
    CouponsGone,
    HeldCoupon,
    NotClaimable,
)
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.model.terms import Auto, Event
from promenade.activity.coupon.service.giving import FRESH_FOR, Giver, refuse_closed
from promenade.activity.coupon.service.ports import TemplateStore
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

_PAGE = 100


class CustomerOccasion(Value, frozen=True):
    """`key` tells it from others of its kind: each gives a coupon of a template once."""

    event: Event
    customer: str
    key: str


class AutoTemplates:
    """Those that are active and give by themselves, as they were read within FRESH_FOR; made once
    per container."""

    def __init__(self, store: TemplateStore) -> None:
        self._store = store
        self._held: Sequence[Template] = ()
        self._read_at: datetime | None = None

    def of(self, event: Event, now: datetime) -> list[Template]:
        if self._read_at is None or now - self._read_at >= FRESH_FOR:
            self._held, self._read_at = self._read(), now
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
    once = replace(stamp, fingerprint=f"{occasion.event} {occasion.key}")
    found = []
    for template in templates.of(occasion.event, stamp.at):
        try:
            refuse_closed(template, stamp.at)
            held = giver.give(template, occasion.customer, occasion.event, once)
        except (ClaimLimitReached, CouponsGone, NotClaimable):
            continue
        found.append((held, template))
    return found
