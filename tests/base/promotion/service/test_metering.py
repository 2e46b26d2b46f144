"""What is used up is read, told once, and known to quotes; the fake and the real store alike."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from promenade.base.promotion.model import Limits, Promotion
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change, PromotionStore
from promenade.base.promotion.service.metering import AllotmentsFaulty, read_meters, usage_of
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.kit.errors import NotFound
from promenade.kit.shards import Balance
from promenade.kit.stamp import Stamp
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.fakes.promotion import FakePromotionStore
from tests.support.managed_promotions import approve, ten_off
from tests.support.relaying import relayed
from tests.support.stamps import NOON, stamp


class Used:
    """Allotments of which `taken` says what is left, held and spent."""

    def __init__(self) -> None:
        self.taken: dict[str, Balance] = {}
        self.looks = 0
        self.wrong: list[str] = []

    def prepare(self, _: Promotion, __: Stamp) -> None: ...

    def settle(self, _: Promotion, __: Stamp) -> None: ...

    def balances(self, _: Promotion) -> Mapping[str, Balance]:
        self.looks += 1
        return self.taken

    def faults(self, _: Promotion) -> Sequence[str]:
        return self.wrong


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> PromotionStore:
    return FakePromotionStore() if request.param == "fake" else DynamoPromotionStore()


@pytest.fixture
def used(store: PromotionStore) -> Used:
    """Ten off is live, for 10 orders and 100.00."""
    used = Used()
    limits = Limits(total=10, budget_minor=10_000)
    managing.draft(ten_off(limits=limits), stamp(), store)
    approve(store, "ten-off", 1)
    publish = Change("ten-off", 3, stamp("publish"))
    managing.publish(publish, store, used, NOTHING_SOLD, accept_overlaps=False)
    return used


def read(store: PromotionStore, used: Used, minutes: int = 0) -> int:
    return read_meters(store, used, lambda: NOON + timedelta(minutes=minutes))  # type: ignore[arg-type]


def told(store: PromotionStore) -> list[str]:
    if isinstance(store, FakePromotionStore):
        return store.told
    kinds = [event["detail-type"] for event in relayed().events]
    return [kind for kind in kinds if "Used" in kind]


def test_usage_is_what_is_held_and_spent(store: PromotionStore, used: Used) -> None:
    used.taken = {"total": Balance(7, 2, 1), "budget": Balance(7_500, 1_500, 1_000)}
    meter = usage_of("ten-off", store, used).meter
    assert (meter.held_count, meter.used_count, meter.used_minor) == (2, 3, 2_500)
    assert (meter.share_bp, meter.level) == (3_000, "free")
    with pytest.raises(NotFound):
        usage_of("unknown", store, used)


def test_a_reading_is_known_to_quotes(store: PromotionStore, used: Used) -> None:
    assert store.read_book(NOON).usages == {}
    used.taken = {"total": Balance(7, 2, 1), "budget": Balance(7_500, 1_500, 1_000)}
    assert (read(store, used), read(store, used)) == (1, 0)
    (usage,) = store.read_book(NOON).usages.values()
    assert (usage.used, usage.spent_minor) == (3, 2_500)
    assert [each.id for each in store.read_book(NOON).promotions] == ["ten-off"]
    assert [each.id for each in store.list_unended(NOON, 9, None).items] == ["ten-off"]


def test_80_and_100_per_cent_are_told_once(store: PromotionStore, used: Used) -> None:
    for spent in (7_999, 8_000, 8_500, 10_000, 10_000):
        used.taken = {"budget": Balance(10_000 - spent, 0, spent)}
        read(store, used)
    assert told(store) == ["PromotionNearlyUsedUp", "PromotionUsedUp"]


def test_what_does_not_add_up_is_told_once_all_is_read(store: PromotionStore, used: Used) -> None:
    used.taken, used.wrong = {"total": Balance(8, 1, 1)}, ["8 left, 1 held and 0 spent are not 10"]
    with pytest.raises(AllotmentsFaulty) as raised:
        read(store, used)
    assert raised.value.detail == "ten-off: 8 left, 1 held and 0 spent are not 10"
    (usage,) = store.read_book(NOON).usages.values()
    assert usage.used == 2
    assert read(store, used) == 0


def test_what_is_given_up_is_told_again_once_it_is_gone(store: PromotionStore, used: Used) -> None:
    for held in (10, 7, 10):
        used.taken = {"total": Balance(10 - held, held)}
        read(store, used)
    assert told(store) == ["PromotionUsedUp", "PromotionUsedUp"]


@pytest.mark.parametrize(
    ("held", "minutes", "looks"), [(0, 1, 0), (0, 5, 1), (4, 4, 0), (5, 1, 1), (10, 7, 1)]
)
def test_what_is_half_used_is_read_every_minute_and_the_rest_every_five(
    store: PromotionStore, used: Used, held: int, minutes: int, looks: int
) -> None:
    used.taken = {"total": Balance(10 - held, held)}
    read(store, used)
    before = used.looks
    read(store, used, minutes)
    assert used.looks - before == looks


def test_what_is_paused_or_ended_is_not_read(store: PromotionStore, used: Used) -> None:
    managing.pause(Change("ten-off", 4, stamp("pause")), store)
    assert (read(store, used), used.looks) == (0, 0)
    managing.end(Change("ten-off", 5, stamp("end")), store)
    assert (read(store, used), used.looks) == (0, 0)
