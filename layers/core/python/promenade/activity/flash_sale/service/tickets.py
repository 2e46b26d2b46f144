"""Tickets of a queue: each says when its bearer joined and, once that is drawn, the position, and
proves that we said so to this customer of this sale. So asking again costs no read."""

import hmac
import re
from datetime import datetime, timedelta

from promenade.activity.flash_sale.model.queue import TicketInvalid
from promenade.activity.flash_sale.service.tokens import Bearer, Prove
from promenade.kit.values import Value

_FORM = re.compile(r"([0-9]{1,16})\.([0-9]{1,9})\.([0-9a-z-]{1,64})", re.ASCII)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00Z")


class Spot(Value, frozen=True):
    """A customer's in the queue of a sale; `position` is 0 until it is drawn."""

    joined_at: datetime
    position: int = 0


class Tickets:
    def __init__(self, prove: Prove) -> None:
        self._prove = prove

    def mark(self, bearer: Bearer) -> str:
        """Stands for the customer in the queue of this sale alone."""
        return self._prove("\n".join(("flash sale mark", *_told(bearer))).encode())

    def issue(self, bearer: Bearer, spot: Spot) -> str:
        joined = str((spot.joined_at - _EPOCH) // timedelta(milliseconds=1))
        return f"{joined}.{spot.position}.{self._proof(bearer, joined, str(spot.position))}"

    def read(self, text: str, bearer: Bearer) -> Spot:
        """Raises TicketInvalid, whatever is wrong."""
        found = _FORM.fullmatch(text)
        joined, position, given = found.groups() if found else ("", "", "")
        expected = self._proof(bearer, joined, position)
        if not hmac.compare_digest(expected.encode(), given.encode()) or not found:
            raise TicketInvalid("This ticket is not for you here. Join the queue.")
        return Spot(_EPOCH + int(joined) * timedelta(milliseconds=1), int(position))

    def secret(self, sale_id: str) -> str:
        """What the seeds of a sale's draws come from: it is told nobody."""
        return self._prove(f"flash sale draws\n{sale_id}".encode())

    def _proof(self, bearer: Bearer, joined: str, position: str) -> str:
        told = ("flash sale ticket", *_told(bearer), joined, position)
        return self._prove("\n".join(told).encode())


def _told(bearer: Bearer) -> tuple[str, str]:
    return bearer.sale_id, bearer.customer
