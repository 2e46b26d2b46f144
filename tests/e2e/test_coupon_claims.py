"""Many at once claim one coupon and redeem one code, on a DynamoDB that takes transactions in
parallel."""

from collections import Counter

from infra.local.stack import Stack
from tests.support import contend_one_claim as one
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


def test_of_64_claims_at_one_instant_one_gets_the_coupon(stack: Stack) -> None:
    module, callers, claims = "tests.support.contend_one_claim", 4, 64
    assert callers * one.CUSTOMERS == claims
    nothing = [[0, 0]] * one.ROUNDS
    assert crowd(stack, module, 1, 0) == [{"last": nothing, "own": nothing}]
    told = crowd(stack, module, callers, one.ROUNDS)
    for kind, refusal in (("last", "coupons_gone"), ("own", "claim_limit_reached")):
        for number in range(one.ROUNDS):
            outcomes = [each for process in told for each in process[kind][number]]
            assert Counter(outcomes) == {"given": 1, refusal: claims - 1}
    given = [[1, 1]] * one.ROUNDS
    assert crowd(stack, module, 1, 0) == [{"last": given, "own": given}]
