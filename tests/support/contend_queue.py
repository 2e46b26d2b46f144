"""One of several who join the queue of one flash sale at once:
`python -m tests.support.contend_queue SEED COUNT`.

COUNT customers join, each of whom asks three times, and all processes' first customers are the
same ones; meanwhile the queue is drawn, by every process. Prints as JSON what each was told of
when it joined. With COUNT 0 it draws once more, and tells all positions and what does not add up.
"""

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from promenade.activity.flash_sale.model.draws import commitment_of
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.model.terms import Fairness, Terms
from promenade.activity.flash_sale.service.drawing import Doors, draw_all
from promenade.activity.flash_sale.service.positions import all_positions, queue_faults
from promenade.activity.flash_sale.service.tickets import Tickets
from promenade.activity.flash_sale.service.tokens import Bearer
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.queues import DynamoQueueStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.kit.digests import Digests
from promenade.kit.stamp import Stamp

SALE, SHARED, ASKS, THREADS = "flash_sale_queue", 20, 3, 8
AT = datetime(2026, 1, 1, tzinfo=UTC)
END = AT + timedelta(hours=2)
tickets = Tickets(Digests(lambda: b"secret of a test").proof)
sales, queues = DynamoSaleStore(), DynamoQueueStore()


def open_sale() -> FlashSale:
    terms = Terms("Queue", "QUEUE", "CNY", 990, 100, AT, END, fairness=Fairness.QUEUE)
    commitment = commitment_of(tickets.secret(SALE))
    sale = FlashSale(SALE, terms, AT, SALE, scheduled_at=AT, commitment=commitment)
    return sales.add(sale, Stamp("staff:queue", AT, "queue", SALE))


def mark(customer: str) -> str:
    return tickets.mark(Bearer(SALE, customer))


def draw(minute: int) -> int:
    doors = Doors(sales, DynamoClaimStore(), queues, tickets)
    return draw_all(lambda: AT + timedelta(minutes=minute), doors)


def contend(seed: int, count: int) -> dict[str, object]:
    open_sale()
    asked = [_customer(seed, number) for number in range(count)] * ASKS
    random.Random(seed).shuffle(asked)
    parts = [asked[part :: 2 * THREADS] for part in range(2 * THREADS)]
    told: set[tuple[str, str]] = set()
    with ThreadPoolExecutor(THREADS) as pool:
        for minute, found in enumerate(pool.map(_join, parts)):
            told |= found
            draw(minute)
    return {"told": sorted(told)}


def look() -> dict[str, object]:
    sale = open_sale()
    draw(90)
    queue = queues.find(SALE)
    positions = sorted(all_positions(queue, queues).values())
    return {"positions": positions, "faults": list(queue_faults(sale, queues))}


def _customer(seed: int, number: int) -> str:
    return f"customer {number}" if number < SHARED else f"customer {seed} {number}"


def _join(customers: list[str]) -> set[tuple[str, str]]:
    now = datetime.now(UTC)
    joined = {(each, queues.join(SALE, mark(each), now, END)) for each in customers}
    return {(customer, at.isoformat()) for customer, at in joined}


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
