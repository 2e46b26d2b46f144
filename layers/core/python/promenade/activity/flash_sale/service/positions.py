"""Positions in a queue, as they were drawn, and the proof that they are what the draws say."""

from collections.abc import Iterator, Mapping

from promenade.activity.flash_sale.model import draws as rules
from promenade.activity.flash_sale.model.draws import Drawing
from promenade.activity.flash_sale.model.pages import page_count
from promenade.activity.flash_sale.model.queue import Draw, DrawNote, Queue
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.service.ports import QueueStore, SaleStore
from promenade.activity.flash_sale.service.tending import in_course


def all_positions(queue: Queue, queues: QueueStore) -> Mapping[str, int]:
    """By mark, of all draws."""
    found: dict[str, int] = {}
    for note in queue.draws:
        found |= of_draw(queue.sale_id, note, queues)
    return found


def of_draw(sale_id: str, note: DrawNote, queues: QueueStore) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for page in range(page_count(note.count)):
        found |= queues.positions(sale_id, note, page)
    return found


def prove_queues(sales: SaleStore, queues: QueueStore) -> dict[str, list[str]]:
    """What contradicts the promise below, by sale; nothing, ever."""
    found = {sale.id: list(queue_faults(sale, queues)) for sale in in_course(sales)}
    return {sale_id: wrong for sale_id, wrong in found.items() if wrong}


def queue_faults(sale: FlashSale, queues: QueueStore) -> Iterator[str]:
    """What contradicts the promise: each who joined has one position, which follows from who
    joined and from seeds that were committed to before."""
    queue, count = queues.find(sale.id), 0
    for draw, note in zip(queues.list_draws(sale.id), queue.draws, strict=False):
        positions = of_draw(sale.id, note, queues)
        for told in _faults_of(draw, positions, sale.commitment):
            yield f"draw {draw.number}: {told}"
        count += len(positions)
    if len(all_positions(queue, queues)) < count:
        yield "somebody was drawn twice"
    if count != queue.drawn_count:
        yield f"{count} have positions, {queue.drawn_count} were drawn"


def _faults_of(draw: Draw, positions: Mapping[str, int], commitment: str) -> Iterator[str]:
    if not rules.is_committed(draw.seed, draw.number, commitment):
        yield "its seed is not the one that was committed to"
    yield from rules.faults(positions, Drawing(draw.seed, draw.drawn_before), draw.digest)
