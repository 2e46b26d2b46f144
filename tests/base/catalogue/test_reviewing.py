"""Products and their changes before somebody else has approved them."""

from collections.abc import Callable
from typing import Any

import pytest

from promenade.base.catalogue.model.category import CategoryArchived, CategoryGone
from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.review import Review, ReviewForbids, Wording
from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.categories import (
    add_category,
    change_category,
    remove_category,
)
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.service.ports import Wanted
from promenade.base.catalogue.service.products import add_product, change_product, remove_product
from promenade.base.catalogue.service.reviewing import Change, approve, reject, submit
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.contracts.prices import PriceUnapproved
from promenade.contracts.reviews import ReviewState, SelfApproval
from promenade.kit.errors import NotFound, Stale
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN, FakePriceGate
from tests.support.shop import CatalogueStore, bring, category, product, sku
from tests.support.stamps import NOON, stamp

MUG = product("MUG", sku("MUG-1"), shelf="ON")
PENDING = Review(("staff:maria",), ReviewState.PENDING)
BETTER = Wording(title="Better mug", category="mugs")


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> CatalogueStore:
    made: CatalogueStore
    made = FakeCatalogueStore() if request.param == "fake" else DynamoCatalogueStore()
    for id_ in ("mugs", "cups"):
        add_category(category(id_), stamp(id_), made)
    return made


def by(actor: str, request: str, version: int) -> Change:
    return Change("MUG", version, replace(stamp(request), actor=f"staff:{actor}"))


def mug(store: CatalogueStore) -> Product:
    return store.known(Wanted(products=["MUG"])).products["MUG"].value


def write(store: CatalogueStore, version: int, actor: str = "maria", **fields: Any) -> Product:
    change = by(actor, f"write {version}", version)
    return change_product(replace(MUG, **fields), version, change.stamp, store, OPEN)


def listed(store: CatalogueStore, category_id: str) -> list[str]:
    return [each.id for each in store.list_products((category_id,), None, 9, None).items]


def sold(store: CatalogueStore) -> tuple[str, bool]:
    offer = store.find_offer("MUG-1")
    assert offer is not None
    return offer.title, offer.sells_at(NOON)


def test_a_new_product_sells_once_somebody_else_has_approved_it(store: CatalogueStore) -> None:
    assert add_product(MUG, stamp("add"), store, OPEN).review == Review(("staff:maria",))
    assert sold(store) == ("Mug", False)
    assert submit(by("maria", "submit", 1), store, OPEN).review == PENDING
    assert sold(store) == ("Mug", False)
    assert approve(by("olga", "approve", 2), store, OPEN).review is None
    assert sold(store) == ("Mug", True)
    assert (mug(store).first_on_at, mug(store).version) == ({"MUG-1": NOON}, 3)


def test_who_wrote_or_submitted_it_does_not_approve_it(store: CatalogueStore) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    submit(by("nora", "submit", 1), store, OPEN)
    write(store, 2, "olga", title="Better mug")
    before = mug(store)
    for actor in ("maria", "nora", "olga"):
        with pytest.raises(SelfApproval):
            approve(by(actor, f"approve by {actor}", 3), store, OPEN)
    assert mug(store) == before
    assert approve(by("otto", "approve", 3), store, OPEN).title == "Better mug"


def test_only_what_is_submitted_is_decided_and_only_once(store: CatalogueStore) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    with pytest.raises(ReviewForbids):
        approve(by("olga", "too early", 1), store, OPEN)
    with pytest.raises(ReviewForbids):
        reject(by("olga", "too early", 1), "No.", store, OPEN)
    submit(by("maria", "submit", 1), store, OPEN)
    with pytest.raises(ReviewForbids):
        submit(by("nora", "again", 2), store, OPEN)
    for _ in range(2):
        assert approve(by("olga", "approve", 2), store, OPEN).version == 3
    for step in (submit, approve):
        with pytest.raises(ReviewForbids):
            step(by("otto", "late", 3), store, OPEN)
    assert mug(store).version == 3


def test_what_was_sent_back_is_submitted_again(store: CatalogueStore) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    submit(by("maria", "submit", 1), store, OPEN)
    sent_back = reject(by("olga", "reject", 2), "Blurred.", store, OPEN)
    assert sent_back.review == replace(PENDING, state=ReviewState.REJECTED, reason="Blurred.")
    assert submit(by("maria", "again", 3), store, OPEN).review == PENDING


def test_another_title_of_what_sells_waits_while_the_rest_changes_at_once(
    store: CatalogueStore,
) -> None:
    bring(MUG, store)
    changed = write(store, 1, title="Better mug", brand="Kiln")
    assert (changed.title, changed.brand) == ("Mug", "Kiln")
    assert changed.review == replace(PENDING, proposal=BETTER)
    assert sold(store) == ("Mug", True)
    done = approve(by("olga", "approve", 2), store, OPEN)
    assert (done.brand, done.review) == ("Kiln", None)
    assert sold(store) == ("Better mug", True)


def test_what_waits_is_not_taken_back_by_who_says_what_is_there(store: CatalogueStore) -> None:
    bring(MUG, store)
    write(store, 1, title="Better mug")
    both = write(store, 2, "nora", category="cups").review
    authors = ("staff:maria", "staff:nora")
    wording = Wording(title="Better mug", category="cups")
    assert both == Review(authors, ReviewState.PENDING, proposal=wording)
    assert write(store, 3, "otto", brand="Kiln").review == both


