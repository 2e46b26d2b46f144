"""What the demonstration shop sells: categories, and how goods of each are named and priced."""

from typing import NamedTuple


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
