"""SKUs and options of a product that sells, before somebody else has approved them."""

from typing import Any

import pytest

from promenade.base.catalogue.model.product import BarcodeTaken, Product, Sku, SkuPrice, SkuTaken
from promenade.base.catalogue.model.review import Review, Wording
from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.categories import add_category
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.service.ports import Wanted
from promenade.base.catalogue.service.products import add_product, change_product
from promenade.base.catalogue.service.reviewing import Change, approve, reject, submit, withdraw
from promenade.base.catalogue.service.revisions import roll_back
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.contracts.prices import ListedPrice, PriceTerms, PriceUnapproved
from promenade.contracts.reviews import ReviewState, SelfApproval
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN, FakePriceGate
from tests.support.shop import CatalogueStore, bring, category, product, sku
from tests.support.stamps import NOON, stamp

SMALL, LARGE, HUGE = (sku(f"MUG-{size}", options={"size": size}) for size in "SLH")
MUG = product("MUG", SMALL, shelf="ON")
PENDING = Review(("staff:maria",), ReviewState.PENDING)
BETTER = Wording(title="Better mug", category="mugs")
CHEAP = {"list_price_minor": 1, "sale_price_minor": 1}


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> CatalogueStore:
    made: CatalogueStore
    made = FakeCatalogueStore() if request.param == "fake" else DynamoCatalogueStore()
    add_category(category("mugs"), stamp("mugs"), made)
    bring(MUG, made)
    return made


def by(actor: str, version: int) -> Change:
    return Change("MUG", version, replace(stamp(f"{actor} {version}"), actor=f"staff:{actor}"))


def mug(store: CatalogueStore) -> Product:
    return store.known(Wanted(products=["MUG"])).products["MUG"].value


def write(store: CatalogueStore, actor: str, *skus: Sku, **fields: Any) -> Product:
    version = mug(store).version
    asked = replace(MUG, skus=skus or mug(store).skus, **fields)
    return change_product(asked, version, by(actor, version).stamp, store, OPEN)


def approve_by(actor: str, store: CatalogueStore, gate: Any = OPEN) -> Product:
    return approve(by(actor, mug(store).version), store, gate)


def sold(store: CatalogueStore) -> dict[str, Any]:
    """Sizes of what sells, by code."""
    offers = {each.code: store.find_offer(each.code) for each in (SMALL, LARGE, HUGE)}
    found = {code: each for code, each in offers.items() if each and each.sells_at(NOON)}
    return {code: each.sku.options["size"] for code, each in found.items()}


def test_another_sku_of_what_sells_waits_and_its_code_is_taken(store: CatalogueStore) -> None:
    changed = write(store, "maria", SMALL, LARGE)
    assert (changed.review, changed.waits) == (replace(PENDING, skus=("MUG-L",)), True)
    assert (sold(store), changed.first_on_at) == ({"MUG-S": "S"}, {"MUG-S": NOON})
    for taken, refusal in ((LARGE, SkuTaken), (sku("JAR-1", barcode="1"), BarcodeTaken)):
        write(store, "maria", SMALL, replace(LARGE, barcode="1"))
        with pytest.raises(refusal):
            add_product(product("JAR", taken), stamp(f"jar {taken.code}"), store, OPEN)
    done = approve_by("olga", store)
    assert (done.review, done.first_on_at) == (None, {"MUG-S": NOON, "MUG-L": NOON})
    assert sold(store) == {"MUG-S": "S", "MUG-L": "L"}


def test_who_wrote_a_sku_or_changed_what_waits_of_it_does_not_approve_it(
    store: CatalogueStore,
) -> None:
    write(store, "maria", SMALL, LARGE)
    write(store, "nora", SMALL, replace(LARGE, **CHEAP))
    write(store, "otto", SMALL, replace(LARGE, **CHEAP), brand="Kiln")
    before = mug(store)
    for actor in ("maria", "nora"):
        with pytest.raises(SelfApproval):
            approve_by(actor, store)
    assert mug(store) == before
    assert approve_by("otto", store).skus[1].sale_price_minor == 1


