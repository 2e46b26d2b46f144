"""Many products at once, on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from promenade.base.catalogue.model.batch import MAX_ITEMS, Item, Wish
from promenade.base.catalogue.model.product import Product, Shelf
from promenade.base.catalogue.service.batches import Outcome
from promenade.base.catalogue.wire.fields import Code, Instant, Reason, Slug, Tags, instant
from promenade.base.catalogue.wire.products import read_tags
from promenade.base.catalogue.wire.reviews import ProductDecisionBody
from promenade.contracts.reviews import ReviewState
from promenade.kit.codes import code
from promenade.kit.decoding import Strict, View
from promenade.kit.differences import VersionNumber
from promenade.kit.http.problems import problem


class BatchItemBody(Strict, frozen=True):
    """With the `version` that was looked at, or whichever it has."""

    product_id: Code
    version: VersionNumber | None = None


Items = Annotated[tuple[BatchItemBody, ...], Meta(min_length=1, max_length=MAX_ITEMS)]


class ProductBatchBody(Strict, frozen=True, kw_only=True):
    """What is left out stays as it is. `shelf` and `sells_from` as of one product; another
    `category` of what was approved waits for somebody else. `reason` is needed where a product
    leaves something live, and kept with each that is changed."""

    products: Items
    shelf: Shelf | None = None
    sells_from: Instant | None = None
    category: Slug | None = None
    add_tags: Tags = ()
    remove_tags: Tags = ()
    reason: Reason | None = None


class SubmissionsBody(Strict, frozen=True):
    products: Items


class DecidedItemBody(Strict, frozen=True):
    """Only the `version` that was looked at is decided."""

    product_id: Code
    version: VersionNumber


class DecisionsBody(ProductDecisionBody, frozen=True, kw_only=True):
    """One decision for all of them; a rejection says why."""

    products: Annotated[tuple[DecidedItemBody, ...], Meta(min_length=1, max_length=MAX_ITEMS)]


class BatchedProductView(View, frozen=True):
    """What it became; `review` is the state of what waits, if anything does."""

    version: int
    category: str
    tags: list[str]
    shelf: Shelf
    sells_from: datetime | None
    is_approved: bool
    review: ReviewState | None


class BatchResultView(View, frozen=True):
    """`left`: there was no time for it; call again under the same key. `problem` is what the call
    for this product alone is answered."""

    product_id: str
    result: Literal["done", "refused", "left"]
    product: BatchedProductView | None
    problem: dict[str, Any] | None


class BatchReport(View, frozen=True):
    """In the order of the call. The three counts sum to the number of products."""

    done_count: int
    refused_count: int
    left_count: int
    items: list[BatchResultView]


def read_items(given: Sequence[BatchItemBody | DecidedItemBody]) -> tuple[Item, ...]:
    return tuple(Item(code(each.product_id), each.version) for each in given)


def read_wish(body: ProductBatchBody) -> Wish:
    return Wish(
        shelf=body.shelf,
        sells_from=None if body.sells_from is None else instant(body.sells_from),
        category=body.category,
        added_tags=read_tags(body.add_tags),
        removed_tags=read_tags(body.remove_tags),
    )


def show_report(outcomes: Sequence[Outcome], now: datetime, language: str) -> BatchReport:
    items = [_show(each, now, language) for each in outcomes]
    results = [each.result for each in items]
    return BatchReport(
        done_count=results.count("done"),
        refused_count=results.count("refused"),
        left_count=results.count("left"),
        items=items,
    )


def _show(outcome: Outcome, now: datetime, language: str) -> BatchResultView:
    refusal, product = outcome.refusal, outcome.product
    return BatchResultView(
        product_id=outcome.product_id,
        result="refused" if refusal else "done" if product else "left",
        product=_show_product(product, now) if product else None,
        problem=problem(refusal, language) if refusal else None,
    )


def _show_product(product: Product, now: datetime) -> BatchedProductView:
    shelf = product.shelf_at(now)
    return BatchedProductView(
        version=product.version,
        category=product.category,
        tags=list(product.tags),
        shelf=shelf,
        sells_from=product.sells_from if shelf == "SCHEDULED" else None,
        is_approved=product.is_approved,
        review=product.review.state if product.review else None,
    )
