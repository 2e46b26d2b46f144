"""The index of products, beside a loop that looks at all of them."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from promenade.base.catalogue.model.product import Product, remove
from promenade.base.catalogue.model.search import (
    MAX_TERMS,
    NOTHING,
    Search,
    Terms,
    asked,
    attribute_marks,
    brand_mark,
    category_mark,
    entry_of,
    fold,
    terms_of,
)
from promenade.base.catalogue.service.ports import ProductIndex
from promenade.base.catalogue.store import search as stored
from promenade.base.catalogue.store.records import CatalogueRecord
from promenade.base.catalogue.store.search import DynamoProductIndex
from promenade.kit import dynamo
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.searches import found, made, put, words
from tests.support.shop import sku

ENGLISH = {
    "shoes": "shoe",
    "shoe": "shoe",
    "red": "red",
    "box": "box",
    "boxes": "box",
    "Café": "cafe",
}
CHINESE = ("红色", "连衣裙", "连衣", "衣裙", "裙", "红")
BRANDS = ("Ru", "Shan Jin", None)
COLOURS = ("Red", "Blue")
WALKS = 80


@pytest.fixture
def index(stores: None) -> ProductIndex:
    return DynamoProductIndex()


def places() -> list[tuple[str, str]]:
    items = dump().get("promenade-catalogue", [])
    keys = [(each["pk"]["S"], each["sk"]["S"]) for each in items]
    return sorted(each for each in keys if each[0].startswith("TERM#"))


def test_words_are_found_without_case_accents_and_plural() -> None:
    assert terms_of(["Café T-Shirts, BOXES 2件"]) == Terms(
        ("cafe", "t-shirt", "t", "shirt", "tshirt", "box", "2"), ("件",)
    )
    for spelt, kept in (
        ("ponies", "pony"),
        ("glasses", "glass"),
        ("dresses", "dress"),
        ("bus", "bus"),
        ("gas", "gas"),
        ("MUG-S", "mug-s"),
        ("ｓｈｏｅｓ", "shoe"),
    ):
        assert asked(spelt).words == (kept,)
    assert fold("ガラス é Ｘ") == "ガラス e x"


def test_a_product_is_found_by_all_that_is_said_of_it(index: ProductIndex) -> None:
    mug = made(
        "MUG-1",
        "青瓷马克杯 Celadon mugs",
        skus=(sku("MUG-1-S", barcode="4006381333931", options={"Size": "Small"}),),
        brand="Shan Jin",
        tags=("gift",),
        attributes={"Glaze": "Tenmoku"},
    )
    put(index, mug)
    for text in (
        "mug",
        "MUGS celadon",
        "马克",
        "马克杯",
        "瓷",
        "mug-1",
        "mug-1-s",
        "4006381333931",
        "small",
        "shan",
        "gift",
        "tenmoku 青瓷",
    ):
        assert words(index, text) == ["MUG-1"], text
    for text in ("mu", "克马", "400638133393", "mug-1-x", "mug cup", "青马"):
        assert words(index, text) == [], text


def test_what_is_narrowed_down_by_has_to_be_there(index: ProductIndex) -> None:
    put(index, made("A", "mug", brand="Ru", attributes={"Colour": "Deep  Red"}), made("B", "mug"))
    for marks, ids in (
        ([brand_mark("RU")], ["A"]),
        ([*attribute_marks({"colour": "deep red"})], ["A"]),
        ([*attribute_marks({"colour": "red"})], []),
        ([category_mark("mugs")], ["A", "B"]),
        ([category_mark("cups")], []),
    ):
        assert words(index, "mug", marks=tuple(marks)) == ids, marks
    only = Search(marks=(brand_mark("ru"),), is_on_shelf=False)
    assert found(index, only) == ["A"]


def test_what_is_off_the_shelf_is_found_by_staff_alone(index: ProductIndex) -> None:
    on, off = made("A", "mug"), replace(made("B", "mug"), shelf="OFF")
    put(index, on, off)
    assert words(index, "mug", is_on_shelf=True) == ["A"]
    assert words(index, "mug") == ["A", "B"]
    put(index, replace(on, shelf="OFF", version=2))
    assert words(index, "mug", is_on_shelf=True) == []


def test_what_has_it_in_its_title_comes_first(index: ProductIndex) -> None:
    put(index, *(made(f"T{n}", "cup", tags=("mug",)) for n in range(6)), made("M", "mug"))
    assert found(index, Search(terms=asked("mug"), is_on_shelf=True))[0] == "M"


def test_an_older_version_changes_nothing(index: ProductIndex) -> None:
    new = made("A", "cup", version=2)
    put(index, new)
    before = dump()
    put(index, made("A", "mug", version=1), new)
    assert dump() == before
    put(index, remove(new))
    assert places() == []
    put(index, new)
    assert places() == []


def test_a_product_of_many_terms_is_written_in_parts_and_finished_after_a_failure(
    index: ProductIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "".join(chr(0x4E00 + n) for n in range(120))
    whole, cut = made("A", long, version=2), made("A", "cup", version=1)
    put(index, cut)
    transact, calls = dynamo.transact, iter([True, False, False])

    def fails_second(writes: Any) -> None:
        if not next(calls):
            raise TimeoutError
        transact(writes)

    with monkeypatch.context() as patched:
        patched.setattr(dynamo, "transact", fails_second)
        with pytest.raises(TimeoutError):
            put(index, whole)
    put(index, whole)
    assert words(index, long[60:64]) == ["A"]
    assert words(index, "cup") == []
    assert len(places()) == len(entry_of(whole).keys())
    put(index, remove(whole))
    assert places() == []


def test_a_product_lies_in_a_bounded_number_of_places() -> None:
    skus = tuple(
        sku(f"A-{n}-{'X' * 40}", barcode=f"{n:013}", options={"尺码": f"大{n}" * 10})
        for n in range(40)
    )
    attributes = {f"名{n}": "红橙黄绿青蓝紫" * 8 for n in range(20)}
    worst = made(
        "A", "".join(chr(0x4E00 + n) for n in range(199)), skus=skus, attributes=attributes
    )
    assert 300 < len(entry_of(worst).keys()) <= MAX_TERMS
    assert entry_of(remove(worst)) == NOTHING


def test_what_grows_when_it_is_folded_still_fits_its_key(index: ProductIndex) -> None:
    """One character of these becomes eighteen."""
    grows = "\ufdfa"
    put(index, made("A", grows * 200, attributes={grows * 40: grows * 60}, brand=grows * 4))
    assert words(index, grows * 100) == ["A"]
    marks = (*attribute_marks({grows * 40: grows * 60}), brand_mark(grows * 4))
    assert found(index, Search(marks=marks, is_on_shelf=True)) == ["A"]


def anything(random: Random, id_: str, version: int) -> Product:
    english = random.sample(sorted(ENGLISH), random.randint(0, 3))
    chinese = random.sample(CHINESE, random.randint(0, 2))
    return replace(
        made(id_, " ".join([*english, *chinese]) or "x"),
        brand=random.choice(BRANDS),
        shelf=random.choice(("ON", "OFF")),
        tags=tuple(random.sample(sorted(ENGLISH), random.randint(0, 1))),
        attributes={"Colour": random.choice(COLOURS)} if random.random() < 0.5 else {},
        is_removed=random.random() < 0.1,
        version=version,
    )


def is_looked_for(each: Product, text: str, brand: str | None, colour: str | None) -> bool:
    """By going over what is said of it, word by word."""
    said = [each.title, each.id, each.brand or "", *each.tags, *each.attributes.values()]
    spoken = {ENGLISH.get(word, word.lower()) for part in said for word in part.split()}
    return (
        all(
            ENGLISH[word] in spoken if word in ENGLISH else any(word in part for part in said)
            for word in text.split()
        )
        and brand in (None, each.brand)
        and colour in (None, each.attributes.get("Colour"))
        and not each.is_removed
    )


def searches(random: Random) -> Iterator[tuple[str, str | None, str | None, bool]]:
    for _ in range(WALKS):
        text = " ".join(random.sample([*ENGLISH, *CHINESE], random.randint(0, 3)))
        brand = random.choice((None, None, "Ru", "Shan Jin"))
        colour = random.choice((None, None, *COLOURS))
        if text or brand or colour:
            yield text, brand, colour, random.random() < 0.5


@pytest.mark.parametrize("seed", range(2))
def test_what_is_found_is_what_a_loop_over_all_products_finds(
    index: ProductIndex, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whatever order changes arrive, over pages and lists of any length."""
    random = Random(seed)
    monkeypatch.setattr(stored, "LOOKED_AT", 7)
    monkeypatch.setattr(stored, "_PROBED", 3)
    changes = [anything(random, f"P{n}", version) for n in range(24) for version in (1, 2, 3)]
    latest = {each.id: each for each in changes}
    random.shuffle(changes)
    put(index, *changes)
    assert len(places()) == sum(len(entry_of(each).keys()) for each in latest.values())
    for text, brand, colour, on_shelf in searches(random):
        marks = [brand_mark(brand)] if brand else []
        marks += attribute_marks({"Colour": colour}) if colour else []
        wanted = Search(terms=asked(text), marks=tuple(marks), is_on_shelf=on_shelf)
        looked_for = sorted(
            each.id
            for each in latest.values()
            if is_looked_for(each, text, brand, colour) and (each.is_sellable or not on_shelf)
        )
        assert sorted(found(index, wanted, random.randint(1, 6))) == looked_for, wanted


