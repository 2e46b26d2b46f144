"""Feeds on the wire."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.catalogue.model.feed import Every, Feed, Progress, Secret
from promenade.base.catalogue.wire.exports import ExportQuery, read_terms
from promenade.base.catalogue.wire.fields import Name, Slug, text
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call

SUFFIX = ".xml.gz"
KEPT_BY_NOBODY = {"Cache-Control": "no-store"}
"""The link that it leads to is good for a minute."""


class FeedBody(Strict, frozen=True):
    """What is on sale, in one `store` and below a category or in all of them, written every hour or
    every day. `product_link` is the address of a product's page in the storefront, with `{product}`
    and, if it has one, `{sku}`."""

    name: Name
    product_link: Annotated[str, Meta(max_length=500)]
    every: Every = "day"
    category: Slug | None = None
    store: Slug | None = None


class FeedFileView(View, frozen=True):
    """The file that is fetched now: what was on sale `as_of` then. The counts are of the products
    that were read, also of those not on sale; the size is that of the file, packed by gzip."""

    as_of: datetime
    written_at: datetime
    product_count: int
    sku_count: int
    size_bytes: int


class FeedFailureView(View, frozen=True):
    """Why the last run came to no file: the `failure` of its export."""

    as_of: datetime
    failed_at: datetime
    code: str


class FeedView(View, frozen=True):
    """`address_made_at` is when its address was made, if it has one: the address itself is told
    once. Without `file` none was written yet; a file stays while later runs fail."""

    id: str
    name: str
    product_link: str
    every: Every
    category: str | None
    store: str | None
    address_made_at: datetime | None
    file: FeedFileView | None
    failure: FeedFailureView | None
    made_at: datetime
    made_by: str
    version: int


class FeedList(View, frozen=True):
    items: list[FeedView]


class FeedAddressView(View, frozen=True):
    """`path`, behind the address of this API, is where the file is fetched without a token. It is
    told this once."""

    path: str
    version: int


def read_feed(call: Call[FeedBody, None], now: datetime) -> Feed:
    """Raises Invalid."""
    body = call.body
    asked = ExportQuery("merchant", body.category, body.product_link, body.store)
    terms, name = read_terms(asked, "body"), text(body.name)
    if not name:
        raise Invalid([Fault("/name", "blank", "This text is blank.")])
    id_, made_by = call.new_id("product_feed"), call.caller.name
    return Feed(id_, 1, name, terms, body.every, now, made_by)


def read_version(call: Call[None, None]) -> tuple[str, int]:
    return call.path["feed_id"], call.if_match


def read_secret(call: Call[None, None]) -> Secret:
    return Secret(call.path["feed_file"].removesuffix(SUFFIX))


def path_of(feed: Feed) -> str:
    return f"/product-feeds/{feed.id}"


def show_address(feed: Feed, secret: Secret) -> FeedAddressView:
    return FeedAddressView(f"/feeds/{feed.id}/{secret.text}{SUFFIX}", feed.version)


def show_feed(feed: Feed, progress: Progress | None = None) -> FeedView:
    noted = progress or Progress(feed.id)
    return FeedView(
        id=feed.id,
        name=feed.name,
        product_link=feed.terms.product_link or "",
        every=feed.every,
        category=feed.terms.category,
        store=feed.terms.store,
        address_made_at=feed.address_made_at,
        file=show(noted.file, FeedFileView) if noted.file else None,
        failure=show(noted.failure, FeedFailureView) if noted.failure else None,
        made_at=feed.made_at,
        made_by=feed.made_by,
        version=feed.version,
    )
