"""Warm CPU of a claim of a flash sale, and of one that comes too late, against a bare boto3 handler
that makes the claim's write: measured as `bench_handlers` does.

A claim that comes too late asks no table. What its request costs before any code of the sale runs
(event, token of the caller, route) is told beside it.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from time import process_time

from tests.support import settings  # isort: skip  # before the stores read theirs
from infra.local.samples import Request, proxy_event
from promenade.activity.flash_sale.model.claim import Claim, SoldOut
from promenade.activity.flash_sale.model.sale import SHARD_UNITS, FlashSale
from promenade.activity.flash_sale.model.terms import Terms
from promenade.activity.flash_sale.service.claiming import Counter, CurrentSales, Order, claim
from promenade.activity.flash_sale.service.tokens import Bearer, Tokens
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.kit.digests import digests
from promenade.kit.stamp import Stamp
from tests.bench.bench_handlers import (
    CALLS_PER_TURN,
    ROUNDS,
    Event,
    Route,
    _answering,
    _bare_handler,
    _per_call,
    _recorded,
)
from tests.bench.ratios import Row, interleaved
from tests.support import functions
from tests.support.callers import SHOPPER
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import cloud

assert settings.SETTINGS
OPEN, SOLD = "flash_sale_open", "flash_sale_sold"
CLAIMS = "/flash-sales/{sale_id}/orders"
LATER = timedelta(hours=1)
STAMP = Stamp(SHOPPER.name, SAMPLE_TIME, "bench", "bench")


class ClaimRoute(Route):
    """`before` is of another token."""

    @property
    def before(self) -> Event:
        return proxy_event(_request(OPEN), self.caller.token())


def rows() -> list[Row]:
    with standing():
        return _rows()


def _rows() -> list[Row]:
    ours = functions.handler("flash_sale_claim")
    with cloud():
        counter = _open()
        route = ClaimRoute("claim", "flash_sale_claim", SHOPPER, _request(OPEN), "")
        answer, calls = _recorded(ours, route)
        assert answer["statusCode"] == 200, answer
        event, nobody = route.event, proxy_event(route.request, "")
        late = proxy_event(_request(SOLD), SHOPPER.token())
        ours(late, functions.Context())
        told = partial(_late, counter, Order(Bearer(SOLD, SHOPPER.subject), _token(SOLD), 1))
        told()
    with _answering(calls):
        bare = _bare_handler(calls)
        assert ours(late, functions.Context())["statusCode"] == 409
        found = interleaved(
            {
                "bare": partial(_per_call, bare, event),
                "claim": partial(_per_call, ours, event),
                "late": partial(_per_call, ours, late),
                "nobody": partial(_per_call, ours, nobody),
                "use case": partial(_repeated, told),
            },
            ROUNDS,
        )
    return _told(found, [call.operation for call in calls])


def _told(found: dict[str, float], operations: list[str]) -> list[Row]:
    ratio = {name: f"{seconds / found['bare']:.2f}" for name, seconds in found.items()}
    micro = {name: f"{seconds * 1e6:.0f} µs" for name, seconds in found.items()}
    what = f"CPU ÷ bare boto3 handler of {' + '.join(operations)}"
    beside = f"the use case alone; its handler {ratio['late']}, {ratio['nobody']} of it unsigned"
    return [
        Row("flash claim, warm", ratio["claim"], "≤ 1.4", f"{what}, {micro['claim']}"),
        Row("flash claim, sold out", ratio["use case"], "≤ 0.1", f"{beside}; {micro['late']}"),
    ]


def _open() -> Counter:
    sales, claims = DynamoSaleStore(), DynamoClaimStore()
    for id_, count in ((OPEN, 10_000), (SOLD, SHARD_UNITS)):
        end = SAMPLE_TIME + LATER
        terms = Terms("Mugs", "MUG", "CNY", 990, count, SAMPLE_TIME, end, 2)
        sales.add(FlashSale(id_, terms, SAMPLE_TIME, id_, scheduled_at=SAMPLE_TIME), STAMP)
    sold = sales.find(SOLD)
    assert sold
    for number in range(SHARD_UNITS):
        claims.take(sold.value, Claim(SOLD, f"order_{number}", f"buyer {number}", 1), STAMP)
    return Counter(CurrentSales(sales, claims), claims, Tokens(digests().proof))


def _request(sale_id: str) -> Request:
    return Request("POST", CLAIMS, {"sale_id": sale_id}, body={"token": _token(sale_id)})


def _token(sale_id: str) -> str:
    bearer = Bearer(sale_id, SHOPPER.subject)
    return Tokens(digests().proof).issue(bearer, SAMPLE_TIME, SAMPLE_TIME + LATER).text


def _late(counter: Counter, order: Order) -> None:
    with suppress(SoldOut):
        claim(order, STAMP, counter)


def _repeated(act: Callable[[], None]) -> float:
    start = process_time()
    for _ in range(CALLS_PER_TURN):
        act()
    return (process_time() - start) / CALLS_PER_TURN
