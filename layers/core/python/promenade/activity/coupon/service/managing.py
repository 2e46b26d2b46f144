"""What staff do with templates."""

from collections.abc import Callable

from promenade.activity.coupon.model import template as life
from promenade.activity.coupon.model.exposure import exposure_of
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.model.terms import Terms
from promenade.activity.coupon.service.ports import TemplateStore
from promenade.contracts.coupon_facts import (
    CouponTemplateActivated,
    CouponTemplateApproved,
    CouponTemplateArchived,
    CouponTemplateEdited,
    CouponTemplateExtended,
    CouponTemplateFact,
    CouponTemplateRejected,
    CouponTemplateStopped,
    CouponTemplateSubmitted,
)
from promenade.contracts.reviews import Approving, Review
from promenade.kit.errors import NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class Change(Value, frozen=True):
    """One change of the version that the caller has seen."""

    template_id: str
    expected_version: int
    stamp: Stamp


def draft(id_: str, terms: Terms, stamp: Stamp, store: TemplateStore) -> Template:
    """Raises Conflict."""
    drafted = Template(id_, terms, stamp.at, stamp.fingerprint, authors=(stamp.actor,))
    return store.add(drafted, stamp)


def clone(source_id: str, id_: str, stamp: Stamp, store: TemplateStore) -> Template:
    """A draft with the terms that another one has; of two with the same shared code one alone
    becomes active. Raises NotFound, Conflict."""
    return draft(id_, get(source_id, store).terms, stamp, store)


def edit(change: Change, terms: Terms, store: TemplateStore) -> Template:
    """Raises NotFound, Stale, StatusForbids."""
    author = change.stamp.actor
    return make(change, store, lambda found: life.edit(found, terms, author), CouponTemplateEdited)


def submit(change: Change, policy: Approving, store: TemplateStore) -> Template:
    """Raises NotFound, Stale, StatusForbids, NotReady."""

    def turn(found: Template) -> Template:
        exposure = exposure_of(found.latest, found.created_at)
        required = policy.required(exposure, found.terms.currency)
        return life.submit(found, Review(change.stamp.actor, change.stamp.at, required, exposure))

    return make(change, store, turn, CouponTemplateSubmitted)


def approve(change: Change, store: TemplateStore) -> Template:
    """Raises NotFound, Stale, StatusForbids, SelfApproval, ApprovedBefore."""
    return make(
        change, store, lambda found: life.approve(found, change.stamp), CouponTemplateApproved
    )


def reject(change: Change, reason: str, store: TemplateStore) -> Template:
    """Raises NotFound, Stale, StatusForbids."""
    return make(
        change,
        store,
        lambda found: life.reject(found, reason, change.stamp),
        CouponTemplateRejected,
    )


def activate(change: Change, store: TemplateStore) -> Template:
    """Raises NotFound, Stale, StatusForbids, NotReady, CodeTaken."""
    stored = _find(change.template_id, store)
    if stored.is_done(change.expected_version, change.stamp):
        return stored.value
    fact = CouponTemplateExtended if stored.value.proposed else CouponTemplateActivated
    return store.save(life.activate(stored.value, change.stamp.at), fact, change.stamp)


def stop(change: Change, store: TemplateStore) -> Template:
    """Raises NotFound, Stale, StatusForbids."""
    return make(
        change, store, lambda found: life.stop(found, change.stamp.at), CouponTemplateStopped
    )


def archive(change: Change, store: TemplateStore) -> Template:
    """Raises NotFound, Stale, StatusForbids."""
    return make(change, store, life.archive, CouponTemplateArchived)


def delete(template_id: str, expected_version: int, store: TemplateStore) -> None:
    """One that never was active. Raises NotFound, Stale, StatusForbids."""
    template = get(template_id, store)
    if template.version != expected_version:
        raise Stale("It has been changed since.", version=template.version)
    life.require(template, life.UNUSED, "delete")
    store.drop(template)


def get(template_id: str, store: TemplateStore) -> Template:
    return _find(template_id, store).value


def list_by_status(
    status: TemplateStatus, limit: int, after: Position | None, store: TemplateStore
) -> Page[Template]:
    return store.list_by_status(status, limit, after)


def make(
    change: Change,
    store: TemplateStore,
    turn: Callable[[Template], Template],
    fact: type[CouponTemplateFact],
) -> Template:
    stored = _find(change.template_id, store)
    if stored.is_done(change.expected_version, change.stamp):
        return stored.value
    return store.save(turn(stored.value), fact, change.stamp)


def _find(template_id: str, store: TemplateStore) -> Stored[Template]:
    stored = store.find(template_id)
    if stored is None:
        raise NotFound("There is no such coupon template.", template_id=template_id)
    return stored
