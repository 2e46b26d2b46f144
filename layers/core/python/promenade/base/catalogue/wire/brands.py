"""The register of brands on the wire."""

from typing import Any

from promenade.base.catalogue.model.brand import Brand
from promenade.base.catalogue.wire.fields import Brand as BrandName
from promenade.base.catalogue.wire.fields import text
from promenade.kit.decoding import Strict, View, show
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page


class NewBrandBody(Strict, frozen=True):
    """`name` as shoppers see it."""

    name: BrandName


class BrandBody(NewBrandBody, frozen=True):
    """`name` may be spelt otherwise; products take that over when they change next. An archived
    brand keeps its products and takes no others."""

    is_archived: bool = False


class BrandView(View, frozen=True):
    """`id` is what all spellings of the `name` have in common."""

    id: str
    name: str
    is_archived: bool
    version: int


class BrandPage(View, frozen=True):
    items: list[BrandView]
    next: str | None


def read_brand(call: Call[BrandBody, Any]) -> Brand:
    """As it shall be, at the version that was looked at."""
    body = call.body
    return Brand(
        id=call.path["brand"],
        name=text(body.name),
        is_archived=body.is_archived,
        version=call.if_match,
    )


def show_brands(page: Page[Brand], cursor: str | None) -> BrandPage:
    return BrandPage(items=[show(each, BrandView) for each in page.items], next=cursor)
