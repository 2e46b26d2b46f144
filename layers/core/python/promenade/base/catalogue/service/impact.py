"""What depends on goods that leave, go for good or come to stand elsewhere, and what such a change
needs therefore."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Literal
from urllib.parse import quote

from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.product import Product, remove
from promenade.base.catalogue.model.turning import gone, turn_of
from promenade.base.catalogue.service.categories import get_category
from promenade.base.catalogue.service.ports import CategoryStore, ProductStore, Wanted
from promenade.base.catalogue.service.products import path_of_category
from promenade.contracts.dependents import Dependent, DependentKind, Dependents, Entry, Givers, Turn
from promenade.kit.counting import counted
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.lookups import side_by_side
from promenade.kit.values import Value, replace

_NAME = ("thing that is live or scheduled names", "things that are live or scheduled name")
_DEPEND = ("thing that is live or scheduled depends", "things that are live or scheduled depend")


class ReasonNeeded(Conflict):
    """Something that is live depends on the goods: whoever changes them says why."""


class InUse(Conflict):
    """Something that is live names it: it stays on the register."""


class StillNamed(Conflict):
    """Rules of tags or grants of staff name the category: it cannot go before they do."""


class ProductBound(Conflict):
    """A flash sale has units of it set apart: it cannot go before the sale is over."""


HELD = (ReasonNeeded, ProductBound)

Change = Literal["off", "removal", "category", "tag", "brand"]


class Wish(Value, frozen=True):
    """`category` is the one that it shall be in, `tag` the one that it shall not have."""

    change: Change
    category: str | None = None
    tag: str | None = None


class Doors(Value, frozen=True):
    """To the rooms that know what depends on goods, and to those that give coupons."""

    rooms: Sequence[Dependents]
    givers: Sequence[Givers] = ()


class Impact(Value, frozen=True):
    """`through_coupons` give coupons that are hit. What `is_bound` is refused."""

    direct: tuple[Dependent, ...]
    through_coupons: tuple[Dependent, ...]
    is_bound: bool


def check_product(
    before: Product | None, after: Product, at: datetime, rooms: Sequence[Dependents]
) -> None:
    """Without a reason (`after` has it), nothing is taken from what depends on it; where one is
    given, only what goes for good is looked at.

    Raises ReasonNeeded, ProductBound."""
    goes = gone(before, after)
    if after.reason is not None and not goes:
        return
    found = dependents(turn_of(before, after), at, rooms)
    _refuse_bound(found, goes)
    if after.reason is None:
        _refuse(found, f"/products/{after.id}/impact?{wish_of(before, after)}")


def check_category(
    before: Category | None, after: Category, at: datetime, rooms: Sequence[Dependents]
) -> None:
    """The same, of one that is removed; what is bound to it is in the way whatever is said. Raises
    StillNamed, ReasonNeeded."""
    if not before or not after.is_removed:
        return
    found = dependents(Turn(goes=("category", after.id)), at, rooms)
    _refuse_named([each for each in found if each.is_bound])
    if after.reason is None:
        _refuse(found, f"/categories/{after.id}/impact")


def check_unnamed(entry: Entry, at: datetime, rooms: Sequence[Dependents]) -> None:
    """Of a register, before it goes. Raises InUse."""
    if found := dependents(Turn(goes=entry), at, rooms):
        count, path = len(found), found[0].path
        told = f"{counted(count, *_NAME)} it, {path} first: change or end what names it."
        raise InUse(told, count=count, path=path)


def of_product(
    product_id: str, asked: Wish, at: datetime, store: ProductStore, doors: Doors
) -> Impact:
    """What would be hit now. Raises NotFound, Invalid for an unknown category."""
    stored = store.known(Wanted(products=[product_id])).products.get(product_id)
    if stored is None or stored.value.is_removed:
        raise NotFound("There is no such product.", product_id=product_id)
    before, after = stored.value, _changed(stored.value, asked, store)
    found, goes = _impact(turn_of(before, after), at, doors), gone(before, after)
    return replace(found, is_bound=any(_is_bound(each, goes) for each in found.direct))


def of_category(category_id: str, at: datetime, store: CategoryStore, doors: Doors) -> Impact:
    """What names a category that would be removed. Raises NotFound."""
    found = _impact(Turn(goes=("category", get_category(category_id, store).id)), at, doors)
    return replace(found, is_bound=any(each.is_bound for each in found.direct))


def wish_of(before: Product | None, after: Product) -> str:
    """As the preview is asked for it; of several tags for the first."""
    if gone(before, after):
        return "change=removal"
    if before is None or not after.is_sellable:
        return "change=off"
    if after.path != before.path:
        return f"change=category&category={after.category}"
    lost = sorted({*before.tags} - {*after.tags})
    return f"change=tag&tag={quote(lost[0], safe='')}" if lost else "change=brand"


def _changed(product: Product, asked: Wish, store: ProductStore) -> Product:
    if asked.change == "removal":
        return remove(product)
    if asked.tag is not None:
        return replace(product, tags=tuple(each for each in product.tags if each != asked.tag))
    if asked.change == "brand":
        return replace(product, brand=None, brand_id=None)
    if asked.category is None:
        return replace(product, shelf="OFF", sells_from=None)
    path = path_of_category(asked.category, store)
    return replace(product, category=asked.category, path=path)


def _impact(turn: Turn, at: datetime, doors: Doors) -> Impact:
    direct = dependents(turn, at, doors.rooms)
    coupons = {each.id for each in direct if each.kind is DependentKind.COUPON_TEMPLATE}
    given = side_by_side(lambda room: [*room.of(coupons, at)], doors.givers) if coupons else []
    return Impact(direct, tuple(chain.from_iterable(given)), is_bound=False)


def dependents(turn: Turn, at: datetime, rooms: Sequence[Dependents]) -> tuple[Dependent, ...]:
    """Of all rooms, which are asked side by side; where nothing turns, none is asked. Raises
    Unavailable."""
    if not turn.shifts and turn.goes is None:
        return ()
    return tuple(chain.from_iterable(side_by_side(lambda room: [*room.of(turn, at)], rooms)))


def _is_bound(each: Dependent, gone: frozenset[str]) -> bool:
    return each.is_bound and not gone.isdisjoint(each.skus)


def _refuse_bound(found: Sequence[Dependent], gone: frozenset[str]) -> None:
    for each in found:
        if _is_bound(each, gone):
            told = f"The flash sale “{each.name}” has units of it set apart: end the sale first."
            raise ProductBound(told, name=each.name, flash_sale=each.id)


def _refuse_named(bound: Sequence[Dependent]) -> None:
    if not bound:
        return
    rules = sum(1 for each in bound if each.kind is DependentKind.TAG_RULE)
    grants, path = len(bound) - rules, bound[0].path
    told = (
        f"{counted(rules, 'tag rule')} and {counted(grants, 'staff grant')} name it, first {path}:"
        " change or end these first."
    )
    raise StillNamed(told, rule_count=rules, grant_count=grants, path=path)


def _refuse(found: Sequence[Dependent], path: str) -> None:
    if found:
        raise reason_needed(len(found), path)


def reason_needed(count: int, path: str) -> ReasonNeeded:
    told = f"{counted(count, *_DEPEND)} on it. Look at GET {path}, and give a reason."
    return ReasonNeeded(told, count=count, impact=path)
