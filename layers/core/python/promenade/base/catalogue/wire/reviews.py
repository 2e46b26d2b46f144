"""The review of a product on the wire, and its revisions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from promenade.base.catalogue.service.ports import Revision
from promenade.base.catalogue.service.reviewing import Change
from promenade.base.catalogue.wire.fields import Reason, reason_in, text
from promenade.base.catalogue.wire.products import ProductView, show_product
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View
from promenade.kit.differences import Difference, DiffQuery, VersionNumber
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery


class ProductDecisionBody(Strict, frozen=True):
    """A rejection says why; so does an approval by which the product comes to stand in another
    category, where something that is live depends on that."""

    decision: Literal["approve", "reject"]
    reason: Annotated[str, Meta(max_length=500)] = ""


class RollbackBody(Strict, frozen=True):
    """`version` is of the revision that the product shall be like again; `reason` is needed where
    something that is live depends on SKUs that this one has not."""

    version: VersionNumber
    reason: Reason | None = None


class RevisionQuery(PageQuery, frozen=True):
    """Revisions are whole products."""

    limit: Annotated[int, Meta(ge=1, le=50)] = 20


class RevisionView(View, frozen=True):
    """The product as of its `version`, and who made it so, when, and why where that was said."""

    version: int
    actor: str
    at: datetime
    reason: str | None
    product: ProductView


class RevisionPage(View, frozen=True):
    items: list[RevisionView]
    next: str | None


class ProductDiffView(View, frozen=True):
    """SKUs stand below their codes: a SKU that comes first changes no other."""

    product_id: str
    before: int
    after: int
    differences: list[Difference]


def read_change(call: Call[Any, Any], clock: Clock) -> Change:
    return Change(call.path["product_id"], call.if_match, call.stamp(clock))


def read_why(body: RollbackBody) -> str | None:
    return reason_in(body.reason)


def read_reason(body: ProductDecisionBody) -> str | None:
    """Raises Invalid for a rejection without one."""
    reason = text(body.reason) or None
    if body.decision == "reject" and reason is None:
        raise Invalid([Fault("/reason", "missing", "Say why it is sent back.")])
    return reason


def show_revisions(page: Page[Revision], cursor: str | None) -> RevisionPage:
    return RevisionPage(items=[_show_revision(each) for each in page.items], next=cursor)


def show_diff(product_id: str, asked: DiffQuery, found: Sequence[Difference]) -> ProductDiffView:
    return ProductDiffView(
        product_id=product_id, before=asked.before, after=asked.after, differences=[*found]
    )


def _show_revision(revision: Revision) -> RevisionView:
    """As it was at its own instant."""
    return RevisionView(
        version=revision.product.version,
        actor=revision.actor,
        at=revision.at,
        reason=revision.product.reason,
        product=show_product(revision.product, revision.at, buyer=False),
    )
