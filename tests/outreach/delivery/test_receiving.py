"""What providers tell: once, in any order, and of our messages alone."""

from datetime import timedelta

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Receipt
from promenade.kit.errors import Unavailable
from promenade.kit.patience import Contended
from promenade.kit.values import replace
from promenade.outreach.delivery.model.receipts import Message, marked
from promenade.outreach.delivery.service.ports import ReceiptStore
from promenade.outreach.delivery.service.receiving import UnknownMessage, receive
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.outcomes import DynamoOutcomes
from promenade.outreach.delivery.store.receipts import DynamoReceiptStore
from tests.support.cloud import dump
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


def test_each_message_counts_once_for_each_thing_that_is_told_of_its_run(stores: None) -> None:
    outcomes, real = DynamoOutcomes(), DynamoReceiptStore()
    sent = {
        ("ses", f"p-{number}"): replace(SENT, customer=f"c{number}", entry="spring-2")
        for number in range(20)
    }
    own = {("ses", "own"): replace(SENT, entry="a cart")}
    DynamoGateStore().keep({**sent, **own}, {})
    for _ in range(2):
        hear(real, *(receipt("delivered", provider_id=id_) for _, id_ in sent))
    hear(real, receipt("bounced", is_final=True, provider_id="p-3"))
    hear(real, receipt("bounced", provider_id="p-4"), receipt("opened", provider_id="own"))
    assert outcomes.of("spring", [2, 0, 1]) == {
        2: {"delivered": 20, "bounced": 1, "deferred": 1},
        0: {"opened": 1},
        1: {},
    }


def test_what_another_worker_noted_meanwhile_counts_once(stores: None) -> None:
    DynamoGateStore().keep({KEY: SENT}, {})
    first = DynamoReceiptStore()
    met = first.message(KEY)
    assert met
    after = marked(met, receipt("delivered"))
    first.mark(KEY, met, after, None)
    before = dump()
    with pytest.raises(Contended):
        first.mark(KEY, met, after, None)
    assert dump() == before
    assert DynamoOutcomes().of("spring", [0]) == {0: {"delivered": 1}}
