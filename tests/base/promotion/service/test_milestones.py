"""That promotions have started and are over is told once; the fake and the real store alike."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from promenade.base.promotion.model import Promotion, Window
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change, PromotionStore
from promenade.base.promotion.service.metering import read_meters
from promenade.base.promotion.store import DynamoPromotionStore
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.fakes.promotion import FakeAllotments, FakePromotionStore
from tests.support.managed_promotions import approve, ten_off
from tests.support.relaying import relayed
from tests.support.stamps import NOON, stamp


class Sound(FakeAllotments):
    def faults(self, _: Promotion) -> Sequence[str]:
        return ()


HOUR, ALLOTMENTS = timedelta(hours=1), Sound()


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> PromotionStore:
    return FakePromotionStore() if request.param == "fake" else DynamoPromotionStore()


def publish(store: PromotionStore, start: float, end: float | None) -> int:
    """Hours after noon; the version of it."""
    window = Window(NOON + start * HOUR, None if end is None else NOON + end * HOUR)
    managing.draft(ten_off(window=window), stamp(), store)
    approve(store, "ten-off", 1)
    step = Change("ten-off", 3, stamp("publish"))
    managing.publish(step, store, ALLOTMENTS, NOTHING_SOLD, accept_overlaps=False)
    return 4


def told(store: PromotionStore, *hours: float) -> list[str]:
    """After a look at each of these times."""
    for each in hours:
        read_meters(store, ALLOTMENTS, lambda at=each: NOON + at * HOUR)  # type: ignore[arg-type,misc]
    if isinstance(store, FakePromotionStore):
        return store.milestones
    kinds = [event["detail-type"] for event in relayed().events]
    return [each for each in kinds if each in {"PromotionStarted", "PromotionOver"}]


def test_it_is_told_when_its_window_opens_and_when_it_closes(store: PromotionStore) -> None:
    publish(store, 1, 3)
    assert told(store, 0, 0.5) == []
    assert told(store, 1, 1, 2) == ["PromotionStarted"]
    assert told(store, 3, 3, 4) == ["PromotionStarted", "PromotionOver"]


def test_what_was_published_while_its_window_is_open_starts_then(store: PromotionStore) -> None:
    publish(store, -100, None)
    assert told(store, 0) == ["PromotionStarted"]


def test_what_is_paused_has_not_started_before_it_is_resumed(store: PromotionStore) -> None:
    version = publish(store, -1, 9)
    managing.pause(Change("ten-off", version, stamp("pause")), store)
    assert told(store, 0) == []
    managing.resume(Change("ten-off", version + 1, stamp("resume")), store, NOTHING_SOLD)
    assert told(store, 1) == ["PromotionStarted"]


def test_what_staff_end_is_not_told_as_over(store: PromotionStore) -> None:
    version = publish(store, -1, 3)
    managing.end(Change("ten-off", version, stamp("end")), store)
    assert told(store, 1, 4) == []


def test_within_a_day_it_is_told_late_and_not_after(store: PromotionStore) -> None:
    publish(store, 1, 3)
    assert told(store, 26.9) == ["PromotionOver"]
    assert told(store, 28) == ["PromotionOver"]
