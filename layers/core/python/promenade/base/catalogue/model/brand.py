"""The register of brands: a product's brand is one of these, in one spelling."""

from collections.abc import Iterator
from datetime import UTC, datetime

from promenade.kit.codes import label
from promenade.kit.counting import counted
from promenade.kit.errors import Conflict, Fault
from promenade.kit.values import Value, replace

MAX_BRAND_LENGTH = 80
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_MOST = {"most": MAX_BRAND_LENGTH}


class BrandInUse(Conflict):
    """Products are of this brand: it stays on the register."""

    @classmethod
    def by(cls, count: int) -> "BrandInUse":
        told = counted(count, "product is", "products are")
        return cls(f"{told} of this brand.", count=count)


class BrandArchived(Conflict):
    """An archived brand keeps the products that it has and takes no others."""


class BrandRenamed(Conflict):
    """The name would be another brand's: what products are of is not renamed under them."""


class Brand(Value, frozen=True, kw_only=True):
    """`id` is what all spellings of its `name` have in common. Shoppers are shown it from
    `shown_from` on: ALWAYS where staff added it; where products alone are of it, since the first of
    them was on sale, and never before."""

    id: str
    name: str
    is_archived: bool = False
    shown_from: datetime | None = ALWAYS
    is_removed: bool = False
    version: int = 0

    def is_shown(self, at: datetime) -> bool:
        return self.shown_from is not None and self.shown_from <= at

    def shown(self, since: datetime | None) -> "Brand | None":
        """The next version, if it is to be shown earlier than it is."""
        if since is None or (self.shown_from is not None and self.shown_from <= since):
            return None
        return replace(self, shown_from=since, version=self.version + 1)


def brand_id(name: str) -> str:
    return label(name)


def name_faults(name: str) -> Iterator[Fault]:
    """Some characters are several in the one form by which brands are compared."""
    if len(brand_id(name)) > MAX_BRAND_LENGTH:
        yield Fault("", "malformed", "A brand has 1 to {most} characters.", facts=_MOST)


def register(name: str, before: Brand | None, shown_from: datetime | None = ALWAYS) -> Brand:
    """`before` is one that was removed, if any was."""
    version = before.version + 1 if before else 1
    return Brand(id=brand_id(name), name=name, shown_from=shown_from, version=version)


def edit(brand: Brand, name: str, *, is_archived: bool) -> Brand:
    """Raises BrandRenamed for more than another spelling."""
    if brand_id(name) != brand.id:
        detail = "A brand keeps its name, in another spelling at most. Add the other brand."
        raise BrandRenamed(detail, brand=brand.name)
    return replace(brand, name=name, is_archived=is_archived, version=brand.version + 1)


def remove(brand: Brand) -> Brand:
    return replace(brand, is_removed=True, version=brand.version + 1)
