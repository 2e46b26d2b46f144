"""What became of each of an activity's goods when it was looked at."""

from enum import StrEnum

from promenade.contracts.catalogue import SkuFacts
from promenade.kit.values import Value


class GoodState(StrEnum):
    FIT = "fit"
    AT_FLOOR = "at_floor"
    NOT_NEW = "not_new"
    SAVES_NOTHING = "saves_nothing"
    OTHER_CURRENCY = "other_currency"
    NOT_SELLABLE = "not_sellable"
    UNKNOWN_SKU = "unknown_sku"
    TWICE = "twice"


class CheckedGood(Value, frozen=True):
    """`price_minor` is what a unit would cost, where the activity sets unit prices."""

    sku: str
    state: GoodState
    facts: SkuFacts | None = None
    price_minor: int | None = None
