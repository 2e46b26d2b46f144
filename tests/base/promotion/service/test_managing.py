from typing import Any

import pytest

from promenade.base.promotion.model import Window
from promenade.base.promotion.model.lifecycle import StatusForbids
from promenade.base.promotion.model.managed import ManagedPromotion, Status
from promenade.base.promotion.service import managing, reviewing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.service.revisions import PromotionsOverlap
from promenade.contracts.reviews import STANDARD_POLICY
from promenade.kit.errors import NotFound, Stale
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.fakes.promotion import FakeAllotments, FakePromotionStore
from tests.support.managed_promotions import approve, day, managed, ten_off
from tests.support.stamps import NOON, stamp


@pytest.fixture
def store() -> FakePromotionStore:
    return FakePromotionStore()


def change(version: int, request: str = "r", promotion_id: str = "ten-off") -> Change:
    return Change(promotion_id, version, stamp(request))


def resume(asked: Change, store: FakePromotionStore) -> ManagedPromotion:
    return managing.resume(asked, store, NOTHING_SOLD)


def drafted(store: FakePromotionStore, promotion_id: str = "ten-off", **other: Any) -> None:
    """And approved: version 3."""
    managing.draft(ten_off(promotion_id, **other), stamp(), store)
    approve(store, promotion_id, 1)


def published(store: FakePromotionStore, promotion_id: str, **other: Any) -> None:
    drafted(store, promotion_id, **other)
    managing.publish(
        change(3, promotion_id, promotion_id),
        store,
        FakeAllotments(),
        NOTHING_SOLD,
        accept_overlaps=True,
    )


def test_a_draft_counts_in_no_quote_until_it_is_published(store: FakePromotionStore) -> None:
    draft = managing.draft(ten_off(), stamp(), store)
    assert (draft.version, draft.status(NOON)) == (1, Status.DRAFT)
    approve(store, "ten-off", 1)
    assert store.read_book(NOON).promotions == ()
    managing.publish(change(3), store, FakeAllotments(), NOTHING_SOLD, accept_overlaps=False)
    assert store.read_book(NOON).promotions == (ten_off(version=4),)


def test_each_change_names_the_version_it_changes(store: FakePromotionStore) -> None:
    published(store, "ten-off")
    steps = (managing.pause, resume, managing.end, managing.archive)
    for version, step in enumerate(steps, start=4):
        with pytest.raises(Stale):
            step(change(version - 1, "stale"), store)
        assert step(change(version), store).version == version + 1


def test_a_repeated_change_is_answered_again_and_done_once(store: FakePromotionStore) -> None:
    drafted(store)
    first = managing.publish(
        change(3, "p"), store, FakeAllotments(), NOTHING_SOLD, accept_overlaps=False
    )
    assert (
        managing.publish(
            change(3, "p"), store, FakeAllotments(), NOTHING_SOLD, accept_overlaps=False
        )
        == first
    )
    assert managing.get("ten-off", store).version == 4


def test_a_refused_change_leaves_everything_as_it_was(store: FakePromotionStore) -> None:
    draft = managing.draft(ten_off(), stamp(), store)
    with pytest.raises(StatusForbids):
        managing.pause(change(1), store)
    assert managing.get("ten-off", store) == draft


@pytest.mark.parametrize("step", [managing.pause, resume, managing.end])
def test_what_does_not_exist_is_not_found(store: FakePromotionStore, step: Any) -> None:
    with pytest.raises(NotFound):
        step(change(1), store)
    with pytest.raises(NotFound):
        managing.get("ten-off", store)


def test_publishing_tells_whom_of_its_group_it_would_meet(store: FakePromotionStore) -> None:
    published(store, "b", exclusion_group="spring")
    published(store, "a", exclusion_group="spring")
    drafted(store, exclusion_group="spring")
    with pytest.raises(PromotionsOverlap) as caught:
        managing.publish(change(3), store, FakeAllotments(), NOTHING_SOLD, accept_overlaps=False)
    assert caught.value.facts == {
        "promotion_ids": "a,b",
        "exclusion_group": "spring",
        "count": 2,
        "name": "a",
        "promotion_id": "a",
    }
    assert [each["promotion_id"] for each in caught.value.attached["met"]] == ["a", "b"]
    assert managing.get("ten-off", store).status(NOON) is Status.APPROVED
    assert (
        managing.publish(
            change(3), store, FakeAllotments(), NOTHING_SOLD, accept_overlaps=True
        ).version
        == 4
    )


def test_the_edit_of_a_running_promotion_is_checked_as_it_is_published(
    store: FakePromotionStore,
) -> None:
    published(store, "other", exclusion_group="spring")
    published(store, "ten-off")
    managing.edit(change(4), ten_off(exclusion_group="spring"), store)
    approve(store, "ten-off", 5)
    with pytest.raises(PromotionsOverlap):
        managing.publish(change(7), store, FakeAllotments(), NOTHING_SOLD, accept_overlaps=False)
    assert managing.get("ten-off", store).promotion == ten_off(version=4)
    done = managing.publish(change(7), store, FakeAllotments(), NOTHING_SOLD, accept_overlaps=True)
    assert done.promotion == ten_off(version=8, exclusion_group="spring")


def test_an_end_is_moved_with_a_look_at_others(store: FakePromotionStore) -> None:
    published(store, "other", exclusion_group="spring", window=Window(start=day(5)))
    published(store, "ten-off", exclusion_group="spring", window=Window(end=day(5)))
    with pytest.raises(PromotionsOverlap):
        managing.move_end(change(4), day(6), store, NOTHING_SOLD, accept_overlaps=False)
    moved = managing.move_end(change(4), day(4), store, NOTHING_SOLD, accept_overlaps=False)
    assert moved.end == day(4)


def test_a_kill_asks_for_no_version_and_is_done_once(store: FakePromotionStore) -> None:
    published(store, "ten-off")
    killed = managing.kill("ten-off", "wrong price", stamp("kill"), store)
    assert (killed.status(NOON), killed.version) == (Status.ENDED, 5)
    assert managing.kill("ten-off", "wrong price", stamp("kill"), store) == killed
    with pytest.raises(StatusForbids):
        managing.kill("ten-off", "wrong price", stamp("again"), store)


def test_each_status_has_its_list(store: FakePromotionStore) -> None:
    managing.draft(ten_off("draft"), stamp(), store)
    managing.draft(ten_off("pending"), stamp(), store)
    reviewing.submit(change(1, "s", "pending"), STANDARD_POLICY, store, NOTHING_SOLD)
    managing.draft(ten_off("rejected"), stamp(), store)
    reviewing.submit(change(1, "s", "rejected"), STANDARD_POLICY, store, NOTHING_SOLD)
    reviewing.reject(change(2, "r", "rejected"), "too dear", store)
    drafted(store, "approved")
    published(store, "active")
    published(store, "scheduled", window=Window(start=day(2)))
    published(store, "paused")
    managing.pause(change(4, "p", "paused"), store)
    published(store, "ended")
    managing.end(change(4, "e", "ended"), store)
    published(store, "archived")
    managing.end(change(4, "e", "archived"), store)
    managing.archive(change(5, "a", "archived"), store)
    for status in Status:
        page = managing.list_by_status(status, NOON, 9, None, store)
        assert [each.id for each in page.items] == [status.value]


def test_a_draft_remembers_when_and_by_which_request_it_was_made(
    store: FakePromotionStore,
) -> None:
    assert managing.draft(ten_off(), stamp("request-1"), store) == managed(created_at=NOON)
