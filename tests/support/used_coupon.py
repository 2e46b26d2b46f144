"""What no sample can do with coupons: an order uses one and gives it back, a customer has one
before an issue, a code is foreseen."""

from collections.abc import Sequence
from datetime import timedelta

from infra.local import samples
from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.activity.coupon.model.template import TemplateStatus
from promenade.activity.coupon.service.giving import Giver
from promenade.activity.coupon.store.codes import code_record
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.funnel import FunnelRecord
from promenade.activity.coupon.store.records import CouponRecord, coupon_record, held_of
from promenade.activity.coupon.store.templates import DynamoTemplateStore, every
from promenade.base.stock.holds import DynamoStockHolds
from promenade.kit import dynamo
from promenade.kit.digests import digests
from promenade.kit.due_marks import DueMarks
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.baskets import Baskets
from tests.support.clock import SAMPLE_TIME

CUSTOMER = "amelie"
VOID_CODES = samples.EVENTS / "activity/http/coupon_void_codes.void_codes.json"
ISSUE = samples.EVENTS / "activity/http/coupon_issues.request_issue.json"


def use_and_return() -> None:
    holds, baskets = DynamoCouponHolds(), Baskets(DynamoStockHolds())
    stamp = Stamp("client:storefront", SAMPLE_TIME, "sample-request", "sample-order")
    (found,) = CouponRecord.query(f"WALLET#{CUSTOMER}")
    coupon_id = found.sk.removeprefix("COUPON#")
    asked = ("sample-order", CUSTOMER, [coupon_id])

    def join(step: str, parts: Sequence[Part]) -> None:
        baskets.note(step, stamp, lambda: parts)

    join("hold", holds.hold(*asked, SAMPLE_TIME + timedelta(minutes=15), stamp))
    join("commit", holds.commit("sample-order", CUSTOMER, {coupon_id: 2_000}, stamp))
    join("take_back", holds.take_back(*asked, stamp))


def give_before() -> None:
    """By the template of the issue of the samples."""
    template_id = samples.read(ISSUE).request.path["template_id"]
    stored = DynamoTemplateStore().find(template_id)
    assert stored is not None
    stamp = Stamp("staff:sven", SAMPLE_TIME, "sample-request", "sample-before")
    store = DynamoCouponStore(digests().pseudonym)
    Giver(store, lambda low, _: low).give(stored.value, CUSTOMER, "issue", stamp)


def give_away(count: int) -> None:
    """So many of the thousand of the samples, as far as the funnel knows."""
    (template,) = every(TemplateStatus.ACTIVE)
    FunnelRecord(f"FUNNEL#{template.id}#0", "-", given=count).save()


def come_near() -> None:
    """The end of the coupon of the samples, of which it was to be told some minutes ago."""
    (found,) = CouponRecord.query(f"WALLET#{CUSTOMER}")
    held = held_of(found)
    near = replace(held.coupon, ends_at=SAMPLE_TIME + timedelta(days=3))
    record = coupon_record(replace(held, coupon=near))
    record.save()
    mark = f"{held.coupon.id} {CUSTOMER}"
    dynamo.apply(DueMarks(CouponRecord).mark(SAMPLE_TIME - timedelta(minutes=9), mark))


def make_code() -> None:
    """One of those that the sample makes void."""
    code = samples.read(VOID_CODES).request.body["codes"][1]
    code_record(code, "template_sample", "issued").save()
