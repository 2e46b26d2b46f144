"""Requests to send, as they wait in their queue."""

import pytest

from promenade.contracts.deliveries import Choice
from promenade.kit.errors import Invalid
from promenade.outreach.delivery.wire.requests import read_request, request_body
from tests.support.deliveries import request


def test_a_request_is_read_as_it_was_put_there() -> None:
    asked = request("ada", "bob", entry="2", correlation_id="request-1")
    assert read_request(request_body(asked)) == asked


@pytest.mark.parametrize(
    ("customers", "choices", "pointer"),
    [
        ((), (Choice("a", "hello"),), "/customers"),
        (tuple(f"customer-{n}" for n in range(101)), (Choice("a", "hello"),), "/customers"),
        (("ada",), (), "/choices"),
        (("ada",), (Choice("a", "hello", 0),), "/choices/0/weight_bp"),
    ],
)
def test_a_request_for_nobody_too_many_or_by_nothing_is_refused(
    customers: tuple[str, ...], choices: tuple[Choice, ...], pointer: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read_request(request_body(request(*customers, choices=choices)))
    assert [fault.pointer for fault in refused.value.faults] == [pointer]
