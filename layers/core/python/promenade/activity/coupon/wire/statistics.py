"""Statistics on the wire."""

from promenade.activity.coupon.model.funnel import Funnel, Step
from promenade.activity.coupon.model.template import Template
from promenade.contracts.coupon_facts import (
    CouponFact,
    CouponGranted,
    CouponReturned,
    CouponUsed,
    CouponVoided,
)
from promenade.kit.decoding import View
from promenade.kit.facts import Event, name_of, read

_STEPS: dict[str, tuple[type[CouponFact], Step]] = {
    "CouponGranted": (CouponGranted, "given"),
    "CouponUsed": (CouponUsed, "used"),
    "CouponReturned": (CouponReturned, "returned"),
    "CouponVoided": (CouponVoided, "voided"),
}


class StatisticsView(View, frozen=True):
    """What was told within the last seconds may be missing. `issued_count` are coupons put into
    codes or issues, or else those given; `given_count` came into wallets; `used_count` and
    `returned_count` count how often orders used one and gave it back; `use_bp` is the share of
    those given that is used and was kept, null of none."""

    template_id: str
    total_count: int | None
    issued_count: int
    given_count: int
    used_count: int
    returned_count: int
    void_count: int
    use_bp: int | None


def read_step(message: bytes) -> tuple[Event[CouponFact], Step]:
    """Raises Invalid, UnknownSchema."""
    fact, step = _STEPS[name_of(message)]
    return read(message, fact), step


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
    )
