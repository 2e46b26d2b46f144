"""Categories on the wire."""

from typing import Annotated

from msgspec import Meta

from promenade.base.catalogue.model.category import Category, SetCategory
from promenade.base.catalogue.wire.fields import Name, Slug, text
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.paging import Page


class CategoryBody(Strict, frozen=True):
    """A root has no `parent`; siblings are shown by `sort`. An archived category keeps
    what is in it and takes nothing new."""

    name: Name
    parent: Slug | None = None
    sort: Annotated[int, Meta(ge=0, le=9999)] = 0
    is_archived: bool = False


class NewCategoryBody(CategoryBody, frozen=True, kw_only=True):
    """`id` is chosen once, for good."""

    id: Slug


class CategoryView(View, frozen=True):
    """`path` holds the ids from the root down to this category."""

    id: str
    name: str
    parent: str | None
    path: list[str]
    sort: int
    is_archived: bool
    version: int


class CategoryPage(View, frozen=True):
    items: list[CategoryView]
    next: str | None


def read_category(category_id: str, body: CategoryBody) -> SetCategory:
    """Raises Invalid."""
    name = text(body.name)
    if not name:
        raise Invalid([Fault("/name", "blank", "This text is blank.")])
    return SetCategory(
        id=category_id,
        name=name,
        parent=body.parent,
        sort=body.sort,
        is_archived=body.is_archived,
    )


def show_categories(page: Page[Category], cursor: str | None) -> CategoryPage:
    return CategoryPage(items=[show(each, CategoryView) for each in page.items], next=cursor)
