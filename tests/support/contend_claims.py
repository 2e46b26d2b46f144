"""One of many who claim coupons at once: `python -m tests.support.contend_claims SEED COUNT`.

Each claims for customers of its own and for some that all claim for, repeats some of its requests
as callers do, and redeems a code that all know. Prints as JSON what it was told to have got:
{"claimed": [coupon], "redeemed": [coupon]} and how often it was refused for which reason. With
COUNT 0 it stores the templates, or tells how many coupons there are and how many pieces are taken.
Those of even seeds do not know yet that the first template's total was raised.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from promenade.activity.coupon.model.coupon import ClaimLimitReached, CouponsGone
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Code, Relative, Terms
from promenade.activity.coupon.service.giving import Giver, pieces_of
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.records import CouponRecord
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.contracts.coupons import CouponAmount
from promenade.kit.dynamo_pieces import DynamoPieces
from promenade.kit.errors import Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

CLAIMED, CODED, TOTAL, ADDED, PER_USER, SHARED = "rush-claims", "rush-code", 40, 15, 2, 6
store = DynamoCouponStore(lambda customer: customer)
giver = Giver(store, random.Random(7).randint)
refused = Counter[str]()


def claimed_by(seed: int) -> Template:
    if seed % 2 == 0:
        return template(CLAIMED, TOTAL - ADDED)
    return replace(template(CLAIMED, TOTAL), added=(ADDED,))


def template(id_: str, total: int) -> Template:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    terms = Terms(
        name=id_,
        worth=CouponAmount(100),
        take=Code("RUSH"),
        validity=Relative(3_000),
        currency="CNY",
        total=total,
        per_user=PER_USER if id_ == CLAIMED else 1,
    )
    return Template(id_, terms, at, id_, activated_at=at)


def look(total: int) -> dict[str, list[int]]:
    found = {}
    for each in (claimed_by(1), template(CODED, total)):
        DynamoTemplateStore().add(each, Stamp("staff:rush", each.created_at, "rush", each.id))
        (drawn,) = pieces_of(each, each.created_at, is_counted=False)
        scanned = CouponRecord.scan(CouponRecord.sk.startswith(f"COUPON#{each.id}-"))
        found[each.id] = [len(list(scanned)), sum(map(DynamoPieces(CouponRecord).taken, drawn))]
    return found


def contend(seed: int, count: int, total: int) -> dict[str, object]:
    """`count` customers of its own know the code; twice ten claims for customers."""
    rng, claimed, redeemed = random.Random(seed), list[str](), list[str]()
    for number in range(10):
        customer = rng.choice([f"shared-{number % SHARED}", f"own-{seed}-{number}"])
        for request in [f"{seed} {number} {n}" for n in (0, 1, 1, 0)]:
            claimed += _insist(partial(_give, claimed_by(seed), customer, request))
    for number in range(count):
        who = f"customer-{seed}-{number}"
        for request in (who,) * rng.choice((1, 1, 2)):
            redeemed += _insist(partial(_give, template(CODED, total), who, request))
    return {"claimed": claimed, "redeemed": redeemed, "refused": dict(refused)}


def _give(each: Template, customer: str, request: str) -> list[str]:
    stamp = Stamp(f"shopper:{customer}", datetime.now(UTC), "rush", request)
    try:
        held = giver.give(each, customer, "claim", stamp)
    except (ClaimLimitReached, CouponsGone) as error:
        refused[error.code] += 1
        return []
    assert held.coupon.ends_at > stamp.at + timedelta(days=1)
    return [f"{customer}/{held.coupon.id}"]


def _insist(attempt: Callable[[], list[str]]) -> list[str]:
    """As a caller does who is told to come again, with the same request."""
    while True:
        try:
            return attempt()
        except Unavailable:
            continue


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:3])
    code_total = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000
    json.dump(contend(seed, count, code_total) if count else look(code_total), sys.stdout)
