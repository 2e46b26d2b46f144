"""HTTP surface of codes that shall not be good any more."""

from promenade.activity.coupon.service import voiding
from promenade.activity.coupon.store.voiding import DynamoVoidStore
from promenade.activity.coupon.wire import codes as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("coupon_void_codes", ACCESS, PATHS)
store = DynamoVoidStore()


@app.on(
    "POST /code-batches/{batch_id}/void",
    allow=Permission.COUPON_ISSUE,
    body=wire.VoidBatchBody,
    answers={200: wire.BatchView},
    raises=(NotFound,),
)
def void_batch(call: Call[wire.VoidBatchBody, None]) -> Reply:
    """Take all unused codes of a batch out of use within minutes, saying why.

    The template may give as many coupons otherwise.
    """
    batch_id, stamp = call.path["batch_id"], call.stamp(system_clock)
    made = voiding.void_batch(batch_id, call.body.reason, stamp, store)
    return ok(wire.show_batch(made))


@app.on(
    "POST /coupon-codes/void",
    allow=Permission.COUPON_ISSUE,
    body=wire.VoidCodesBody,
    answers={200: wire.OutcomeList},
)
def void_codes(call: Call[wire.VoidCodesBody, None]) -> Reply:
    """Take single codes that nobody has used out of use at once, saying why."""
    body, stamp = call.body, call.stamp(system_clock)
    return ok(wire.show_outcomes(voiding.void_codes(body.codes, body.reason, stamp, store)))
