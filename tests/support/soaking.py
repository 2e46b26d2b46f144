"""One of many who buy through the handlers, on a DynamoDB that takes writes in parallel:
`python -m tests.support.soaking ENDPOINT HOME SEED FIRST COUNT`; SEED tells whose orders they are.

Whoever is killed is followed by one who lives the same orders again (see `soak_lives`), with the
same keys: the last line of HOME/told-SEED is the number of the order that is begun. Who comes again
looks first whether its order is there. No schedule is set and no message sent: the sweep alone
wakes orders.

With SEED -1 it opens the shop for COUNT orders, with -2 it tells in HOME/found.json what of all
that is stored does not agree, with -3 it wakes what was due in the hour to come, and tells then.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec

from tests.support.settings import SETTINGS  # isort: skip  # before the stores read theirs
from promenade.activity.coupon.reader import DynamoKeptCoupons
from promenade.activity.coupon.store.records import CouponRecord
from promenade.base.promotion.reader import DynamoKeptUses
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.base.promotion.store.records import LimitRecord
from promenade.base.stock.reader import DynamoKeptUnits
from promenade.base.stock.service.proving import prove
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.proofs import DynamoProofStore
from promenade.base.stock.store.records import StockRecord
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import proving, waking
from promenade.customer.order.service.proving import Books
from promenade.customer.order.store import OrderRecord
from promenade.customer.order.store.proofs import DynamoOrderProofs
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.kit.clock import system_clock
from promenade.kit.due_marks import DueMarks
from promenade.kit.errors import Unavailable
from promenade.kit.queues import Queue
from promenade.kit.schedules import Schedules
from promenade.kit.shards import balance
from tests.support import callers, cloud, coupons, functions, paying, selling
from tests.support.clock import standing
from tests.support.facts import batch
from tests.support.gateway import Answer, Gateway
from tests.support.soak_lives import AMPLE, MOST_UNITS, SKUS, Life, life

MOST_PROVEN = 500
STATES = {"pending_payment": "held", "paid": "committed", "cancelled": "released"}
COUPON_STATES = {"pending_payment": "locked", "paid": "used"}


def open_shop(count: int) -> dict[str, str]:
    """Too few uses, budget, coupons and large mugs for `count` orders; small mugs for them all."""
    cloud.create()
    gateway = Gateway()
    selling.open_shop(gateway, MUG_S=MOST_UNITS * count, MUG_L=count // 2)
    limits = {"total": count // 2, "budget_minor": 400 * count}
    promotion = selling.promote(gateway, limits=limits)
    template = coupons.activate(gateway, total=count // 2, min_spend_minor=0)
    return {"promotion": promotion, "template": template}


class Worker:
    """`begun` is the number of the order at which the one before was killed."""

    def __init__(self, shop: dict[str, str], begun: int) -> None:
        self._shop, self._begun, self._gateway = shop, begun, Gateway()

    def live(self, number: int, each: Life) -> None:
        buyer = callers.shopper(f"buyer-{each.name}")
        order = self._found(buyer) if number <= self._begun else None
        order = order or self._place(each, self._claimed(each, buyer), buyer)
        if each.mispays:
            stale = order | {"payable_minor": order["payable_minor"] + 1}
            self._pay(stale, f"T-{order['number']}-stale", 2)
        if each.told_count:
            self._pay(order, f"T-{order['number']}", each.told_count)
        if each.pays_again:
            self._pay(order, f"T-{order['number']}-again", 1)
        if each.gives_up:
            path = f"POST /shop-orders/{order['number']}/cancel"
            self._insist(path, buyer, f"cancel-{each.name}")

    def _found(self, buyer: callers.Caller) -> Any:
        mine = self._insist("GET /shop-orders", buyer, "").json["items"]
        return mine[0] if mine else None

    def _claimed(self, each: Life, buyer: callers.Caller) -> list[str]:
        claims = f"POST /coupon-templates/{self._shop['template']}/claims"
        claimed = self._insist(claims, buyer, f"claim-{each.name}")
        return [claimed.json["id"]] if claimed.status == 201 and each.wants_coupon else []

    def _place(self, each: Life, mine: list[str], buyer: callers.Caller) -> Any:
        """Without its promotion, where that has been used up meanwhile, and of what there is
        enough of: one of these carts is an order."""
        cart = selling.cart((each.sku, each.quantity), coupons=mine)
        less = {"without": [self._shop["promotion"]]}
        ample = selling.cart((AMPLE, each.quantity), coupons=mine)
        for number, asked in enumerate((cart, cart | less, ample, ample | less)):
            quote = self._insist("POST /quotes", buyer, f"quote-{each.name}-{number}", asked)
            agreed = asked | {"quote_hash": quote.json.get("hash")}
            placed = self._insist("POST /shop-orders", buyer, f"{each.name}-{number}", agreed)
            if placed.status == 201:
                return placed.json
        raise AssertionError(placed)

    def _pay(self, order: Any, transaction: str, times: int) -> None:
        for _ in range(times):
            said = paying.payment(order, transaction)
            _insist(lambda said=said: paying.notify(self._gateway, said))  # type: ignore[misc]

    def _insist(self, route: str, caller: Any, key: str, body: Any = None) -> Answer:
        return _insist(lambda: self._gateway.call(route, body, caller=caller, key=key))


def _insist(call: Callable[[], Answer]) -> Answer:
    while (answer := call()).status == 503:
        pass
    return answer


class Collected:
    """A queue that is emptied at once."""

    def __init__(self) -> None:
        self._wake = functions.handler("order_wake")

    def send(self, bodies: Iterable[bytes]) -> None:
        told = [each.decode() for each in bodies]
        for first in range(0, len(told), 10):
            answer = self._wake(batch(*told[first : first + 10]), functions.Context())
            assert answer == {"batchItemFailures": []}


def recover() -> None:
    """As the sweep does an hour later: every unpaid order is over, money of others goes back. It
    has been at work meanwhile, and so begins with what was due in the hour before."""
    now = system_clock()
    with paying.asked(), standing(now + timedelta(hours=1)):
        for later in (timedelta(), timedelta(minutes=70)):
            waking.sweep(now + later, DueMarks(OrderRecord), Collected())


def look() -> dict[str, Any]:
    orders = list(_orders())
    ends = Counter(order.cancel_reason or order.stage for order in orders)
    found = [*_stock(orders), *_promotion(orders), *_claims(orders), *_money(orders)]
    found += [*_coupons(orders), *_proven(orders)]
    payouts = [payout for order in orders for payout in order.payouts]
    return {
        "orders": len(orders),
        "ends": dict(ends),
        "promoted": sum(bool(order.used) for order in orders),
        "with_coupon": sum(bool(order.kept_coupons) for order in orders),
        "coupons": _states(),
        "payouts": len(payouts),
        "unsent": sum(payout.sent_at is None for payout in payouts),
        "differences": found,
    }


def _orders() -> Iterator[ShopOrder]:
    for record in OrderRecord.scan(OrderRecord.pk.startswith("ORDER#") & (OrderRecord.sk == "-")):
        yield msgspec.json.decode(record.body or "", type=ShopOrder)


def _stock(orders: list[ShopOrder]) -> Iterator[str]:
    store, ledger = DynamoStockStore(), DynamoProofStore()
    for sku in SKUS:
        level, moved = store.find(sku), Counter[str]()
        assert level is not None
        for order in orders:
            moved[order.stage] += order.held.get(sku, 0)
        entries = ledger.entries(sku, 0, 1)
        expected = (entries[0].delta_count - moved["paid"], moved["pending_payment"])
        kept = level.value.on_hand_count, level.value.reserved_count
        if kept != expected or kept[0] < 0:
            yield f"{sku}: {kept} on hand and reserved, {expected} by its orders"
        if faults := prove(sku, ledger):
            yield f"{sku}: {faults.found}"


def _promotion(orders: list[ShopOrder]) -> Iterator[str]:
    expected: dict[str, Counter[str]] = {"total": Counter(), "budget": Counter()}
    ids = {id_ for order in orders for id_ in order.used}
    for order in orders:
        for each in order.uses:
            expected["total"][order.stage] += 1
            expected["budget"][order.stage] += each.saving_minor
    for id_ in ids:
        for name, by_stage in expected.items():
            allotment, shards = DynamoAllotments().shards.all(f"{id_}#{name}")
            found = balance(shards)
            used = (by_stage["pending_payment"], by_stage["paid"])
            if (found.held, found.spent) != used or found.total != allotment.total:
                yield f"{name}: {found} of {allotment.total}, {used} by its orders"
            if min(each.left for each in shards) < 0:
                yield f"{name} is below zero"


def _claims(orders: list[ShopOrder]) -> Iterator[str]:
    """Each order's, and no others."""
    expected: dict[tuple[str, str], tuple[str, str]] = {}
    for order in orders:
        states = ("returned" if order.stage == "cancelled" and order.paid_at else "", order.stage)
        for sku in order.held:
            expected["RESERVATION", f"{order.number} {sku}"] = states
        for each in order.uses:
            expected["CLAIM", f"{order.number} USE#{each.promotion_id}"] = states
    for record in (*_found(StockRecord, "RESERVATION#"), *_found(LimitRecord, "CLAIM#")):
        kind, _, holder = record.pk.partition("#")
        if kind == "CLAIM" and not record.sk.startswith("USE#"):
            continue
        is_so = expected.pop((kind, f"{holder} {record.sk}"), ("", ""))
        if record.state not in (is_so[0], STATES.get(is_so[1])):
            yield f"{record.pk} {record.sk} is {record.state}, its order {is_so[1] or 'missing'}"
    yield from (f"{key} is missing" for key in expected)


