"""A token is good for its buyer, its sale and a minute; whatever is wrong is told alike."""

from datetime import timedelta
from math import ceil

import pytest

from promenade.activity.flash_sale.model.capacity import TOKENS_PER_UNIT
from promenade.activity.flash_sale.model.claim import TokenInvalid
from promenade.activity.flash_sale.service.admitting import BLOCK, Admission
from promenade.activity.flash_sale.service.tokens import Bearer, Ticket
from promenade.activity.flash_sale.store.blocks import DynamoBlockStore
from promenade.kit.errors import TooMany
from tests.support.capacity import capacity
from tests.support.flash_sales import END, scheduled, tokens
from tests.support.stamps import NOON

ADA = Bearer("S-1", "ada")
SECOND = timedelta(seconds=1)
SALE_OF_16 = scheduled(unit_count=16)


def test_a_token_names_an_order_for_a_minute() -> None:
    given = tokens().issue(ADA, NOON, END)
    assert given.expires_at == NOON + 60 * SECOND
    ticket = tokens().read(given.text, ADA, NOON)
    assert ticket.order.startswith("order_")
    assert tokens().read(given.text, ADA, NOON + 59 * SECOND) == ticket
    assert not ticket.is_late
    for later in (60, 60 + 3_599):
        late = tokens().read(given.text, ADA, NOON + later * SECOND)
        assert late == Ticket(ticket.order, is_late=True)
    assert tokens().issue(ADA, NOON, NOON + 9 * SECOND).expires_at == NOON + 9 * SECOND
    assert tokens().issue(ADA, NOON, END).text != given.text


def test_another_buyers_another_sales_and_an_old_one_are_refused_alike() -> None:
    text = tokens().issue(ADA, NOON, END).text
    number, ends_at, proof = text.split(".")
    later = str(int(ends_at) + 60)
    forged = ["", "...", number, f"{number}.{later}.{proof}", f"{number}.{ends_at}.x", "é.٣.é"]
    tried = [(each, ADA, NOON) for each in forged]
    tried += [(text, Bearer("S-1", "bob"), NOON), (text, Bearer("S-2", "ada"), NOON)]
    tried += [(text, ADA, NOON + 3_660 * SECOND)]
    told = set()
    for given, bearer, at in tried:
        with pytest.raises(TokenInvalid) as refused:
            tokens().read(given, bearer, at)
        told.add((refused.value.detail, *refused.value.facts))
    assert len(told) == 1


@pytest.mark.usefixtures("stores")
def test_so_many_may_ask_in_a_minute_whatever_the_machine() -> None:
    most = ceil(16 * TOKENS_PER_UNIT / BLOCK) * BLOCK
    machines = [Admission(DynamoBlockStore()) for _ in range(3)]
    admitted = sum(_is_admitted(machines[n % 3], f"buyer-{n}") for n in range(3 * most))
    assert admitted == most
    with capacity() as asked, pytest.raises(TooMany) as refused:
        machines[0].admit(SALE_OF_16, "ada", NOON + 59 * SECOND)
    assert (asked.calls, refused.value.retry_after_s) == ({}, 1)
    machines[0].admit(SALE_OF_16, "ada", NOON + 60 * SECOND)


def _is_admitted(machine: Admission, customer: str) -> bool:
    try:
        machine.admit(SALE_OF_16, customer, NOON)
    except TooMany:
        return False
    return True


@pytest.mark.usefixtures("stores")
def test_a_block_of_tokens_costs_one_write() -> None:
    admission = Admission(DynamoBlockStore())
    with capacity() as asked:
        for number in range(2 * BLOCK):
            admission.admit(scheduled(), f"buyer-{number}", NOON)
    assert asked.calls == {"UpdateItem": 2}


@pytest.mark.usefixtures("stores")
def test_one_customer_gets_as_many_tokens_a_minute_as_he_may_order_units() -> None:
    machine = Admission(DynamoBlockStore())
    assert [_is_admitted(machine, "ada") for _ in range(4)] == [True, True, False, False]
    assert _is_admitted(machine, "bruno")
    with capacity() as asked, pytest.raises(TooMany, match="as many tokens as you may") as refused:
        machine.admit(SALE_OF_16, "ada", NOON + 58 * SECOND)
    assert (asked.calls, refused.value.retry_after_s) == ({}, 2)
    machine.admit(SALE_OF_16, "ada", NOON + 60 * SECOND)