def test_a_price_of_what_sells_changes_at_once(store: CatalogueStore) -> None:
    write(store, "maria", SMALL, LARGE)
    dearer = replace(SMALL, list_price_minor=5100)
    changed = write(store, "nora", dearer, LARGE)
    assert (changed.skus[0], changed.review) == (dearer, replace(PENDING, skus=("MUG-L",)))


def test_other_options_of_what_sells_wait(store: CatalogueStore) -> None:
    other = replace(SMALL, options={"size": "XS"})
    changed = write(store, "maria", other)
    assert changed.review == replace(PENDING, options={"MUG-S": {"size": "XS"}})
    assert (changed.skus, sold(store)) == ((SMALL,), {"MUG-S": "S"})
    assert write(store, "nora", brand="Kiln").review == changed.review
    assert write(store, "nora", other).review == changed.review
    assert approve_by("nora", store).review is None
    assert sold(store) == {"MUG-S": "XS"}


def test_what_goes_waits_no_longer(store: CatalogueStore) -> None:
    write(store, "maria", replace(SMALL, options={"size": "XS"}), LARGE, title="Better mug")
    assert write(store, "nora", LARGE).review == replace(PENDING, proposal=BETTER, skus=("MUG-L",))
    assert sold(store) == {}
    assert write(store, "nora", SMALL).review == Review(
        ("staff:maria", "staff:nora"), ReviewState.PENDING, proposal=BETTER, skus=("MUG-S",)
    )
    assert sold(store) == {}


def test_a_product_of_which_nothing_waits_any_more_has_no_review(store: CatalogueStore) -> None:
    write(store, "maria", SMALL, LARGE)
    assert write(store, "nora", SMALL).review is None


def test_a_sku_that_was_sent_back_waits_again_with_whatever_comes_next(
    store: CatalogueStore,
) -> None:
    other = replace(SMALL, options={"size": "XS"})
    write(store, "maria", other, LARGE)
    sent_back = reject(by("olga", 2), "Dear.", store, OPEN).review
    assert sent_back is not None
    assert write(store, "nora", brand="Kiln").review == sent_back
    assert sold(store) == {"MUG-S": "S"}
    again = write(store, "nora", SMALL, LARGE, title="Better mug").review
    authors = ("staff:maria", "staff:nora")
    assert again == Review(authors, ReviewState.PENDING, proposal=BETTER, skus=("MUG-L",))
    with pytest.raises(SelfApproval):
        approve_by("maria", store)


def test_what_was_sent_back_is_submitted_as_it_is(store: CatalogueStore) -> None:
    write(store, "maria", replace(SMALL, options={"size": "XS"}), LARGE)
    reject(by("olga", 2), "Dear.", store, OPEN)
    submit(by("maria", 3), store, OPEN)
    assert approve_by("olga", store).review is None
    assert sold(store) == {"MUG-S": "XS", "MUG-L": "L"}


def test_who_withdraws_takes_back_the_skus_that_wait(store: CatalogueStore) -> None:
    write(store, "maria", replace(SMALL, options={"size": "XS"}), LARGE, title="Better mug")
    done = withdraw(by("nora", 2), store, OPEN)
    assert (done.skus, done.review, done.title) == ((SMALL,), None, "Mug")
    assert write(store, "nora", SMALL, LARGE).waits


def test_a_rollback_brings_no_sku_back_on_sale(store: CatalogueStore) -> None:
    write(store, "maria", SMALL, LARGE)
    approve_by("olga", store)
    write(store, "maria", SMALL)
    back = roll_back(by("maria", 4), 3, store, OPEN)
    assert (back.skus, back.review) == ((SMALL, LARGE), replace(PENDING, skus=("MUG-L",)))
    assert sold(store) == {"MUG-S": "S"}


