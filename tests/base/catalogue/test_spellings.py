"""One thing that is spelt in several ways is found by each of them."""

import pytest

from promenade.base.catalogue.model.search import asked, terms_of
from promenade.base.catalogue.service.ports import ProductIndex
from promenade.base.catalogue.store.search import DynamoProductIndex
from tests.support.searches import made, put, words
from tests.support.shop import sku


@pytest.fixture
def index(stores: None) -> ProductIndex:
    return DynamoProductIndex()


def test_a_gtin_is_found_in_each_of_its_lengths(index: ProductIndex) -> None:
    put(index, made("UPC", skus=(sku("U", barcode="012345678905"),)))
    put(index, made("EAN", skus=(sku("E", barcode="4006381333931"),)))
    put(index, made("OWN", skus=(sku("O", barcode="012345678906"),)))
    for text, found in (
        ("012345678905", ["UPC"]),
        ("0012345678905", ["UPC"]),
        ("00012345678905", ["UPC"]),
        ("04006381333931", ["EAN"]),
        ("012345678906", ["OWN"]),
        ("0012345678906", []),
    ):
        assert words(index, text) == found, text


def test_a_fraction_stands_apart_from_the_number_before_it(index: ProductIndex) -> None:
    put(index, made("PIPE", "Pipe 1½ inch"), made("DAY", "Sale of 11/2"), made("NUT", "Nut ¼"))
    for text, found in (
        ("1½", ["PIPE"]),
        ("½", ["PIPE"]),
        ("1 1/2", ["PIPE"]),
        ("11/2", ["DAY"]),
        ("¼", ["NUT"]),
        ("1/4", ["NUT"]),
    ):
        assert words(index, text) == found, text


def test_apostrophes_are_alike_and_may_be_left_out(index: ProductIndex) -> None:
    put(index, made("TEA", "O'Brien tea"), made("GIN", "O’Brien gin"), made("ALE", "Obrien ale"))
    put(index, made("SHOE", "Men’s shoes"), made("REEL", "Reel 5'10"))
    for text in ("o'brien", "o’brien", "OʼBRIEN", "obrien", "o`brien"):
        assert words(index, text) == ["ALE", "GIN", "TEA"], text
    for text, found in (
        ("brien", ["GIN", "TEA"]),
        ("men's", ["SHOE"]),
        ("mens", ["SHOE"]),
        ("men", ["SHOE"]),
        ("5'10", ["REEL"]),
        ("510", []),
    ):
        assert words(index, text) == found, text


def test_a_word_with_a_hyphen_is_found_joined_and_apart(index: ProductIndex) -> None:
    put(index, made("TEE", "T-Shirts"), made("PHONE", "Case", brand="Wi-Fi"), made("SET", "2-3"))
    for text, found in (
        ("t-shirt", ["TEE"]),
        ("tshirt", ["TEE"]),
        ("tshirts", ["TEE"]),
        ("t shirt", ["TEE"]),
        ("wifi", ["PHONE"]),
        ("23", []),
    ):
        assert words(index, text) == found, text


def test_a_code_with_a_hyphen_is_no_plural(index: ProductIndex) -> None:
    put(index, made("A", "Mugs"), made("B", "Cup", skus=(sku("BU-S"),)), made("C", "Mug-s"))
    assert words(index, "MUG-S") == ["C"]
    assert words(index, "bus") == []
    assert words(index, "bu-s") == ["B"]
    assert asked("MUG-S").words == ("mug-s",)
    assert terms_of(["Mug-s"], ["BU-S"]).words == ("bu-s", "bu", "s", "mug-s", "mug", "mugs")
