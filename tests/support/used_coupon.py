"""An order that uses the coupon of the samples and gives it back, as no sample can yet."""

from collections.abc import Sequence
from datetime import timedelta

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.activity.coupon.store.records import CouponRecord
from promenade.base.stock.holds import DynamoStockHolds
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from tests.support.baskets import Baskets
from tests.support.clock import SAMPLE_TIME

CUSTOMER = "amelie"


def use_and_return() -> None:
    holds, baskets = DynamoCouponHolds(), Baskets(DynamoStockHolds())
    stamp = Stamp("client:storefront", SAMPLE_TIME, "sample-request", "sample-order")
    (found,) = CouponRecord.query(f"WALLET#{CUSTOMER}")
    asked = ("sample-order", CUSTOMER, [found.sk.removeprefix("COUPON#")])

    def join(step: str, parts: Sequence[Part]) -> None:
        baskets.note(step, stamp, lambda: parts)

    join("hold", holds.hold(*asked, SAMPLE_TIME + timedelta(minutes=15), stamp))
    join("commit", holds.commit(*asked, stamp))
    join("take_back", holds.take_back(*asked, stamp))
