from typing import Any

import pytest

from promenade.base.promotion.model import Window
from promenade.base.promotion.model.lifecycle import Status, StatusForbids
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.managing import Change
from promenade.base.promotion.service.revisions import PromotionsOverlap
from promenade.kit.errors import NotFound, Stale
from tests.support.fakes.promotion import FakePromotionStore
from tests.support.managed_promotions import day, managed, ten_off
from tests.support.stamps import NOON, stamp


@pytest.fixture
def store() -> FakePromotionStore:
    return FakePromotionStore()


def change(version: int, request: str = "r", promotion_id: str = "ten-off") -> Change:
    return Change(promotion_id, version, stamp(request))


def published(store: FakePromotionStore, promotion_id: str, **other: Any) -> None:
    managing.draft(ten_off(promotion_id, **other), stamp(), store)
    managing.publish(change(1, promotion_id, promotion_id), store, accept_overlaps=True)


def test_a_draft_counts_in_no_quote_until_it_is_published(store: FakePromotionStore) -> None:
    drafted = managing.draft(ten_off(), stamp(), store)
    assert (drafted.version, drafted.status(NOON)) == (1, Status.DRAFT)
    assert store.read_book(NOON) == ()
    managing.publish(change(1), store, accept_overlaps=False)
    assert store.read_book(NOON) == (ten_off(version=2),)


def test_each_change_names_the_version_it_changes(store: FakePromotionStore) -> None:
    managing.draft(ten_off(), stamp(), store)
    for version, step in enumerate((managing.pause, managing.resume, managing.end), start=2):
        if version == 2:
            managing.publish(change(1), store, accept_overlaps=False)
        with pytest.raises(Stale):
            step(change(version - 1, "stale"), store)
        assert step(change(version), store).version == version + 1


def test_a_repeated_change_is_answered_again_and_done_once(store: FakePromotionStore) -> None:
    managing.draft(ten_off(), stamp(), store)
    first = managing.publish(change(1, "p"), store, accept_overlaps=False)
    assert managing.publish(change(1, "p"), store, accept_overlaps=False) == first
    assert managing.get("ten-off", store).version == 2


def test_a_refused_change_leaves_everything_as_it_was(store: FakePromotionStore) -> None:
    drafted = managing.draft(ten_off(), stamp(), store)
    with pytest.raises(StatusForbids):
        managing.pause(change(1), store)
    assert managing.get("ten-off", store) == drafted


@pytest.mark.parametrize("step", [managing.pause, managing.resume, managing.end])
def test_what_does_not_exist_is_not_found(store: FakePromotionStore, step: Any) -> None:
    with pytest.raises(NotFound):
        step(change(1), store)
    with pytest.raises(NotFound):
        managing.get("ten-off", store)


def test_publishing_tells_whom_of_its_group_it_would_meet(store: FakePromotionStore) -> None:
    published(store, "b", exclusion_group="spring")
    published(store, "a", exclusion_group="spring")
    managing.draft(ten_off(exclusion_group="spring"), stamp(), store)
    with pytest.raises(PromotionsOverlap) as caught:
        managing.publish(change(1), store, accept_overlaps=False)
    assert caught.value.facts == {"promotion_ids": "a,b"}
    assert managing.get("ten-off", store).status(NOON) is Status.DRAFT
    assert managing.publish(change(1), store, accept_overlaps=True).version == 2


def test_an_edit_of_a_running_promotion_is_checked_like_its_publication(
    store: FakePromotionStore,
) -> None:
    published(store, "other", exclusion_group="spring")
    published(store, "ten-off")
    edited = ten_off(exclusion_group="spring")
    with pytest.raises(PromotionsOverlap):
        managing.edit(change(2), edited, store, accept_overlaps=False)
    assert managing.get("ten-off", store).promotion == ten_off(version=2)
    done = managing.edit(change(2), edited, store, accept_overlaps=True)
    assert done.promotion == ten_off(version=3, exclusion_group="spring")


def test_a_draft_is_edited_without_a_look_at_others(store: FakePromotionStore) -> None:
    published(store, "other", exclusion_group="spring")
    managing.draft(ten_off(), stamp(), store)
    edited = ten_off(exclusion_group="spring")
    assert managing.edit(change(1), edited, store, accept_overlaps=False).version == 2


def test_each_status_has_its_list(store: FakePromotionStore) -> None:
    managing.draft(ten_off("draft"), stamp(), store)
    published(store, "active")
    published(store, "scheduled", window=Window(start=day(2)))
    published(store, "paused")
    managing.pause(change(2, "p", "paused"), store)
    published(store, "ended")
    managing.end(change(2, "e", "ended"), store)
    for status in Status:
        page = managing.list_by_status(status, NOON, 9, None, store)
        assert [each.id for each in page.items] == [status.value]


def test_a_draft_remembers_when_and_by_which_request_it_was_made(
    store: FakePromotionStore,
) -> None:
    assert managing.draft(ten_off(), stamp("request-1"), store) == managed(created_at=NOON)