def test_a_page_looks_at_a_bounded_number_of_places(
    index: ProductIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "LOOKED_AT", 4)
    put(index, *(made(f"P{n}", f"mug cup{n}") for n in range(30)), made("Z", "mug", tags=("late",)))
    asked_of: list[int] = []
    page = dynamo.page

    def listening(kind: Any, place: Any, **options: Any) -> Any:
        asked_of.append(options["limit"])
        return page(kind, place, **options)

    monkeypatch.setattr(dynamo, "page", listening)
    wanted = Search(terms=asked("mug"), marks=(category_mark("nowhere"),), is_on_shelf=True)
    nothing = index.find(wanted, 5, None)
    assert (nothing.items, nothing.next is None, asked_of) == ((), False, [4, 4, 4])


def test_a_short_list_is_read_and_not_a_long_one(
    index: ProductIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(
        index,
        *(made(f"P{n}", "mug") for n in range(60)),
        *(made(f"C{n}", "mug cup") for n in range(20)),
    )
    read: list[str] = []
    page = dynamo.page

    def listening(kind: Any, place: Any, **options: Any) -> Any:
        read.append(place.pk)
        return page(kind, place, **options)

    monkeypatch.setattr(dynamo, "page", listening)
    assert len(index.find(Search(terms=asked("mug cup"), is_on_shelf=True), 50, None).items) == 20
    assert read[-1] == "TERM#cup"
    assert words(index, "mug nowhere") == []
    assert dynamo.find(CatalogueRecord, "TERM#nowhere", "-") is None
