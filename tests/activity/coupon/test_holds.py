"""Orders keep, use and give back coupons: each step once, whoever comes first."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from promenade.activity.coupon.holds import ACTIONS, DynamoCouponHolds
from promenade.activity.coupon.model.coupon import HeldCoupon, void
from promenade.activity.coupon.model.terms import CostShare
from promenade.activity.coupon.reader import DynamoCouponReader
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.base.stock.holds import DynamoStockHolds
from promenade.contracts.coupon_facts import CouponVoided
from promenade.contracts.coupons import CouponSaving, CouponUnavailable
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part, Refused
from promenade.kit.lookups import look_up
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.baskets import Baskets
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.coupons import active, coupon, give
from tests.support.relaying import relayed
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
store = DynamoCouponStore(lambda customer: customer)
IDS = ["template_1-ada-1"]
SAVED = dict.fromkeys(IDS, 2_000)
baskets, numbers = Baskets(DynamoStockHolds()), count()


@pytest.fixture
def doors() -> DynamoCouponHolds:
    """Ada has a coupon."""
    keep()
    return DynamoCouponHolds()


def keep(**other: Any) -> None:
    template = active(**other)
    DynamoTemplateStore().add(template, stamp())
    give(store, template)


def at(hours: float, request: str = "request-1") -> Stamp:
    return replace(stamp(request), at=NOON + timedelta(hours=hours))


def join(parts: Sequence[Part]) -> None:
    note = f"note {next(numbers)}"
    baskets.note(note, stamp(note), lambda: parts)


def hold(doors: DynamoCouponHolds, order: str = "O-1", customer: str = "ada", **o: Any) -> None:
    when: Stamp = o.get("when", at(1))
    until = when.at + timedelta(minutes=15)
    join(doors.hold(order, customer, o.get("ids", IDS), until, when))


def end(doors: DynamoCouponHolds, step: str, order: str = "O-1", hours: float = 1) -> None:
    join(getattr(doors, step)(order, "ada", SAVED, at(hours, step)))


def now() -> HeldCoupon:
    return store.find_many("ada", IDS)[IDS[0]]


def refusal(act: Any) -> DomainError:
    """Of something that moves nothing."""
    before = dump()
    with pytest.raises(Refused) as refused:
        act()
    assert dump() == before
    (found,) = refused.value.refusals
    return found


def test_a_coupon_is_locked_then_used_by_its_order(doors: DynamoCouponHolds) -> None:
    hold(doors)
    assert (now().state, now().holder) == ("locked", "O-1")
    end(doors, "commit")
    assert (now().state, now().coupon.order, now().coupon.version) == ("used", "O-1", 2)
    assert now().coupon.used_at == at(1).at


@pytest.mark.parametrize(
    ("platform_bp", "saved", "parts"),
    [
        (0, 2_000, (0, 2_000)),
        (10_000, 2_000, (2_000, 0)),
        (3_333, 2_000, (667, 1_333)),
        (5_000, 1, (1, 0)),
        (2_500, 0, (0, 0)),
    ],
)
def test_what_it_saved_is_split_to_the_cent_and_told_when_it_comes_back(
    platform_bp: int, saved: int, parts: tuple[int, int]
) -> None:
    keep(cost_share=CostShare(platform_bp))
    doors = DynamoCouponHolds()
    hold(doors)
    join(doors.commit("O-1", "ada", dict.fromkeys(IDS, saved), at(1, "commit")))
    assert now().coupon.saving == CouponSaving(saved, *parts)
    end(doors, "take_back")
    told = [each["detail"]["data"] for each in relayed().events if "saving" in str(each)]
    saving = {"saved_minor": saved, "platform_minor": parts[0], "store_minor": parts[1]}
    assert [each["saving"] for each in told] == [saving, saving]


@pytest.mark.parametrize("step", ["release", "expire"])
def test_an_order_that_is_not_paid_gives_it_back_once(doors: DynamoCouponHolds, step: str) -> None:
    hold(doors)
    end(doors, step, hours=2)
    assert now().status(at(2).at) == "unused"
    assert refusal(lambda: end(doors, step, hours=2)).code == "coupon_conflict"
    hold(doors, "O-2")
    assert refusal(lambda: end(doors, step, hours=2)).facts["state"] == "locked"


def test_a_hold_that_is_not_over_does_not_expire(doors: DynamoCouponHolds) -> None:
    hold(doors)
    assert refusal(lambda: end(doors, "expire", hours=1.2)).code == "coupon_conflict"
    end(doors, "commit", hours=30)


def test_a_refund_in_full_returns_it_once(doors: DynamoCouponHolds) -> None:
    hold(doors)
    end(doors, "commit")
    end(doors, "take_back", hours=3)
    assert (now().status(at(3).at), now().coupon.used_at, now().coupon.order) == (
        "unused",
        None,
        "O-1",
    )
    assert refusal(lambda: end(doors, "take_back", hours=3)).code == "coupon_conflict"


def test_what_comes_back_after_its_validity_is_expired(doors: DynamoCouponHolds) -> None:
    hold(doors)
    end(doors, "commit")
    end(doors, "take_back", hours=24 * 30)
    assert now().status(at(24 * 30).at) == "expired"
    late = at(24 * 30)
    assert refusal(lambda: hold(doors, "O-2", when=late)).facts["reason"] == "expired"


def test_one_that_is_not_restored_stays_used() -> None:
    keep(restore_on_cancel=False)
    doors = DynamoCouponHolds()
    hold(doors)
    end(doors, "release")
    hold(doors, "O-2")
    end(doors, "commit", "O-2")
    end(doors, "take_back", "O-2")
    assert (now().state, now().holder) == ("used", "O-2")


def test_a_void_coupon_lets_its_order_be_refunded(doors: DynamoCouponHolds) -> None:
    hold(doors)
    end(doors, "commit")
    store.turn(now(), void(now(), "Fraud"), CouponVoided, stamp("void"))
    end(doors, "take_back")
    assert now().state == "void"


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"customer": "bob"}, "unknown"),
        ({"ids": ["template_1-ada-2"]}, "unknown"),
        ({"when": at(-1)}, "not_started"),
        ({"when": at(24 * 7 + 4)}, "unused"),
        ({"when": at(24 * 9)}, "expired"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    doors: DynamoCouponHolds, asked: Any, reason: str
) -> None:
    if reason == "unused":
        hold(doors, **asked)
        return
    found = refusal(lambda: hold(doors, **asked))
    assert (found.code, found.facts["reason"]) == ("coupon_unavailable", reason)


def test_one_coupon_serves_one_order(doors: DynamoCouponHolds) -> None:
    hold(doors)
    assert refusal(lambda: hold(doors, "O-2")).facts["reason"] == "locked"
    assert refusal(lambda: end(doors, "commit", "O-2")).facts["state"] == "locked"
    end(doors, "commit")
    assert refusal(lambda: hold(doors, "O-2")).facts["reason"] == "used"
    assert refusal(lambda: end(doors, "take_back", "O-2")).code == "coupon_conflict"


def test_what_is_read_for_a_cart_can_be_used_now(doors: DynamoCouponHolds) -> None:
    reader, soon = DynamoCouponReader(), at(1).at
    ((terms,),) = look_up(reader.lookup("ada", IDS, soon))
    assert (terms.id, terms.stage, terms.worth) == (IDS[0], "store", coupon().worth)
    hold(doors)
    for customer, ids in (("ada", IDS), ("bob", IDS), ("ada", ["nothing"])):
        with pytest.raises(CouponUnavailable):
            look_up(reader.lookup(customer, ids, soon))


def test_all_that_are_no_good_are_named_at_once(doors: DynamoCouponHolds) -> None:
    hold(doors)
    with pytest.raises(Refused) as refused:
        look_up(DynamoCouponReader().lookup("ada", [*IDS, "nothing"], at(1).at))
    told = {each.facts["coupon_id"]: each.facts["reason"] for each in refused.value.refusals}
    assert told == {IDS[0]: "locked", "nothing": "unknown"}


def test_who_holds_a_coupon_next_is_told_what_orders_did_with_it_then(
    doors: DynamoCouponHolds,
) -> None:
    hold(doors)
    presented = DynamoCouponReader().presented
    ((terms,),) = look_up(presented("ada", IDS, at(1).at))
    assert terms.id == IDS[0]
    for customer, ids in (("bob", IDS), ("ada", ["nothing"])):
        with pytest.raises(CouponUnavailable):
            look_up(presented(customer, ids, at(1).at))


@pytest.mark.parametrize(
    ("before", "step", "read_count"),
    [
        ([], "hold", 0),
        (["hold"], "release", 0),
        (["hold"], "expire", 0),
        (["hold"], "commit", 2),
        (["hold", "commit"], "take_back", 2),
    ],
)
def test_a_step_is_one_write_and_asks_no_more_than_its_actions(
    doors: DynamoCouponHolds, before: list[str], step: str, read_count: int
) -> None:
    for each in before:
        hold(doors) if each == "hold" else end(doors, each)
    with capacity() as asked:
        if step == "hold":
            parts: Any = doors.hold("O-1", "ada", IDS, at(2).at, at(1))
        else:
            parts = getattr(doors, step)("O-1", "ada", SAVED, at(2, step))
    assert asked.calls.total() == read_count
    writes = [write for part in parts for write in part.writes]
    kinds = {f"dynamodb:{write.kind}Item" for write in writes}
    kinds |= {f"dynamodb:{operation}" for operation in asked.calls}
    assert (len(writes), kinds) == (1, set(ACTIONS[step]))
