"""Whatever orders and staff do with a coupon in whatever order: each step is made once, and only
from where it may be."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.activity.coupon.model.coupon import void
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.base.stock.holds import DynamoStockHolds
from promenade.contracts.coupon_facts import CouponVoided
from promenade.kit.holds import Refused
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.baskets import Baskets
from tests.support.coupons import active, give
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
numbers = count()
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["hold", "hold", "commit", "release", "expire", "take_back", "void"]),
        st.sampled_from(["O-1", "O-2"]),
        st.integers(0, 36),
    ),
    max_size=12,
)
HELD_FOR, ENDS = timedelta(hours=2), NOON + timedelta(days=7)


class Run:
    """What should have become of one coupon, of which time passes."""

    def __init__(self, *, is_restored: bool) -> None:
        self.customer, self.at = f"customer {next(numbers)}", NOON
        template = active(f"template_{is_restored}", restore_on_cancel=is_restored)
        DynamoTemplateStore().add(template, stamp())
        self.coupons, self.is_restored = DynamoCouponStore(lambda each: each), is_restored
        self.id = give(self.coupons, template, self.customer).coupon.id
        self.baskets, self.holds = Baskets(DynamoStockHolds()), DynamoCouponHolds()
        self.state, self.holder, self.due = "unused", "", NOON

    def take(self, step: str, order: str, hours: int) -> None:
        self.at += timedelta(hours=hours)
        before = self.state, self.holder
        after = self.after(step, order)
        try:
            self.act(step, order)
        except Refused:
            assert after is None
        else:
            assert after is not None
            self.state, self.holder = after
        if step == "hold" and before[0] == "unused" and after:
            self.due = self.at + HELD_FOR

    def after(self, step: str, order: str) -> tuple[str, str] | None:
        mine = self.holder == order
        if step == "void":
            return ("void", self.holder) if self.state in {"unused", "used"} else self._same()
        if step == "hold":
            return ("locked", order) if self.state == "unused" and self.at < ENDS else None
        if step == "take_back":
            return self.taken_back() if mine and self.state in {"used", "void"} else None
        if self.state != "locked" or not mine or (step == "expire" and self.at < self.due):
            return None
        return ("used", order) if step == "commit" else ("unused", order)

    def taken_back(self) -> tuple[str, str]:
        is_back = self.state == "used" and self.is_restored
        return ("unused", "") if is_back else self._same()

    def _same(self) -> tuple[str, str]:
        return self.state, self.holder

    def act(self, step: str, order: str) -> None:
        now = replace(stamp(f"{next(numbers)}"), at=self.at)
        if step == "void":
            held = self.coupons.find_many(self.customer, [self.id])[self.id]
            if held.state in {"unused", "used"}:
                self.coupons.turn(held, void(held, "Fraud"), CouponVoided, now)
            return
        self.baskets.note(f"note {next(numbers)}", now, lambda: self.parts(step, order, now))

    def parts(self, step: str, order: str, now: Stamp) -> list:  # type: ignore[type-arg]
        ids, until = [self.id], self.at + HELD_FOR
        if step == "hold":
            return list(self.holds.hold(order, self.customer, ids, until, now))
        if step == "commit":
            return list(self.holds.commit(order, self.customer, {self.id: 500}, now))
        return list(getattr(self.holds, step)(order, self.customer, ids, now))

    def check(self) -> None:
        held = self.coupons.find_many(self.customer, [self.id])[self.id]
        assert held.state == self.state
        if self.state in {"locked", "used"}:
            assert held.holder == self.holder
        assert held.status(datetime.max.replace(tzinfo=NOON.tzinfo)) == (
            "expired" if self.state == "unused" else self.state
        )


@settings(max_examples=60)
@given(steps=STEPS, is_restored=st.booleans())
def test_a_coupon_is_where_its_steps_led(
    steps: list[tuple[str, str, int]], is_restored: bool
) -> None:
    run = Run(is_restored=is_restored)
    for step, order, hours in steps:
        run.take(step, order, hours)
        run.check()