@pytest.mark.parametrize(
    "own",
    [
        {"skus": (sku("MUG-1"), sku("MUG-2"))},
        {"skus": (sku("MUG-1", list_price_minor=9000),)},
        {"brand": "Kiln"},
        {"attributes": {"size": "L"}},
    ],
)
def test_who_changes_what_waits_for_its_first_approval_does_not_approve_it(
    store: CatalogueStore, own: dict[str, Any]
) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    submit(by("maria", "submit", 1), store, OPEN)
    waiting = write(store, 2, "olga", **own)
    with pytest.raises(SelfApproval):
        approve(by("olga", "approve", 3), store, OPEN)
    assert mug(store) == waiting
    write(store, 3, "otto", **own, tags=("new",))
    assert approve(by("otto", "approve", 4), store, OPEN).is_approved


def test_what_was_sent_back_is_no_part_of_another_proposal(store: CatalogueStore) -> None:
    bring(MUG, store)
    write(store, 1, title="Better mug")
    sent_back = reject(by("olga", "reject", 2), "No.", store, OPEN).review
    assert write(store, 3, "nora", title="Better mug").review == sent_back
    moved = write(store, 4, "nora", category="cups").review
    wording = Wording(title="Mug", category="cups")
    assert moved == Review(("staff:nora",), ReviewState.PENDING, proposal=wording)
    assert approve(by("maria", "approve", 5), store, OPEN).title == "Mug"


def test_a_product_moves_when_its_category_is_approved(store: CatalogueStore) -> None:
    bring(MUG, store)
    assert write(store, 1, category="cups").path == ("mugs",)
    assert (listed(store, "mugs"), listed(store, "cups")) == (["MUG"], [])
    assert approve(by("olga", "approve", 2), store, OPEN).path == ("cups",)
    assert (listed(store, "mugs"), listed(store, "cups")) == ([], ["MUG"])


def archive(store: CatalogueStore) -> None:
    change_category(category("cups", is_archived=True), 1, stamp("archive"), store)


def remove_cups(store: CatalogueStore) -> None:
    remove_category("cups", 1, stamp("remove"), store)


@pytest.mark.parametrize(
    ("act", "refusal"), [(archive, CategoryArchived), (remove_cups, CategoryGone)]
)
def test_a_category_that_went_meanwhile_is_not_approved(
    store: CatalogueStore, act: Callable[[CatalogueStore], None], refusal: type[Exception]
) -> None:
    bring(MUG, store)
    waiting = write(store, 1, category="cups")
    act(store)
    with pytest.raises(refusal):
        approve(by("olga", "approve", 2), store, OPEN)
    assert mug(store) == waiting


def test_prices_are_judged_when_approval_shows_them(store: CatalogueStore) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    submit(by("maria", "submit", 1), store, OPEN)
    gate = FakePriceGate({"MUG-1": PriceUnapproved("Ask somebody.", sku="MUG-1")})
    with pytest.raises(PriceUnapproved):
        approve(by("olga", "approve", 2), store, gate)
    assert mug(store).version == 2


def test_who_looked_at_another_version_decides_nothing(store: CatalogueStore) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    submit(by("maria", "submit", 1), store, OPEN)
    write(store, 2, title="Better mug")
    with pytest.raises(Stale):
        approve(by("olga", "approve", 2), store, OPEN)
    assert mug(store).is_approved is False
    with pytest.raises(NotFound):
        submit(replace(by("maria", "other", 1), product_id="CUP"), store, OPEN)


def test_a_product_that_comes_back_is_approved_anew(store: CatalogueStore) -> None:
    bring(MUG, store)
    remove_product("MUG", 1, stamp("remove"), store)
    back = add_product(MUG, stamp("back"), store, OPEN)
    assert (back.is_approved, back.review) == (False, Review(("staff:maria",)))
    assert sold(store) == ("Mug", False)


PRICED = {"currency": "CNY", "list_price_minor": 900}
TITLED = Row(line=2, product_id="MUG", sku="MUG-1", of_product={"title": "Better mug"})


def test_a_file_brings_what_is_new_approved_and_other_titles_to_wait(store: CatalogueStore) -> None:
    fields = {"title": "Mug", "category": "mugs", "shelf": "ON"}
    new = Row(line=2, product_id="MUG", sku="MUG-1", of_product=fields, of_sku=PRICED)
    import_rows([new], stamp("new"), store, OPEN, dry_run=False)
    assert (sold(store), mug(store).review) == (("Mug", True), None)
    for result in ("updated", "unchanged"):
        (outcome,) = import_rows([TITLED], stamp("titled"), store, OPEN, dry_run=False)
        assert (outcome.result, mug(store).version) == (result, 2)
    assert (sold(store), mug(store).review) == (("Mug", True), replace(PENDING, proposal=BETTER))


def test_a_file_approves_nothing_that_is_there(store: CatalogueStore) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    import_rows([TITLED], by("olga", "file", 1).stamp, store, OPEN, dry_run=False)
    assert sold(store) == ("Better mug", False)
    assert mug(store).review == Review(("staff:maria", "staff:olga"))


def test_a_file_takes_nothing_out_of_the_bin_and_on_sale(store: CatalogueStore) -> None:
    bring(replace(MUG, shelf="RECYCLED"), store)
    row = Row(line=2, product_id="MUG", sku="MUG-1", of_product={"shelf": "ON"})
    (outcome,) = import_rows([row], stamp("file"), store, OPEN, dry_run=False)
    assert [(each.pointer, each.code) for each in outcome.faults] == [("/shelf", "recycled")]
    assert mug(store).version == 1
