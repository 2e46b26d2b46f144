"""How a coupon comes into a wallet."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from promenade.activity.coupon.model.audience import NotInAudience, refuse_outsider
from promenade.activity.coupon.model.codes import IssuedCode
from promenade.activity.coupon.model.coupon import (
    Coupon,
    CouponsGone,
    Draw,
    HeldCoupon,
    NotClaimable,
    Occasion,
    Source,
    give,
    validity,
)
from promenade.activity.coupon.model.template import UNUSED, Template, TemplateStatus
from promenade.activity.coupon.model.terms import Auto, Claim
from promenade.activity.coupon.service.ports import CouponStore, Grant
from promenade.contracts.customers import Claimant
from promenade.kit.errors import NotFound
from promenade.kit.messages.words import worded
from promenade.kit.pieces import AllTaken, Pieces
from promenade.kit.stamp import Stamp, Stored

FRESH_FOR = timedelta(seconds=5)
"""How long it may stay unseen by who gives coupons that a template was stopped."""

_MOST_HELD = 200
_YEARLY = timedelta(days=300)
"""A birthday may be told some weeks sooner than the one before was."""


class TemplateSource(Protocol):
    def find(self, template_id: str) -> Stored[Template] | None: ...


class CurrentTemplates:
    """Those that were ever active, as they were read within FRESH_FOR; others are read anew, for
    they may be active at any moment. Made once per container."""

    def __init__(self, store: TemplateSource) -> None:
        self._store = store
        self._held: dict[str, tuple[Template, datetime]] = {}

    def at(self, template_id: str, now: datetime) -> Template:
        """Raises NotFound."""
        held = self._held.get(template_id)
        if held is not None and now - held[1] < FRESH_FOR:
            return held[0]
        stored = self._store.find(template_id)
        if stored is None:
            raise NotFound("There is no such coupon template.", template_id=template_id)
        if stored.value.status not in UNUSED:
            self._remember(stored.value, now)
        return stored.value

    def _remember(self, template: Template, now: datetime) -> None:
        if len(self._held) >= _MOST_HELD:
            self._held.clear()
        self._held[template.id] = template, now


def claim(
    template_id: str,
    claimant: Claimant,
    stamp: Stamp,
    templates: CurrentTemplates,
    giver: "Giver",
) -> HeldCoupon:
    """A repeated request answers as at first, whatever has become of the template. Raises NotFound,
    NotClaimable, NotInAudience, ClaimLimitReached, CouponsGone."""
    template = templates.at(template_id, stamp.at)
    if not isinstance(template.terms.take, Claim):
        raise NotFound("There is no such coupon template.", template_id=template_id)
    given = refuse_unless_given(template, claimant, stamp, giver)
    return given or giver.give(template, claimant.customer, "claim", stamp)


def refuse_unless_given(
    template: Template, claimant: Claimant, stamp: Stamp, giver: "Giver"
) -> HeldCoupon | None:
    """Who waits for the start was given nothing yet, and costs no look. Raises as refuse_closed and
    refuse_outsider."""
    try:
        refuse_closed(template, stamp.at)
        refuse_outsider(template.terms.audience, claimant)
    except (NotClaimable, NotInAudience) as refusal:
        is_early = refusal.facts["reason"] == "not_started"
        given = None if is_early else giver.find_given(template, claimant.customer, stamp)
        if given is None:
            raise
        return given
    return None


def refuse_closed(template: Template, at: datetime) -> None:
    """Raises NotFound for one that customers do not know yet, and NotClaimable."""
    status, window = template.status, template.terms.claim_window
    if status in {TemplateStatus.STOPPED, TemplateStatus.ARCHIVED}:
        raise _not_claimable("stopped")
    if status is not TemplateStatus.ACTIVE:
        raise NotFound("There is no such coupon template.", template_id=template.id)
    if window.start is not None and at < window.start:
        raise _not_claimable("not_started")
    if not window.is_open(at) or validity(template, at)[1] <= at:
        raise _not_claimable("over")


class Giver:
    """Gives coupons of templates that are open, within their limits."""

    def __init__(self, store: CouponStore, draw: Draw) -> None:
        self._store = store
        self._draw = draw

    def find_given(self, template: Template, customer: str, stamp: Stamp) -> HeldCoupon | None:
        """What this very request was given before, as it was then."""
        return self._store.find_given(template.id, customer, stamp)

    def give(
        self,
        template: Template,
        customer: str,
        source: Source,
        stamp: Stamp,
        code: IssuedCode | None = None,
    ) -> HeldCoupon:
        """Issues and single codes were counted when they were asked for. Raises ClaimLimitReached,
        CouponsGone, CodeInvalid."""
        occasion = Occasion(customer, source, stamp.at, stamp.fingerprint)
        try:
            return self._store.give(grant_of(template, occasion, self._draw, code), stamp)
        except AllTaken as error:
            raise _gone(is_for_today=error.facts["key"] != template.id) from None


def grant_of(
    template: Template, occasion: Occasion, draw: Draw, code: IssuedCode | None = None
) -> Grant:
    is_counted = occasion.source == "issue" or (code is not None and code.is_single)
    return Grant(
        template.id,
        occasion.customer,
        template.terms.per_user,
        tuple(pieces_of(template, occasion.at, is_counted=is_counted)),
        lambda id_: give(template, occasion, id_, draw),
        code,
        partial(counts, template, occasion.at),
    )


def counts(template: Template, at: datetime, coupon: Coupon) -> bool:
    """Whether it is one of the `per_user` then: a birthday comes anew each year."""
    is_yearly = template.terms.take == Auto("birthday")
    return not is_yearly or at - coupon.given_at < _YEARLY


def pieces_of(
    template: Template, at: datetime, *, is_counted: bool
) -> Iterator[tuple[Pieces, ...]]:
    """What a coupon that is given then is one of: in all, unless that is counted elsewhere, and on
    that day."""
    terms = template.terms
    if terms.total is not None and not is_counted:
        yield total_pieces(template, terms.total)
    if terms.per_day_total is not None:
        day = at.astimezone(ZoneInfo(terms.zone)).date()
        key = f"{template.id}#{day}"
        yield _with_added(key, terms.per_day_total, template.added_a_day)


def total_pieces(template: Template, total: int) -> tuple[Pieces, ...]:
    return _with_added(template.id, total, template.added)


def _with_added(key: str, total: int, added: Sequence[int]) -> tuple[Pieces, ...]:
    """Those that raises of the total added, the latest first, for they are the fullest; then those
    that there were at first."""
    raises = [Pieces(f"{key}+{n}", more) for n, more in enumerate(added, 1)]
    return (*reversed(raises), Pieces(key, total - sum(added)))


def _gone(*, is_for_today: bool) -> CouponsGone:
    if is_for_today:
        return CouponsGone("All of today's were given away.", limit="per_day_total")
    return CouponsGone("All of them were given away.", limit="total")


def refuse_inactive(template: Template) -> None:
    """Raises NotClaimable."""
    if template.status is not TemplateStatus.ACTIVE:
        raise _not_claimable(template.status.value)


def too_few(count: int) -> CouponsGone:
    """Of those that a batch or an issue asks for as a whole."""
    told = f"Fewer than {count} of its coupons are left."
    return CouponsGone(told, limit="total", asked_count=count)


def _not_claimable(reason: str) -> NotClaimable:
    return NotClaimable(f"No coupons are given now: {worded(reason)}.", reason=reason)
