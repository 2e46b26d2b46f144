"""What no sample can do with offers: an order uses the coupon of a customer who was invited."""

from infra.local import samples
from promenade.activity.coupon.model.template import stop
from promenade.activity.coupon.store.coupons import wallet_page
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.contracts.coupon_facts import CouponTemplateStopped
from promenade.kit.clock import to_wire
from promenade.kit.stamp import Stamp
from tests.support.clock import SAMPLE_TIME
from tests.support.facts import batch, told
from tests.support.functions import invoke

INVITED = "bruno"
STOPPED = samples.EVENTS / "activity/http/coupon_control.activate_coupon_template-inviting.json"


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
