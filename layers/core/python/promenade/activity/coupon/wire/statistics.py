"""Statistics on the wire."""

from promenade.activity.coupon.model.funnel import Funnel, Step, Told
from promenade.activity.coupon.model.template import Template
from promenade.contracts.coupon_facts import (
    CouponExtended,
    CouponFact,
    CouponGranted,
    CouponReturned,
    CouponUsed,
    CouponVoided,
)
from promenade.contracts.coupons import CouponSaving
from promenade.kit.decoding import View
from promenade.kit.facts import name_of, read

_STEPS: dict[str, tuple[type[CouponFact], Step]] = {
    "CouponGranted": (CouponGranted, "given"),
    "CouponUsed": (CouponUsed, "used"),
    "CouponReturned": (CouponReturned, "returned"),
    "CouponVoided": (CouponVoided, "voided"),
    "CouponExtended": (CouponExtended, "extended"),
}


class StatisticsView(View, frozen=True):
    """What was told within the last seconds may be missing. `issued_count` are coupons put into
    codes or issues, or else those given; `given_count` came into wallets; `used_count` and
    `returned_count` count how often orders used one and gave it back; `use_bp` is the share of
    those given that is used and was kept, null of none. `saved_minor` is what the uses that were
    kept took off, in `currency`: `platform_minor` and `store_minor` of it are borne by either."""

    template_id: str
    total_count: int | None
    issued_count: int
    given_count: int
    used_count: int
    returned_count: int
    void_count: int
    use_bp: int | None
    currency: str
    saved_minor: int
    platform_minor: int
    store_minor: int


def read_step(message: bytes) -> Told:
    """Raises Invalid, UnknownSchema."""
    fact, step = _STEPS[name_of(message)]
    event = read(message, fact)
    return Told(
        template_id=event.data.template_id,
        coupon_id=event.data.id,
        customer=event.data.customer,
        ends_at=event.data.ends_at,
        step=step,
        event_id=event.event_id,
        at=event.occurred_at,
        saving=_more(event.data),
    )


def _more(fact: CouponFact) -> CouponSaving | None:
    if isinstance(fact, CouponUsed):
        return fact.saving
    back = fact.saving if isinstance(fact, CouponReturned) else None
    return back and CouponSaving(-back.saved_minor, -back.platform_minor, -back.store_minor)


def show_statistics(template: Template, funnel: Funnel) -> StatisticsView:
    return StatisticsView(
        template_id=template.id,
        total_count=template.terms.total,
        issued_count=funnel.issued,
        given_count=funnel.given,
        used_count=funnel.used,
        returned_count=funnel.returned,
        void_count=funnel.voided,
        use_bp=funnel.use_bp,
        currency=template.terms.currency,
        saved_minor=funnel.saving.saved_minor,
        platform_minor=funnel.saving.platform_minor,
        store_minor=funnel.saving.store_minor,
    )
