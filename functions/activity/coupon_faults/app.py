"""HTTP surface of what coupons were proven by, and of what is wrong with them."""

from promenade.activity.coupon.service.proving import proof_of
from promenade.activity.coupon.store.proofs import DynamoCouponProofs
from promenade.activity.coupon.wire import proofs as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES

app = api("coupon_faults", ACCESS, PATHS)
proofs = DynamoCouponProofs()


@app.on(
    "GET /coupon-faults",
    allow=Permission.COUPON_READ,
    languages=LANGUAGES,
    answers={200: wire.CouponFaultsList},
)
def list_coupon_faults(call: Call[None, None]) -> Reply:
    """Templates of whose coupons there are not as many as were counted, until it is put right."""
    return ok(wire.show_faulty(proofs.list_faulty(100), call.language))


@app.on(
    "GET /coupon-templates/{template_id}/proof",
    allow=Permission.COUPON_READ,
    languages=LANGUAGES,
    answers={200: wire.CouponProofView},
    raises=(NotFound,),
)
def get_coupon_proof(call: Call[None, None]) -> Reply:
    """Show a template's coupons by state, as they were last held against what was counted."""
    return ok(wire.show_proof(proof_of(call.path["template_id"], proofs), call.language))
