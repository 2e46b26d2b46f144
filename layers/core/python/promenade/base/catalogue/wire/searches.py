"""How products are looked for, on the wire."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta

from promenade.base.catalogue.model.search import (
    MAX_ASKED,
    Search,
    Terms,
    asked,
    attribute_marks,
    brand_mark,
    category_mark,
    tag_mark,
)
from promenade.base.catalogue.service.ports import Listing
from promenade.base.catalogue.wire.fields import Brand, Slug, Word
from promenade.kit.codes import label
from promenade.kit.errors import Fault, Invalid
from promenade.kit.paging import PageQuery, Position

MAX_ATTRIBUTES = 5


class ProductQuery(PageQuery, frozen=True):
    """All that is given must hold. `category` includes what is below it. For who sees some stores
    or categories alone, at most ten times `limit` products are looked at for a page."""

    limit: Annotated[int, Meta(ge=1, le=50)] = 20
    category: Slug | None = None
    tag: Word | None = None
    q: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    brand: Brand | None = None
    attributes: Annotated[str, Meta(min_length=1, max_length=400)] | None = None


def read_listing(query: ProductQuery, after: Position | None, *, buyer: bool) -> Listing:
    """Raises Invalid."""
    tag = None if query.tag is None else label(query.tag)
    is_search = any(each is not None for each in (query.q, query.brand, query.attributes))
    return Listing(
        category=query.category,
        tag=tag,
        search=_search(query, tag, buyer=buyer) if is_search else None,
        limit=query.limit,
        after=after,
    )


def scope_of(query: ProductQuery, *, buyer: bool) -> str:
    """Of a cursor: what it was asked for, and what part of it is seen."""
    wanted = (query.category, query.tag, query.q, query.brand, query.attributes)
    return f"products {wanted} {'on shelf' if buyer else 'all'}"


def _search(query: ProductQuery, tag: str | None, *, buyer: bool) -> Search:
    terms, attributes = _terms(query.q), _attributes(query.attributes)
    marks = [
        *attribute_marks(attributes),
        *([brand_mark(query.brand)] if query.brand else []),
        *([category_mark(query.category)] if query.category else []),
        *([tag_mark(tag)] if tag else []),
    ]
    return Search(terms=terms, marks=tuple(marks), is_on_shelf=buyer)


def _terms(text: str | None) -> Terms:
    if text is None:
        return Terms()
    terms = asked(text)
    count = len(terms.words) + len(terms.runs)
    if not count:
        raise _refused("q", "nothing_to_find", "Send words to look for.")
    if count > MAX_ASKED:
        raise _refused("q", "too_many", "Send at most {most} words.", most=MAX_ASKED)
    return terms


def _attributes(text: str | None) -> Mapping[str, str]:
    """`name=value;name=value`, at least one."""
    if text is None:
        return {}
    pairs = [*_pairs(text)]
    if not pairs:
        raise _malformed()
    if len(pairs) > MAX_ATTRIBUTES:
        detail = "Send at most {most} attributes."
        raise _refused("attributes", "too_many", detail, most=MAX_ATTRIBUTES)
    return dict(pairs)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, text.split(";")):
        name, equals, value = part.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise _malformed()
        yield name, value


def _malformed() -> Invalid:
    return _refused("attributes", "malformed", "Write name=value, with ; between two.")


def _refused(name: str, code: str, detail: str, **facts: int) -> Invalid:
    return Invalid([Fault(f"/{name}", code, detail, "query", facts)])
