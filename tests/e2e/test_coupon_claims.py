"""Many at once claim one coupon and redeem one code, on a DynamoDB that takes transactions in
parallel."""

from collections import Counter

from infra.local.stack import Stack
from tests.support.contend_claims import CLAIMED, CODED, PER_USER, TOTAL
from tests.support.crowd import crowd

CALLERS, CUSTOMERS, CODES = 6, 250, 1_000
MODULE = "tests.support.contend_claims"


def test_nobody_gets_more_than_one_may_and_no_more_are_given_than_there_are(stack: Stack) -> None:
    assert crowd(stack, MODULE, 1, 0) == [{CLAIMED: [0, 0], CODED: [0, 0]}]
    told = crowd(stack, MODULE, CALLERS, CUSTOMERS)
    claimed = {coupon for each in told for coupon in each["claimed"]}
    redeemed = {coupon for each in told for coupon in each["redeemed"]}
    (found,) = crowd(stack, MODULE, 1, 0)
    assert found == {CLAIMED: [TOTAL, TOTAL], CODED: [CODES, CODES]}
    assert (len(claimed), len(redeemed)) == (TOTAL, CODES)
    by_customer = Counter(coupon.partition("/")[0] for coupon in claimed)
    assert max(by_customer.values()) <= PER_USER
    refused: Counter[str] = Counter()
    for each in told:
        refused.update(each["refused"])
    assert refused["coupons_gone"] >= CALLERS * CUSTOMERS - CODES
    assert refused["claim_limit_reached"] > 0