def _found(kind: Any, prefix: str) -> Iterator[Any]:
    yield from kind.scan(kind.pk.startswith(prefix))


def _money(orders: list[ShopOrder]) -> Iterator[str]:
    """What was taken, as its claims say, is kept or goes back, to the cent and each once."""
    taken: dict[str, list[tuple[str, int]]] = {order.number: [] for order in orders}
    for record in _found(OrderRecord, "PAYMENT#"):
        amount_minor, _ = msgspec.json.decode(record.body or "")
        taken[record.paid_for].append((record.pk.split("#", 2)[2], amount_minor))
    for order in orders:
        back = [(payout.transaction, payout.amount_minor) for payout in order.payouts]
        payment = order.payment if order.stage == "paid" else None
        kept = [(payment.transaction, order.payable_minor)] if payment else []
        if sorted(taken[order.number]) != sorted([*back, *kept]):
            yield f"{order.number}: {taken[order.number]} taken, {kept} kept, {back} go back"


def _proven(orders: list[ShopOrder]) -> Iterator[str]:
    """By the very job that watches them, some of them."""
    source = orders[0].source if orders else ""
    of_ours = DynamoShopOrderStore(source)
    books = Books(of_ours, DynamoKeptUnits(), DynamoKeptUses(), DynamoKeptCoupons())
    for order in orders[:: len(orders) // MOST_PROVEN + 1]:
        if faults := proving.prove(order.number, books, DynamoOrderProofs()):
            yield f"{faults.number}: {faults.found}"


def _coupons(orders: list[ShopOrder]) -> Iterator[str]:
    """As many as there are pieces taken, one a customer; each with the order that says so, and all
    others free."""
    given = list(_found(CouponRecord, "WALLET#"))
    taken = sum(record.taken or 0 for record in _found(CouponRecord, "PIECES#"))
    if len(given) != taken or len({each.pk for each in given}) != len(given):
        yield f"{len(given)} coupons of {taken} pieces"
    kept = {(id_, order.number): order.stage for order in orders for id_ in order.kept_coupons}
    expected = {key: COUPON_STATES[stage] for key, stage in kept.items() if stage in COUPON_STATES}
    found = {(_id(each), each.holder): each.state for each in given if each.state != "unused"}
    for key in {key for key, _ in expected.items() ^ found.items()}:
        yield f"{key} is {found.get(key)}, {expected.get(key)} by its order"


def _states() -> dict[str, int]:
    return dict(Counter(each.state for each in _found(CouponRecord, "WALLET#")))


def _id(record: CouponRecord) -> str:
    return record.sk.removeprefix("COUPON#")


def main(endpoint: str, home: Path, seed: int, first: int, count: int) -> None:
    assert SETTINGS
    os.environ["AWS_ENDPOINT_URL"] = endpoint
    shop, found = home / "shop.json", home / "found.json"
    missed = patch.object(Schedules, "set", side_effect=Unavailable("Missed."))
    with missed, patch.object(Queue, "send"):
        if seed == -1:
            shop.write_text(json.dumps(open_shop(count)))
        elif seed < 0:
            if seed == -3:
                recover()
            found.write_text(json.dumps(look()))
        else:
            with (home / f"told-{seed}").open("a+", buffering=1) as told:
                told.seek(0)
                begun = int((told.read().split() or ["-1"])[-1])
                worker = Worker(json.loads(shop.read_text()), begun)
                for number in range(first, count):
                    told.write(f"{number}\n")
                    worker.live(number, life(seed, number))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
