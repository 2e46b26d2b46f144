"""Many products at once: each by a write of its own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from promenade.base.catalogue.model.batch import Item, Wish
from promenade.base.catalogue.model.change import Change
from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.service.batches import ENOUGH, Batch, Outcome
from promenade.base.catalogue.service.categories import add_category
from promenade.base.catalogue.service.products import change_product
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN
from tests.support.shop import bring, category, product, sku
from tests.support.stamps import NOON, stamp

IDS = ("MUG-1", "MUG-2", "MUG-3")
LATE = Wish(added_tags=("late",))
CALL = replace(stamp("batch"), request="request_1")


class Overtaken(FakeCatalogueStore):
    """Somebody else changes MUG-2 between the first look at it and the first write to it. Who does
    not look at what was made comes at the same time."""

    rivals = 1
    looks = True

    def products_made(self, call: Stamp, each: Sequence[Stamp]) -> Mapping[str, Product]:
        return super().products_made(call, each) if self.looks else {}

    def put_product(self, change: Change, stamp: Stamp) -> None:
        if change.after.id == "MUG-2" and stamp.request and self.rivals:
            self.rivals -= 1
            assert change.before is not None
            asked = replace(change.before, brand="Kiln")
            change_product(asked, asked.version, rival(), self, OPEN)
        super().put_product(change, stamp)


def rival() -> Stamp:
    return stamp("rival")


@pytest.fixture
def store() -> Overtaken:
    made = Overtaken()
    add_category(category("mugs"), stamp("mugs"), made)
    for id_ in IDS:
        bring(product(id_, sku(f"{id_}-S")), made)
    return made


def batch(store: Overtaken, *items: Item, clock: Iterator[datetime] | None = None) -> Batch:
    return Batch(items, CALL, lambda: next(clock) if clock else NOON, store, OPEN)


def told(outcomes: list[Outcome]) -> list[tuple[str, int | str | None]]:
    return [
        (each.product_id, each.product.version if each.product else code(each)) for each in outcomes
    ]


def code(outcome: Outcome) -> str | None:
    return outcome.refusal.code if outcome.refusal else None


def test_nothing_is_begun_when_time_is_up_and_the_next_call_goes_on(store: Overtaken) -> None:
    items = [Item(id_) for id_ in IDS]
    times = iter([NOON, NOON + ENOUGH, NOON + ENOUGH + timedelta(seconds=1)])
    first = batch(store, *items, clock=times).change(LATE)
    assert told(first) == [("MUG-1", 2), ("MUG-2", 3), ("MUG-3", None)]
    assert store.known_version("MUG-3") == 1
    assert told(batch(store, *items).change(LATE)) == [("MUG-1", 2), ("MUG-2", 3), ("MUG-3", 2)]


def test_who_names_a_version_is_refused_what_others_changed_and_who_does_not_is_not(
    store: Overtaken,
) -> None:
    assert told(batch(store, Item("MUG-2", 1)).change(LATE)) == [("MUG-2", "stale")]
    found = batch(store, Item("MUG-2")).change(LATE)
    assert told(found) == [("MUG-2", 3)]
    assert found[0].product is not None
    assert (found[0].product.brand, found[0].product.tags) == ("Kiln", ("late",))


def test_of_two_that_send_the_same_call_at_once_one_changes_each_product(store: Overtaken) -> None:
    (first,) = batch(store, Item("MUG-1")).change(LATE)
    assert first.product is not None
    change_product(replace(first.product, tags=()), 2, rival(), store, OPEN)
    store.looks = False
    assert told(batch(store, Item("MUG-1")).change(LATE)) == [("MUG-1", 2)]
    assert store.known_version("MUG-1") == 3
