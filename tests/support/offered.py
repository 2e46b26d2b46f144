"""What no sample can do with offers: an order uses the coupon of a customer who was invited, or all
of them are gone."""

from infra.local import samples
from promenade.activity.coupon.model.template import stop
from promenade.activity.coupon.store.coupons import wallet_page
from promenade.activity.coupon.store.records import CouponRecord
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.contracts.coupon_facts import CouponTemplateStopped
from promenade.kit import dynamo
from promenade.kit.clock import to_wire
from promenade.kit.pieces import Pieces
from promenade.kit.stamp import Stamp
from tests.support.clock import SAMPLE_TIME
from tests.support.facts import batch, told
from tests.support.functions import invoke

INVITED = "bruno"
_ACTIVATE = "activity/http/coupon_control.activate_coupon_template"
STOPPED = samples.EVENTS / f"{_ACTIVATE}-inviting.json"
INVITATION = samples.EVENTS / f"{_ACTIVATE}-invited.json"


def use_invited() -> None:
    (held,) = wallet_page(INVITED, 9, None).items
    coupon = held.coupon
    data = {
        "id": coupon.id,
        "template_id": coupon.template_id,
        "customer": INVITED,
        "source": coupon.source,
        "starts_at": coupon.starts_at,
        "ends_at": coupon.ends_at,
        "origin": coupon.origin,
    }
    event = {"occurred_at": to_wire(SAMPLE_TIME), "correlation_id": "sample-request"}
    message = told("coupon", "CouponUsed", f"{coupon.id}@2", data, **event)
    assert invoke("targeted_offer_follow", batch(message)) == {"batchItemFailures": []}


def use_invited_after_a_stop() -> None:
    """Of the template that thanks who invites."""
    store, stamp = DynamoTemplateStore(), Stamp("system:test", SAMPLE_TIME, "sample-request", "1")
    stored = store.find(samples.read(STOPPED).request.path["template_id"])
    assert stored is not None
    store.save(stop(stored.value, SAMPLE_TIME), CouponTemplateStopped, stamp)
    use_invited()


def fill_invited() -> None:
    """No coupon is left for who is invited, which a container finds out shard by shard."""
    template_id = samples.read(INVITATION).request.path["template_id"]
    pieces = Pieces(template_id, 200)
    for shard in range(pieces.shard_count):
        record = CouponRecord(f"PIECES#{template_id}#{shard}", "-", taken=pieces.part(shard))
        dynamo.put(record)
