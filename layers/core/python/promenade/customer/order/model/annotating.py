"""Notes of who sells, and what who bought asks for once it is paid."""

from datetime import datetime

from promenade.customer.order.model.attached import CancellationRequest, Note
from promenade.customer.order.model.shop_order import ShopOrder, moved, refuse_again, require
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.values import replace

_MOST_NOTES = 100
_MOST_DECLINED = 5


class CancellationPending(Conflict):
    """The buyer asked to cancel the order, and nobody has answered."""


class CancellationDeclined(Conflict):
    """The shop declined so often that it has to be spoken to."""


class NothingRequested(Conflict):
    """Nobody asks to cancel this order, or it has been answered."""


class TooManyNotes(DomainError):
    """The order has as many notes as one keeps."""


def annotate(order: ShopOrder, note: Note) -> ShopOrder:
    """In any stage: it changes nothing of what was bought. Raises Conflict where it
    was before, or TooManyNotes."""
    refuse_again(note.id, order.notes)
    if len(order.notes) >= _MOST_NOTES:
        raise TooManyNotes(f"An order has at most {_MOST_NOTES} notes.", most_count=_MOST_NOTES)
    return replace(moved(order, order.stage), notes=(*order.notes, note))


def request_cancellation(order: ShopOrder, request: CancellationRequest) -> ShopOrder:
    """Nothing of a paid order is sent until it is answered; those that were declined before are
    kept. Raises StageForbids, CancellationPending or CancellationDeclined."""
    require(order, "paid")
    require_settled(order)
    met = order.cancellation_request
    declined = (*order.declined_requests, *([met] if met else []))
    if len(declined) >= _MOST_DECLINED:
        told = f"The shop declined to cancel this order {len(declined)} times: write to the shop."
        raise CancellationDeclined(told, count=len(declined))
    after = replace(moved(order, order.stage), cancellation_request=request)
    return replace(after, declined_requests=declined)


def decline_cancellation(order: ShopOrder, answer: str, now: datetime) -> ShopOrder:
    """Once; the very answer again changes nothing. Raises NothingRequested or StageForbids."""
    request = order.cancellation_request
    if request is None or (not request.is_open and request.answer != answer):
        raise NothingRequested("No request to cancel this order is open.")
    if not request.is_open:
        return order
    require(order, "paid")
    declined = replace(request, declined_at=now, answer=answer)
    return replace(moved(order, order.stage), cancellation_request=declined)


def require_settled(order: ShopOrder) -> None:
    """Raises CancellationPending."""
    request = order.cancellation_request
    if request is not None and request.is_open:
        raise CancellationPending("The buyer asked to cancel this order: answer that first.")
