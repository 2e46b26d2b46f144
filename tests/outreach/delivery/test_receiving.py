"""What providers tell: once, in any order, and of our messages alone."""

from datetime import timedelta

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Receipt
from promenade.kit.errors import Unavailable
from promenade.outreach.delivery.model.receipts import Message
from promenade.outreach.delivery.service.ports import ReceiptStore
from promenade.outreach.delivery.service.receiving import UnknownMessage, receive
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.receipts import DynamoReceiptStore
from tests.support.deliveries import NOON
from tests.support.fakes.delivery import FakeReceiptStore
from tests.support.relaying import relayed

KEY = ("ses", "p-1")
SENT = Message(
    "ada", "spring", "first", "", Channel.EMAIL, "a", "spring#1", address="d" * 32, at=NOON
)
AT_S = int(NOON.timestamp())


def receipt(state: str, **other: object) -> Receipt:
    return Receipt(*KEY[:1], state, AT_S + 5, **{"provider_id": "p-1", **other})  # type: ignore[arg-type]


@pytest.fixture(params=["fake", "real"])
def store(request: pytest.FixtureRequest) -> ReceiptStore:
    if request.param == "fake":
        return FakeReceiptStore({KEY: SENT})
    request.getfixturevalue("stores")
    DynamoGateStore().keep({KEY: SENT}, {})
    return DynamoReceiptStore()


def state(store: ReceiptStore) -> str:
    found = store.message(KEY)
    assert found
    return found.state


def hear(store: ReceiptStore, *receipts: Receipt, hours: int = 1) -> None:
    receive(receipts, lambda: NOON + timedelta(hours=hours), store)


def test_what_is_told_twice_is_told_once(store: ReceiptStore) -> None:
    hear(store, receipt("delivered"), receipt("delivered"))
    found = store.message(KEY)
    assert found
    assert (found.state, found.version) == ("delivered", 2)


def test_what_comes_late_takes_nothing_back(store: ReceiptStore) -> None:
    hear(store, receipt("clicked"))
    hear(store, receipt("delivered"))
    assert state(store) == "clicked"


def test_a_bounce_that_is_not_final_ends_nothing(store: ReceiptStore) -> None:
    hear(store, receipt("bounced"))
    assert state(store) == "deferred"
    hear(store, receipt("bounced", is_final=True))
    assert state(store) == "bounced"


def test_a_message_that_is_not_ours_is_refused_and_all_others_are_kept(
    store: ReceiptStore,
) -> None:
    with pytest.raises(UnknownMessage):
        hear(store, receipt("delivered", provider_id="p-2"), receipt("delivered"))
    assert state(store) == "delivered"


def test_a_receipt_that_is_faster_than_the_log_comes_again(store: ReceiptStore) -> None:
    with pytest.raises(Unavailable):
        hear(store, receipt("delivered", provider_id="p-2"), hours=0)


def test_each_kind_states_its_fact(stores: None) -> None:
    DynamoGateStore().keep({KEY: SENT}, {})
    store = DynamoReceiptStore()
    hear(store, receipt("delivered"), receipt("bounced", is_final=True), receipt("complained"))
    hear(store, receipt("opened"), receipt("stopped"))
    hear(store, receipt("stopped", provider_id="", address_digest="e" * 32))
    assert [each["detail-type"] for each in relayed().events] == [
        "MessageDelivered",
        "MessageBounced",
        "MessageComplained",
        "RecipientStopped",
        "RecipientStopped",
    ]
