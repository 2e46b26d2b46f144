"""A cart as shops and shoppers send it: one form for who prices it and for who takes the order."""

from typing import Annotated

from msgspec import Meta

from promenade.contracts.customers import CustomerId
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict
from promenade.kit.values import Clause

Name = Annotated[
    str, Meta(min_length=1, max_length=128, pattern=r"^[^\s\x00-\x1f][^\x00-\x1f]*(?!\n)$")
]
Names = Annotated[tuple[Name, ...], Meta(max_length=500)]
Minor = Annotated[int, Meta(ge=0, le=9_999_999_999)]
ShippingMinor = Annotated[int, Meta(ge=0, le=99_999_999)]
Count = Annotated[int, Meta(ge=1, le=9_999)]
Grams = Annotated[int, Meta(ge=0, le=9_999_999)]
Country = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z]{2}$",
        description="ISO 3166-1, two capital letters.",
        extra={"says": "Send a country by its two capital letters, such as CN."},
    ),
]
Postcode = Annotated[str, Meta(min_length=1, max_length=16)]
Codes = Annotated[
    tuple[Annotated[str, Meta(min_length=1, max_length=64)], ...], Meta(max_length=10)
]

CouponIds = Annotated[
    tuple[Annotated[str, Meta(min_length=1, max_length=64)], ...], Meta(max_length=20)
]


class Destination(Clause, frozen=True):
    """Where the goods go to, as far as it is known."""

    country: Country
    postcode: Postcode | None = None


class BuyerBody(Strict, frozen=True):
    """`nth_order` counts the order to come: 1 is the first."""

    id: CustomerId | None = None
    groups: Names = ()
    nth_order: Count | None = None
    is_new: bool = False


class LineBody(Strict, frozen=True):
    """`id` is the line's place, from 1, unless it is given. A `gift` is a line that a promotion
    put there; it is free as far as one grants it. `weight_g` is per unit."""

    sku: Name
    qty: Count
    id: Name | None = None
    selected: bool = True
    gift: bool = False
    weight_g: Grams | None = None


class CartBody(Strict, frozen=True):
    """`buyer`, `zone` (where it is sold), `shipping_minor` and weights are for servers and staff
    to say; shoppers are known by their token. `without` names promotions whose limits an order
    was refused for: they count as used up."""

    lines: Annotated[tuple[LineBody, ...], Meta(min_length=1, max_length=100)]
    currency: Currency
    codes: Codes = ()
    channel: Name | None = None
    buyer: BuyerBody | None = None
    shipping_minor: ShippingMinor | None = None
    zone: Name | None = None
    destination: Destination | None = None
    carrier: Name | None = None
    payment_method: Name | None = None
    without: Annotated[tuple[Name, ...], Meta(max_length=50)] = ()
