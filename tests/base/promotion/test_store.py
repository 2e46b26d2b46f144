"""What every store of promotions promises; the fake and the real one alike."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.base.promotion.model import (
    Audience,
    Condition,
    CouponCode,
    Ladder,
    Limits,
    Measure,
    Scope,
    Selector,
    Slot,
    Stage,
    Step,
    Window,
)
from promenade.base.promotion.model.effects import (
    Amount,
    BundlePrice,
    BuyGet,
    FirstAndFurtherOff,
    Gift,
    LineOff,
    OrderOff,
    Part,
    Percent,
    Pick,
    Price,
    ShippingOff,
    UnitOff,
    Units,
)
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service.book import Changes
from promenade.base.promotion.service.changing import PromotionStore
from promenade.base.promotion.service.revisions import Revision
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.contracts.promotion_facts import PromotionEdited
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.values import replace
from tests.support.fakes.promotion import FakePromotionStore
from tests.support.managed_promotions import at_version, day, managed, published, ten_off
from tests.support.stamps import NOON, stamp

TEA = Scope(include=(Selector(categories=("tea", "cups"), price_max_minor=5_000),))
EVERYTHING_SAID = ten_off(
    stage=Stage.STORE_COUPON,
    effects=(
        UnitOff(Price(900), TEA, Units(3, 1, 2, Pick.DEAREST)),
        LineOff(Amount(5)),
        FirstAndFurtherOff(3, 2),
        OrderOff(Percent(150), every_minor=None, max_discount_minor=9),
        BundlePrice((Part(2, TEA), Part(1)), 500, 3),
        BuyGet(Part(2), Part(1, TEA), Price(1)),
        Gift("MUG", 2, Part(3)),
        ShippingOff(Percent(10_000)),
    ),
    ladder=Ladder(Measure.QUANTITY, (Step(2, (OrderOff(Amount(1)),)),), TEA),
    conditions=(Condition(Measure.AMOUNT, 1_000, TEA), Condition(Measure.QUANTITY, 2)),
    scope=Scope(exclude=(Selector(tags=("new",), discounted=True),)),
    audience=Audience(("app",), ("vip",), (1, 2), True),
    window=Window(day(2), day(9), (Slot(60, 120, 0),), "Asia/Shanghai"),
    code=CouponCode("TEN", day(3), day(4)),
    limits=Limits(5, 4, 3, 2, 1, True),
    priority=-3,
    exclusion_group="spring",
    exclusive=True,
    paused=True,
)


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> PromotionStore:
    return FakePromotionStore() if request.param == "fake" else DynamoPromotionStore()


def put(store: PromotionStore, promotion_id: str, *, end: int | None, **state: Any) -> None:
    window = Window(end=None if end is None else day(end))
    store.add(managed(ten_off(promotion_id, window=window), **state), stamp())


def save(
    store: PromotionStore, before: ManagedPromotion, after: ManagedPromotion, request: str
) -> ManagedPromotion:
    return store.save(Revision(before, after, PromotionEdited), stamp(request))


def ids(promotions: tuple[Any, ...]) -> list[str]:
    return [each.id for each in promotions]


@pytest.mark.parametrize("value", [managed(), published(EVERYTHING_SAID, ended_at=day(8))])
def test_what_is_stored_is_what_was_meant(store: PromotionStore, value: ManagedPromotion) -> None:
    assert store.find("ten-off") is None
    assert store.add(value, stamp()) == value
    stored = store.find("ten-off")
    assert stored is not None
    assert (stored.value, stored.fingerprint) == (value, "request-1")


def test_a_repeated_draft_is_answered_as_at_first(
    store: PromotionStore,
) -> None:
    store.add(managed(), stamp("request-1"))
    save(store, managed(), at_version(published(), 2), "request-2")
    assert store.add(managed(), stamp("request-1")) == managed()


def test_another_draft_under_the_same_id_is_a_conflict_and_changes_nothing(
    store: PromotionStore,
) -> None:
    store.add(managed(), stamp("request-1"))
    with pytest.raises(Conflict):
        store.add(managed(ten_off(priority=5), request="request-2"), stamp("request-2"))
    stored = store.find("ten-off")
    assert stored is not None
    assert stored.value == managed()


def test_a_version_is_saved_over_the_one_before_it_only(store: PromotionStore) -> None:
    store.add(managed(), stamp("request-1"))
    second = at_version(managed(), 2, priority=2)
    assert save(store, managed(), second, "request-2") == second
    assert save(store, managed(), second, "request-2") == second
    with pytest.raises(Stale):
        save(store, managed(), replace(second, is_archived=True), "late")
    with pytest.raises(Stale):
        save(store, second, at_version(managed(), 4), "hasty")
    stored = store.find("ten-off")
    assert stored is not None
    assert stored.value == second


def test_what_does_not_exist_is_not_saved(store: PromotionStore) -> None:
    with pytest.raises(NotFound):
        save(store, managed(), at_version(managed(), 2), "request-1")


def test_drafts_running_and_ended_ones_are_listed_apart(store: PromotionStore) -> None:
    put(store, "draft", end=3)
    put(store, "unwanted", end=9, ended_at=day(2))
    put(store, "over", end=3, is_published=True)
    put(store, "ends now", end=5, is_published=True)
    put(store, "ends later", end=9, is_published=True)
    put(store, "ends soon", end=6, is_published=True)
    put(store, "never ends", end=None, is_published=True)
    put(store, "ended early", end=None, is_published=True, ended_at=day(4))
    assert ids(store.list_unpublished(9, None).items) == ["draft"]
    running = ["ends soon", "ends later", "never ends"]
    assert ids(store.list_unended(day(5), 9, None).items) == running
    assert ids(store.read_book(day(5)).promotions) == running
    over = ["ends now", "ended early", "over", "unwanted"]
    assert ids(store.list_ended(day(5), 9, None).items) == over


def test_lists_go_on_where_the_page_before_stopped(store: PromotionStore) -> None:
    for number in range(3, 8):
        put(store, f"p{number}", end=number, is_published=True)
    first = store.list_unended(day(3), 3, None)
    rest = store.list_unended(day(3), 3, first.next)
    assert ids(first.items) == ["p4", "p5", "p6"]
    assert (ids(rest.items), rest.next) == (["p7"], None)
    latest = store.list_ended(day(9), 2, None)
    earlier = store.list_ended(day(9), 9, latest.next)
    assert ids((*latest.items, *earlier.items)) == ["p7", "p6", "p5", "p4", "p3"]


def test_a_book_of_more_than_a_page_is_read_whole(
    store: PromotionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("promenade.base.promotion.store.book._BOOK_PAGE", 2)
    for number in range(5):
        put(store, f"p{number}", end=9, is_published=True)
    assert ids(store.read_book(day(1)).promotions) == ["p0", "p1", "p2", "p3", "p4"]


def test_what_became_of_published_promotions_is_told_from_then_on(store: PromotionStore) -> None:
    put(store, "ten-off", end=None, is_published=True)
    put(store, "draft", end=None)
    paused = at_version(published(), 2, paused=True)
    ended = replace(at_version(published(), 3), ended_at=NOON + timedelta(seconds=2))
    saves = [
        (managed(ten_off("draft")), at_version(managed(ten_off("draft")), 2)),
        (published(), paused),
        (paused, ended),
    ]
    for passed, (before, after) in enumerate(saves):
        written = replace(stamp(f"request-{passed}"), at=NOON + timedelta(seconds=passed))
        store.save(Revision(before, after, PromotionEdited), written)
    assert store.read_changes(NOON).promotions == (paused, ended)
    assert store.read_changes(NOON + timedelta(seconds=2)).promotions == (ended,)
    assert store.read_changes(NOON + timedelta(seconds=3)) == Changes()
