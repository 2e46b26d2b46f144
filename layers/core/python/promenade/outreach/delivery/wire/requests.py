"""Requests to send and receipts, as they wait in queues."""

from promenade.contracts.deliveries import MOST_CUSTOMERS, SendRequest
from promenade.contracts.messages import Receipt
from promenade.kit.decoding import canonical, decode
from promenade.kit.errors import Fault, Invalid


def read_request(body: bytes) -> SendRequest:
    """Raises Invalid."""
    request = decode(body, SendRequest)
    faults = []
    if not 1 <= len(request.customers) <= MOST_CUSTOMERS:
        detail = "Name 1 to {most} customers in one request."
        fault = Fault("/customers", "wrong_count", detail, facts={"most": MOST_CUSTOMERS})
        faults.append(fault)
    if not request.choices:
        faults.append(Fault("/choices", "no_weight", "Give at least one choice a weight above 0."))
    if faults:
        raise Invalid(faults)
    return request


def request_body(request: SendRequest) -> bytes:
    return canonical(request)


def read_receipts(body: bytes) -> list[Receipt]:
    """Raises Invalid."""
    return decode(body, list[Receipt])
