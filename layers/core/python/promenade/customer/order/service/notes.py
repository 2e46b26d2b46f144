"""Use cases of what staff write down, and answer to who bought."""

from promenade.customer.order.model import annotating
from promenade.customer.order.model.attached import CancellationRequest, Note
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service.ending import turn
from promenade.customer.order.service.own import require_own
from promenade.customer.order.service.ports import Course
from promenade.kit.http.auth import Principal
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp


def annotate(number: str, note: Note, stamp: Stamp, course: Course) -> ShopOrder:
    """A repeated request answers as at first. Raises NotFound, TooManyNotes or Unavailable."""

    def make() -> ShopOrder:
        return turn(number, lambda order: annotating.annotate(order, note), stamp, course)

    return made_once(make, lambda: course.orders.find_made(stamp))


def request_cancellation(
    number: str, request: CancellationRequest, caller: Principal, stamp: Stamp, course: Course
) -> ShopOrder:
    """A repeated request answers as at first. Raises NotFound, CancellationPending,
    CancellationDeclined, StageForbids or Unavailable."""

    def asked(order: ShopOrder) -> ShopOrder:
        return annotating.request_cancellation(require_own(order, caller), request)

    def make() -> ShopOrder:
        return turn(number, asked, stamp, course)

    return made_once(make, lambda: course.orders.find_made(stamp))


def decline_cancellation(number: str, answer: str, stamp: Stamp, course: Course) -> ShopOrder:
    """Raises NotFound, NothingRequested, StageForbids or Unavailable."""

    def declined(order: ShopOrder) -> ShopOrder:
        return annotating.decline_cancellation(order, answer, stamp.at)

    return turn(number, declined, stamp, course)
