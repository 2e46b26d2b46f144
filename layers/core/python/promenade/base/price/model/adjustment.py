"""Many prices moved by one rule: by an amount or a share, to an ending."""

from typing import Annotated, Literal

from msgspec import Meta

from promenade.base.price.model.terms import MAX_PRICE_MINOR, Terms
from promenade.kit.currencies import decimals
from promenade.kit.money import half_up
from promenade.kit.values import Clause, Value, replace

Ending = Literal["00", "90", "99"]
"""What stands behind the point: 19.90 ends in 90, and so does 19.900."""


class AddAmount(Clause, frozen=True, tag="amount", tag_field="kind"):
    """Minor units more; fewer where it is negative."""

    add_minor: Annotated[int, Meta(ge=-MAX_PRICE_MINOR, le=MAX_PRICE_MINOR)]


class AddPercent(Clause, frozen=True, tag="percent", tag_field="kind"):
    """Basis points more: 500 makes 100.00 into 105.00, -500 into 95.00."""

    add_bp: Annotated[int, Meta(ge=-9_999, le=100_000)]


class Move(Value, frozen=True):
    """`moves_list` moves the list price alike."""

    by: AddAmount | AddPercent
    ending: Ending | None
    moves_list: bool
    currency: str

    @property
    def has_ending(self) -> bool:
        """The currency has what the ending ends in."""
        return self.ending in (None, "00") or decimals(self.currency) > 1


def moved(terms: Terms, move: Move) -> Terms:
    """May contradict itself, or cost nothing: that is for the caller to see."""
    sale_minor = _moved(terms.sale_minor, move)
    list_minor = _moved(terms.list_minor, move) if move.moves_list else terms.list_minor
    return replace(terms, sale_minor=sale_minor, list_minor=list_minor)


def _moved(minor: int, move: Move) -> int:
    if isinstance(move.by, AddAmount):
        raw = minor + move.by.add_minor
    else:
        raw = half_up(minor * (10_000 + move.by.add_bp), 10_000)
    return raw if move.ending is None else ended(raw, move.ending, move.currency)


def ended(minor: int, ending: Ending, currency: str) -> int:
    """The nearest amount with this ending, the higher of two that are as near."""
    unit: int = 10 ** decimals(currency)
    rest = int(ending) * unit // 100
    return (2 * (minor - rest) + unit) // (2 * unit) * unit + rest
