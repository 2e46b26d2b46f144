"""Facts of coupons as they reach who counts them."""

import json

from tests.support.facts import batch
from tests.support.functions import invoke
from tests.support.relaying import relayed

_COUNTED = frozenset(
    {"CouponExtended", "CouponGranted", "CouponReturned", "CouponUsed", "CouponVoided"}
)


def count_all() -> None:
    """All that was told so far; what was counted before counts once."""
    told = [each for each in relayed().events if each["detail-type"] in _COUNTED]
    body = batch(*map(json.dumps, told))
    assert invoke("coupon_count", body) == {"batchItemFailures": []}
