"""What the catalogue itself asked for a SKU, and since when."""

from collections.abc import Iterator
from datetime import datetime

from promenade.kit.values import Document, replace

MAX_STEPS = 100


class Listed(Document, frozen=True):
    """From `since` on; no sale price where it was not on sale, no list price before that was kept.
    `version` is the product's."""

    version: int
    since: datetime
    currency: str
    sale_minor: int | None
    list_minor: int | None = None


class Listing(Document, frozen=True, tag_field="kind", tag="listing"):
    """The last MAX_STEPS versions, in their order."""

    sku: str
    version: int = 0
    steps: tuple[Listed, ...] = ()

    def at(self, instant: datetime, currency: str) -> Listed | None:
        before = [each for each in self.steps if each.since <= instant]
        last = before[-1] if before else None
        return last if last and last.currency == currency else None

    def edges(self) -> Iterator[datetime]:
        return (each.since for each in self.steps)


def list_anew(listing: Listing, step: Listed) -> Listing:
    """In whatever order versions come, however often: a version is told once."""
    if any(each.version == step.version for each in listing.steps):
        return listing
    steps = sorted([*listing.steps, step], key=lambda each: each.version)
    return replace(listing, version=listing.version + 1, steps=tuple(steps[-MAX_STEPS:]))
