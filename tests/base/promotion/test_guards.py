"""Codes are unique and overlaps refused by the write itself (N25); the fake and the real store
alike."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from promenade.base.promotion.model import CouponCode, Promotion, Stage, Window
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change, PromotionStore
from promenade.base.promotion.service.revisions import CodeTaken, PromotionsOverlap, Revision
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.kit.errors import Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.fakes.promotion import FakeAllotments, FakePromotionStore
from tests.support.managed_promotions import approve, day, ten_off
from tests.support.stamps import NOON, stamp


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> PromotionStore:
    return FakePromotionStore() if request.param == "fake" else DynamoPromotionStore()


def coupon(promotion_id: str, text: str, **other: Any) -> Promotion:
    return ten_off(promotion_id, stage=Stage.STORE_COUPON, code=CouponCode(text), **other)


def at(days: int, request: str = "later") -> Stamp:
    return replace(stamp(request), at=NOON + timedelta(days=days))


def draft(store: PromotionStore, promotion: Promotion, on: int = 0) -> ManagedPromotion:
    return managing.draft(promotion, at(on, promotion.id), store)


def publish(store: PromotionStore, promotion: Promotion, *, accept: bool = False) -> None:
    draft(store, promotion)
    approve(store, promotion.id, 1)
    step = Change(promotion.id, 3, at(0, f"publish {promotion.id}"))
    managing.publish(step, store, FakeAllotments(), NOTHING_SOLD, accept_overlaps=accept)


def edit(store: PromotionStore, edited: Promotion, version: int) -> ManagedPromotion:
    return managing.edit(Change(edited.id, version, at(0, f"edit {version}")), edited, store)


# ---- Codes ----


@pytest.mark.parametrize("text", ["SAVE20", "save20", " Save20 ", "ｓａｖｅ２０", "Save\u200b20"])
def test_a_code_is_held_by_one_however_it_is_typed(store: PromotionStore, text: str) -> None:
    draft(store, coupon("first", "Save20"))
    with pytest.raises(CodeTaken) as refused:
        draft(store, coupon("second", text))
    assert refused.value.facts == {"promotion_id": "first"}
    assert store.find("second") is None
    assert draft(store, coupon("second", "SAVE21")).id == "second"


def test_a_code_is_not_edited_into_another_ones(store: PromotionStore) -> None:
    draft(store, coupon("first", "SAVE20"))
    second = draft(store, coupon("second", "SAVE21"))
    with pytest.raises(CodeTaken):
        edit(store, coupon("second", "save20"), 1)
    assert managing.get("second", store) == second
    with pytest.raises(CodeTaken):
        draft(store, coupon("third", "SAVE21"))


def test_a_code_given_up_is_free(store: PromotionStore) -> None:
    draft(store, coupon("first", "SAVE20"))
    edit(store, coupon("first", "SAVE20", priority=1), 1)
    with pytest.raises(CodeTaken):
        draft(store, coupon("second", "SAVE20"))
    edit(store, coupon("first", "OTHER"), 2)
    assert draft(store, coupon("second", "SAVE20")).version == 1
    with pytest.raises(CodeTaken):
        edit(store, coupon("first", "SAVE20"), 3)


def test_an_ended_promotion_gives_its_code_up(store: PromotionStore) -> None:
    publish(store, coupon("first", "SAVE20"))
    managing.end(Change("first", 4, at(0, "end")), store)
    assert draft(store, coupon("second", "SAVE20")).version == 1


def test_a_code_is_free_from_the_instant_on_at_which_its_promotion_ends(
    store: PromotionStore,
) -> None:
    publish(store, coupon("first", "SAVE20", window=Window(end=NOON + timedelta(days=2))))
    with pytest.raises(CodeTaken):
        draft(store, coupon("second", "SAVE20"), on=1)
    assert draft(store, coupon("second", "SAVE20"), on=2).version == 1


def test_who_lets_a_window_pass_gives_up_no_code_of_another(store: PromotionStore) -> None:
    past = Window(end=NOON + timedelta(days=1))
    draft(store, coupon("first", "SAVE20", window=past))
    draft(store, coupon("second", "SAVE20"), on=2)
    managing.end(Change("first", 1, at(3)), store)
    with pytest.raises(CodeTaken) as refused:
        draft(store, coupon("third", "SAVE20"), on=3)
    assert refused.value.facts == {"promotion_id": "second"}


def test_a_repeated_draft_is_answered_although_its_code_is_taken(store: PromotionStore) -> None:
    first = draft(store, coupon("first", "SAVE20"))
    assert draft(store, coupon("first", "SAVE20")) == first


# ---- Calendars ----


class Overtaken:
    """A store in which somebody else is faster, just before each of the first publications."""

    def __init__(self, store: PromotionStore, rushes: Sequence[Callable[[], None]]) -> None:
        self._store, self._rushes = store, [*rushes]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def save(self, revision: Revision, stamp: Stamp) -> ManagedPromotion:
        if self._rushes and revision.calendar:
            self._rushes.pop(0)()
        return self._store.save(revision, stamp)


def test_of_two_published_at_once_the_second_is_told_whom_it_meets(store: PromotionStore) -> None:
    slow, fast = (ten_off(name, exclusion_group="spring") for name in ("slow", "fast"))
    overtaken: Any = Overtaken(store, [lambda: publish(store, fast)])
    with pytest.raises(PromotionsOverlap) as refused:
        publish(overtaken, slow)
    told = {"promotion_ids": "fast", "exclusion_group": "spring", "count": 1}
    assert refused.value.facts == told | {"name": "fast", "promotion_id": "fast"}
    assert managing.get("slow", store).is_published is False


def test_who_is_overtaken_by_one_it_does_not_meet_is_published(store: PromotionStore) -> None:
    early = ten_off("early", exclusion_group="spring", window=Window(end=day(5)))
    late = ten_off("late", exclusion_group="spring", window=Window(start=day(5)))
    overtaken: Any = Overtaken(store, [lambda: publish(store, late)])
    publish(overtaken, early)
    assert [each.id for each in store.calendar("order#spring", NOON).promotions] == [
        "early",
        "late",
    ]


def test_who_is_overtaken_again_and_again_is_asked_to_come_back(store: PromotionStore) -> None:
    others = [ten_off(f"p{number}", exclusion_group="spring") for number in range(11)]
    rushes = [lambda other=other: publish(store, other, accept=True) for other in others]
    overtaken: Any = Overtaken(store, rushes)
    with pytest.raises(Unavailable):
        publish(overtaken, ten_off("slow", exclusion_group="spring"), accept=True)
    assert managing.get("slow", store).is_published is False


def test_a_group_is_of_its_stage(store: PromotionStore) -> None:
    publish(store, ten_off("order", exclusion_group="spring"))
    publish(store, coupon("coupon", "SAVE20", exclusion_group="spring"))
    assert managing.get("coupon", store).is_published is True


def test_what_left_a_group_or_ended_is_met_no_more(store: PromotionStore) -> None:
    publish(store, ten_off("moved", exclusion_group="spring"))
    edit(store, ten_off("moved", exclusion_group="summer"), 4)
    approve(store, "moved", 5)
    moved = Change("moved", 7, at(0, "publish the edit"))
    managing.publish(moved, store, FakeAllotments(), NOTHING_SOLD, accept_overlaps=False)
    publish(store, ten_off("ended", exclusion_group="spring"))
    managing.end(Change("ended", 4, at(0, "end")), store)
    publish(store, ten_off("third", exclusion_group="spring"))
    assert [each.id for each in store.calendar("order#spring", NOON).promotions] == ["third"]
