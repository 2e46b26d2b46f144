"""A GTIN in any of its lengths is one barcode, and shown as it was entered."""

import pytest

from promenade.base.catalogue.model.barcode import barcode_key
from promenade.base.catalogue.model.change import change
from promenade.base.catalogue.model.product import BarcodeTaken, Product, Sku, place, product_faults
from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.categories import add_category
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.service.ports import Wanted
from promenade.base.catalogue.service.products import add_product, change_product, remove_product
from promenade.base.catalogue.service.reviewing import Change, approve
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN
from tests.support.shop import CatalogueStore, bring, category, product, sku
from tests.support.stamps import stamp

UPC, EAN, GTIN = SPELLINGS = ("012345678905", "0012345678905", "00012345678905")
OTHER = "4006381333931"
KEY = ("main", GTIN)
MUG = product("MUG", sku("MUG-1", barcode=UPC))


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> CatalogueStore:
    made: CatalogueStore
    made = FakeCatalogueStore() if request.param == "fake" else DynamoCatalogueStore()
    add_category(category("mugs"), stamp("mugs"), made)
    bring(MUG, made)
    return made


def carrier(store: CatalogueStore) -> str | None:
    return store.known(Wanted(barcodes=[KEY])).carriers.get(KEY)


def stands(store: CatalogueStore, product_id: str) -> Product | None:
    return store.known(Wanted(products=[product_id])).product(product_id)


def write(store: CatalogueStore, *skus: Sku) -> Product:
    now = stands(store, "MUG")
    assert now is not None
    asked = replace(MUG, skus=skus)
    return change_product(asked, now.version, stamp(f"write {now.version}"), store, OPEN)


def send(store: CatalogueStore, *rows: tuple[str, str, str]) -> list[tuple[str, list[str]]]:
    """(product, SKU, barcode) each, as a file; what each comes to."""
    new = {"title": "Cup", "category": "mugs"}
    priced = {"currency": "CNY", "list_price_minor": 900}
    told = [
        Row(
            line=line,
            product_id=id_,
            sku=code,
            of_product=new,
            of_sku=priced | {"barcode": barcode},
        )
        for line, (id_, code, barcode) in enumerate(rows, 2)
    ]
    found = import_rows(told, stamp(f"send {rows}"), store, OPEN, dry_run=False)
    return [(each.result, [fault.code for fault in each.faults]) for each in found]


@pytest.mark.parametrize(
    ("barcode", "key"),
    [
        *((each, GTIN) for each in SPELLINGS),
        ("96385074", "00000096385074"),
        (OTHER, "04006381333931"),
        ("012345678906", "012345678906"),
        ("12345678905", "12345678905"),
        ("978-0-306-40615-7", "978-0-306-40615-7"),
        ("MUG-1", "MUG-1"),
    ],
)
def test_only_a_proven_gtin_is_compared_by_14_digits(barcode: str, key: str) -> None:
    assert barcode_key(barcode) == key


def test_two_skus_of_a_product_cannot_share_a_gtin() -> None:
    faults = product_faults(replace(MUG, skus=(sku("A", barcode=UPC), sku("B", barcode=EAN))))
    assert [(each.pointer, each.code) for each in faults] == [("/skus/1/barcode", "repeated")]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_another_product_is_refused_the_gtin_as_it_spells_it(
    store: CatalogueStore, spelling: str
) -> None:
    cup = product("CUP", sku("CUP-1", barcode=spelling))
    with pytest.raises(BarcodeTaken) as refused:
        add_product(cup, stamp("cup"), store, OPEN)
    assert refused.value.facts == {"barcode": spelling}
    assert (stands(store, "CUP"), carrier(store)) == (None, "MUG")
    add_product(replace(cup, store="other"), stamp("elsewhere"), store, OPEN)


def test_another_spelling_moves_no_claim_and_is_shown(store: CatalogueStore) -> None:
    written = write(store, sku("MUG-1", barcode=EAN))
    assert [each.barcode for each in written.skus] == [EAN]
    before = place(MUG, ("mugs",), None)
    respelt = change(before, replace(before, skus=written.skus, version=2))
    assert (respelt.carried, respelt.freed) == ({}, frozenset())
    assert carrier(store) == "MUG"


def test_a_gtin_is_freed_whatever_it_was_last_spelt_as(store: CatalogueStore) -> None:
    write(store, sku("MUG-1", barcode=EAN))
    write(store, sku("MUG-1", barcode=OTHER))
    assert carrier(store) is None
    write(store, sku("MUG-1", barcode=GTIN))
    assert carrier(store) == "MUG"
    remove_product("MUG", 4, stamp("remove"), store)
    assert carrier(store) is None
    add_product(product("CUP", sku("CUP-1", barcode=UPC)), stamp("cup"), store, OPEN)
    assert carrier(store) == "CUP"


def test_skus_swap_gtins_in_other_spellings(store: CatalogueStore) -> None:
    write(store, sku("MUG-1", barcode=UPC), sku("MUG-2", barcode=OTHER))
    write(store, sku("MUG-1", barcode=f"0{OTHER}"), sku("MUG-2", barcode=GTIN))
    known = store.known(Wanted(barcodes=[KEY, ("main", f"0{OTHER}")]))
    assert set(known.carriers.values()) == {"MUG"}
    write(store, sku("MUG-1", barcode=OTHER))
    assert carrier(store) is None


def test_a_file_is_refused_what_is_taken_or_there_twice_in_another_spelling(
    store: CatalogueStore,
) -> None:
    told = send(store, ("CUP", "C-1", EAN), ("JAR", "J-1", OTHER), ("POT", "P-1", f"0{OTHER}"))
    assert told == [
        ("rejected", ["barcode_taken"]),
        ("created", []),
        ("rejected", ["repeated"]),
    ]
    assert send(store, ("JAR", "J-2", f"0{OTHER}")) == [("rejected", ["barcode_taken"])]
    assert (stands(store, "CUP"), stands(store, "POT"), carrier(store)) == (None, None, "MUG")


def test_a_waiting_sku_keeps_its_gtin_through_its_approval(store: CatalogueStore) -> None:
    write(store, MUG.skus[0], sku("MUG-2", barcode=OTHER, options={"size": "L"}))
    assert send(store, ("CUP", "C-1", f"0{OTHER}")) == [("rejected", ["barcode_taken"])]
    boss = replace(stamp("boss approves"), actor="staff:boss")
    assert approve(Change("MUG", 2, boss), store, OPEN).skus[1].barcode == OTHER
    assert send(store, ("JAR", "J-1", f"0{OTHER}")) == [("rejected", ["barcode_taken"])]
    assert (stands(store, "CUP"), stands(store, "JAR")) == (None, None)
