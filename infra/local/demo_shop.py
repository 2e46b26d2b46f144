"""The goods of the demonstration shop: a lifestyle and gift shop, the same for the same seed.

Categories and products have the form of the API's bodies; `stock` is on hand by SKU.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

Body = dict[str, Any]

PRODUCTS_PER_CATEGORY = 11


class Kind(NamedTuple):
    """What a category sells: names, prices from and to in yuan, and how one good varies."""

    category: str
    prefix: str
    nouns: tuple[str, ...]
    yuan: tuple[int, int]
    option: str
    values: tuple[str, ...]


CATEGORIES: tuple[tuple[str, str, str | None], ...] = (
    ("home-living", "家居生活 Home & living", None),
    ("tableware", "餐具 Tableware", "home-living"),
    ("textiles", "家纺 Textiles", "home-living"),
    ("lighting", "灯饰 Lighting", "home-living"),
    ("scent", "香氛 Scent & candles", "home-living"),
    ("tea", "茶事 Tea", None),
    ("loose-tea", "茶叶 Loose tea", "tea"),
    ("teaware", "茶器 Teaware", "tea"),
    ("desk", "书桌 Desk", None),
    ("notebooks", "本册 Notebooks", "desk"),
    ("writing", "书写 Writing", "desk"),
    ("carry", "随身 Carry", None),
    ("bags", "包袋 Bags", "carry"),
    ("jewellery", "首饰 Jewellery", "carry"),
    ("gift-boxes", "礼盒 Gift boxes", None),
)

KINDS = (
    Kind(
        "tableware",
        "TW",
        ("马克杯 mug", "餐盘 plate", "汤碗 bowl", "水壶 jug"),
        (39, 189),
        "Size",
        ("S", "M", "L"),
    ),
    Kind(
        "textiles",
        "TX",
        ("盖毯 throw", "靠垫套 cushion cover", "浴巾 bath towel"),
        (59, 399),
        "Colour",
        ("米白 Ivory", "雾蓝 Mist blue", "苔绿 Moss", "赭石 Ochre"),
    ),
    Kind(
        "lighting",
        "LI",
        ("台灯 table lamp", "夜灯 night light", "纸灯笼 paper lantern"),
        (129, 699),
        "Light",
        ("暖光 Warm", "自然光 Neutral"),
    ),
    Kind(
        "scent",
        "SC",
        ("香薰蜡烛 scented candle", "扩香 diffuser", "线香 incense"),
        (49, 329),
        "Scent",
        ("桂花 Osmanthus", "雪松 Cedar", "白茶 White tea"),
    ),
    Kind(
        "loose-tea",
        "LT",
        ("龙井 Longjing", "铁观音 Tieguanyin", "白毫银针 Silver needle", "普洱 Pu'er"),
        (68, 488),
        "Weight",
        ("50 g", "100 g", "250 g"),
    ),
    Kind(
        "teaware",
        "TE",
        ("茶壶 teapot", "盖碗 gaiwan", "公道杯 fairness cup", "茶盘 tea tray"),
        (89, 899),
        "Glaze",
        ("天青 Sky", "月白 Moon white"),
    ),
    Kind(
        "notebooks",
        "NB",
        ("手账本 journal", "素描本 sketchbook", "日历 calendar"),
        (29, 159),
        "Paper",
        ("空白 Plain", "方格 Grid", "横线 Ruled"),
    ),
    Kind(
        "writing",
        "WR",
        ("钢笔 fountain pen", "圆珠笔 ballpoint", "笔袋 pen case"),
        (19, 399),
        "Colour",
        ("墨黑 Black", "酒红 Burgundy", "松绿 Pine"),
    ),
    Kind(
        "bags",
        "BG",
        ("托特包 tote", "双肩包 backpack", "腰包 belt bag"),
        (99, 799),
        "Colour",
        ("沙色 Sand", "炭黑 Charcoal", "靛蓝 Indigo"),
    ),
    Kind(
        "jewellery",
        "JW",
        ("耳钉 ear studs", "项链 necklace", "手链 bracelet"),
        (69, 599),
        "Metal",
        ("银 Silver", "镀金 Gold plated"),
    ),
    Kind(
        "gift-boxes",
        "GB",
        ("茶礼盒 tea gift box", "香氛礼盒 scent gift box", "文具礼盒 desk gift box"),
        (168, 988),
        "Ribbon",
        ("朱红 Vermilion", "藏青 Navy"),
    ),
)

SERIES = (
    "青瓷 Celadon",
    "云山 Cloud mountain",
    "栖木 Driftwood",
    "秋分 Equinox",
    "雨巷 Rain lane",
    "松间 Among pines",
    "白露 White dew",
    "海盐 Sea salt",
    "竹影 Bamboo shade",
    "晴空 Clear sky",
)
BRANDS = (
    "山今 Shanjin",
    "半亩 Banmu",
    "青禾 Qinghe",
    "月白 Yuebai",
    "一泡 Yipao",
    "Northlight",
    "Paper & Pine",
    "Loft Atelier",
)
TAGS = ("新品", "热卖", "送礼", "手作", "环保", "limited", "bestseller", "gift")


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


def rows(shop: DemoShop) -> Iterator[Body]:
    """The products as the rows of an import."""
    for product in shop.products:
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
