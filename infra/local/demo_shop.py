"""The goods of the demonstration shop: a lifestyle and gift shop, the same for the same seed.

Categories and products have the form of the API's bodies; `stock` is on hand by SKU.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from infra.local.demo_goods import BRANDS, CATEGORIES, KINDS, SERIES, TAGS, Kind

Body = dict[str, Any]

PRODUCTS_PER_CATEGORY = 11


@dataclass(frozen=True)
class DemoShop:
    categories: tuple[Body, ...]
    products: tuple[Body, ...]
    stock: dict[str, int]


def demo_shop(seed: int = 2026) -> DemoShop:
    """15 categories, 121 products, about 300 SKUs in CNY."""
    rng = random.Random(seed)  # noqa: S311  nothing here is a secret
    products = tuple(product for kind in KINDS for product in _products(kind, rng))
    skus = [sku["code"] for product in products for sku in product["skus"]]
    return DemoShop(
        categories=tuple(_category(index) for index in range(len(CATEGORIES))),
        products=products,
        stock={code: rng.choice((0, 3, *range(20, 400, 20))) for code in skus},
    )


def rows(products: Iterable[Body]) -> Iterator[Body]:
    """Products as the rows of an import."""
    for product in products:
        stated = {name: value for name, value in product.items() if name not in ("id", "skus")}
        for sku in product["skus"]:
            named = {name: value for name, value in sku.items() if name != "code"}
            yield {"product": product["id"], "sku": sku["code"], **stated, **named}


def _category(index: int) -> Body:
    id_, name, parent = CATEGORIES[index]
    return {"id": id_, "name": name, "parent": parent, "sort": index * 10}


def _products(kind: Kind, rng: random.Random) -> Iterator[Body]:
    pairs = [(series, noun) for series in SERIES for noun in kind.nouns]
    for number, pair in enumerate(rng.sample(pairs, PRODUCTS_PER_CATEGORY), 1):
        id_ = f"{kind.prefix}-{number:03}"
        yield {
            "id": id_,
            "title": _title(*pair),
            "category": kind.category,
            "brand": rng.choice(BRANDS),
            "tags": sorted(rng.sample(TAGS, rng.choice((0, 1, 1, 2, 3)))),
            "shelf": "OFF" if rng.random() < 0.05 else "ON",
            "skus": list(_skus(id_, kind, rng)),
        }


def _title(series: str, noun: str) -> str:
    (series_zh, _, series_en), (noun_zh, _, noun_en) = series.partition(" "), noun.partition(" ")
    return f"{series_zh}{noun_zh} {series_en} {noun_en}"


def _skus(product_id: str, kind: Kind, rng: random.Random) -> Iterator[Body]:
    low, high = kind.yuan
    base = int(low + (high - low) * rng.random() ** 2) // 10 * 10 + 9
    floor_bp = rng.choice((6_000, 6_000, 6_000, 5_500, 5_000))
    grows = kind.option in ("Size", "Weight")
    count = rng.randint(2, len(kind.values))
    for index, value in enumerate(kind.values[:count]):
        list_price = (base + (base // 20 * 10 * index if grows else 0)) * 100
        yield {
            "code": f"{product_id}-{index + 1}",
            "options": {kind.option: value},
            "barcode": _barcode(rng),
            "currency": "CNY",
            "list_price_minor": list_price,
            "sale_price_minor": list_price,
            "floor_price_minor": list_price * floor_bp // 1_000_000 * 100
            if rng.random() < 0.5
            else None,
        }


def _barcode(rng: random.Random) -> str:
    """An EAN-13 of the range that GS1 China gives out."""
    digits = [6, 9, rng.randrange(10), *(rng.randrange(10) for _ in range(9))]
    weighted = sum(digit * (3 if index % 2 else 1) for index, digit in enumerate(digits))
    return "".join(map(str, [*digits, -weighted % 10]))
