"""One of several processes who claim the same coupons at once:
`python -m tests.support.contend_one_claim SEED COUNT`.

Sixteen customers of each process claim the only coupon of each of COUNT templates at one instant,
and one customer of all processes claims a coupon of another template as often. Prints as JSON what
became of each claim, template by template: "given", or why not. With COUNT 0 it stores the
templates, or tells how many coupons there are of each and how many pieces are taken.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Claim, Relative, Terms
from promenade.activity.coupon.service.giving import Giver, pieces_of
from promenade.activity.coupon.store.records import CouponRecord
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.contracts.coupons import CouponAmount
from promenade.kit.dynamo_pieces import DynamoPieces
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.stamp import Stamp
from tests.support.rush_coupons import coupons

ROUNDS, CUSTOMERS, PAUSE_S = 3, 16, 2
OPENED = datetime(2026, 1, 1, tzinfo=UTC)
giver = Giver(coupons, lambda low, _: low)


def template(kind: str, number: int) -> Template:
    """`last`: there is one; `own`: there are plenty, one a customer."""
    id_ = f"one-claim-{kind}-{number}"
    total = 1 if kind == "last" else 1_000
    terms = Terms(id_, CouponAmount(100), Claim(), Relative(3_000), "CNY", total=total, per_user=1)
    return Template(id_, terms, OPENED, id_, activated_at=OPENED)


def look() -> dict[str, list[list[int]]]:
    return {kind: [_look(template(kind, n)) for n in range(ROUNDS)] for kind in ("last", "own")}


def contend(seed: int, count: int) -> dict[str, list[list[str]]]:
    with ThreadPoolExecutor(CUSTOMERS) as pool:

        def claim(kind: str, number: int) -> list[str]:
            time.sleep(PAUSE_S - time.time() % PAUSE_S)
            asked = [(seed, who, template(kind, number)) for who in range(CUSTOMERS)]
            return [*pool.map(lambda each: _claim(*each), asked)]

        return {kind: [claim(kind, n) for n in range(count)] for kind in ("last", "own")}


def _claim(seed: int, who: int, given: Template) -> str:
    request = f"{given.id} {seed} {who}"
    customer = "one" if given.terms.total != 1 else f"{seed}-{who}"
    stamp = Stamp(f"shopper:{customer}", datetime.now(UTC), "rush", request)
    while True:
        try:
            giver.give(given, customer, "claim", stamp)
        except Unavailable:
            continue
        except DomainError as error:
            return error.code
        return "given"


def _look(each: Template) -> list[int]:
    DynamoTemplateStore().add(each, Stamp("staff:rush", OPENED, "rush", each.id))
    ((pieces,),) = pieces_of(each, OPENED, is_counted=False)
    scanned = CouponRecord.scan(CouponRecord.sk.startswith(f"COUPON#{each.id}-"))
    return [len(list(scanned)), DynamoPieces(CouponRecord).taken(pieces)]


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
