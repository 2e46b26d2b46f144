"""Whether a promotion's amounts agree on their currencies."""

from collections.abc import Iterator
from typing import Any

import msgspec

from promenade.base.promotion.model.promotion import Promotion
from promenade.kit.errors import Fault

_COUNTED = ("threshold", "at_most")


_SAME = "Name the same currencies in every amount."
_TOLD = {
    "/limits/budget_minor": "A budget is in one currency: where there are several, limit the uses.",
}


def amounts_of(promotion: Promotion) -> list[tuple[str, Any]]:
    """Every amount of money in its document, with a pointer to it."""
    return [(at, value) for at, value, is_money in _named("", promotion, None) if is_money]


def of_currencies(promotion: Promotion) -> Iterator[Fault]:
    named = list(_named("", promotion, None))
    maps = [(at, value) for at, value, is_money in named if is_money and isinstance(value, dict)]
    for at, value, is_money in named:
        if not is_money and isinstance(value, dict):
            yield Fault(at, "needs_amount", "Pieces and grams have no currency.")
    if not maps:
        return
    if promotion.currency is not None:
        detail = "Its amounts name their currencies themselves: leave this out."
        yield Fault("/currency", "not_with_amounts", detail)
    _, first = maps[0]
    for at, value, is_money in named:
        if is_money and (not isinstance(value, dict) or value.keys() != first.keys()):
            yield Fault(at, "other_currencies", _TOLD.get(at, _SAME))


def _named(at: str, value: Any, of: str | None) -> Iterator[tuple[str, Any, bool]]:
    """What stands in fields that may hold an amount; `of` is what the clause around measures."""
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _named(f"{at}/{index}", each, of)
    elif isinstance(value, msgspec.Struct):
        of = getattr(value, "of", of)
        for name, held in msgspec.structs.asdict(value).items():
            if held is not None and (name.endswith("_minor") or name in _COUNTED):
                yield f"{at}/{name}", held, name.endswith("_minor") or of == "amount"
            else:
                yield from _named(f"{at}/{name}", held, of)