def row(line: int, code: str, **of_sku: Any) -> Row:
    priced = {"currency": "CNY", "list_price_minor": 5000, "sale_price_minor": 4500}
    return Row(line=line, product_id="MUG", sku=code, of_sku=priced | of_sku)


def test_a_file_adds_skus_and_options_of_what_sells_that_wait(store: CatalogueStore) -> None:
    rows = [row(2, "MUG-S", options={"size": "XS"}), row(3, "MUG-L", options={"size": "L"})]
    for results in (["updated", "created"], ["unchanged", "unchanged"]):
        outcomes = import_rows(rows, stamp("file"), store, OPEN, dry_run=False)
        assert ([each.result for each in outcomes], mug(store).version) == (results, 2)
    waits = replace(PENDING, skus=("MUG-L",), options={"MUG-S": {"size": "XS"}})
    assert (mug(store).review, sold(store)) == (waits, {"MUG-S": "S"})


def test_the_price_of_a_sku_is_judged_when_its_approval_shows_it(store: CatalogueStore) -> None:
    gate = FakePriceGate({"MUG-L": PriceUnapproved("Ask somebody.", sku="MUG-L")})
    version = mug(store).version
    asked = replace(MUG, skus=(SMALL, replace(LARGE, **CHEAP)))
    waiting = change_product(asked, version, by("maria", version).stamp, store, gate)
    assert gate.asked == []
    with pytest.raises(PriceUnapproved):
        approve_by("olga", store, gate)
    assert (gate.asked, mug(store)) == ([ListedPrice("MUG-L", "CNY", 1, 1)], waiting)


@pytest.mark.parametrize("shelf", ["OFF", "RECYCLED"])
def test_what_was_agreed_is_what_a_price_is_compared_with_until_it_is_seen(
    store: CatalogueStore, shelf: Any
) -> None:
    write(store, "maria", SMALL, LARGE, shelf=shelf)
    approve_by("olga", store)
    for minor in (4000, 3000, 1):
        cheaper = replace(LARGE, list_price_minor=minor, sale_price_minor=minor)
        write(store, "maria", SMALL, cheaper, shelf="OFF")
    agreed = {"MUG-L": SkuPrice("CNY", 5000, 4500)}
    assert mug(store).agreed == agreed
    gate = FakePriceGate()
    shown = change_product(replace(mug(store), shelf="ON"), 6, by("maria", 6).stamp, store, gate)
    asked = {each.sku: (each.sale_minor, each.before) for each in gate.asked}
    assert asked["MUG-L"] == (1, PriceTerms(5000, 4500))
    assert shown.agreed == {}


def test_a_price_that_was_agreed_is_judged_when_it_is_first_seen(store: CatalogueStore) -> None:
    write(store, "maria", SMALL, LARGE, shelf="OFF")
    approve_by("olga", store)
    gate = FakePriceGate()
    change_product(replace(mug(store), shelf="ON"), 3, by("maria", 3).stamp, store, gate)
    terms = PriceTerms(5000, 4500)
    assert gate.asked == [
        ListedPrice("MUG-S", "CNY", 5000, 4500),
        ListedPrice("MUG-L", "CNY", 5000, 4500, before=terms),
    ]


def test_a_file_that_brings_a_product_off_the_shelf_agrees_to_its_prices(
    store: CatalogueStore,
) -> None:
    new = replace(
        row(2, "CUP-S"), product_id="CUP", of_product={"title": "Cup", "category": "mugs"}
    )
    import_rows([new], stamp("file"), store, OPEN, dry_run=False)
    cup = store.known(Wanted(products=["CUP"])).products["CUP"].value
    assert cup.agreed == {"CUP-S": SkuPrice("CNY", 5000, 4500)}
    gate = FakePriceGate()
    dollars = replace(cup.skus[0], currency="USD")
    change_product(replace(cup, shelf="ON", skus=(dollars,)), 1, stamp("on"), store, gate)
    assert gate.asked == [ListedPrice("CUP-S", "USD", 5000, 4500, before_currency="CNY")]
