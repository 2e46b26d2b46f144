"""What of the catalogue a promotion names."""

from collections.abc import Iterator
from typing import Any

import msgspec

from promenade.base.promotion.model.promotion import Promotion
from promenade.contracts.catalogue import Kind
from promenade.kit.values import Value

_KINDS: dict[str, Kind] = {
    "sku": "sku",
    "skus": "sku",
    "products": "product",
    "categories": "category",
}


class Reference(Value, frozen=True):
    """`pointer` is into the promotion's document."""

    pointer: str
    kind: Kind
    name: str


def references(promotion: Promotion) -> Iterator[Reference]:
    return _within("", msgspec.to_builtins(promotion), None)


def _within(pointer: str, part: Any, kind: Kind | None) -> Iterator[Reference]:
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from _within(f"{pointer}/{name}", inner, _KINDS.get(name))
    elif isinstance(part, list | tuple):
        for index, inner in enumerate(part):
            yield from _within(f"{pointer}/{index}", inner, kind)
    elif kind is not None and isinstance(part, str):
        yield Reference(pointer, kind, part)
