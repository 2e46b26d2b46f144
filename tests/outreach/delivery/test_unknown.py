"""What a provider may have taken: charged until somebody knows, and settled by what it tells."""

from datetime import timedelta

import pytest

from promenade.contracts.messages import Accepted, Outgoing, ProviderSilent, Receipt
from promenade.outreach.delivery.service.ending import Ending
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.receiving import UnknownMessage, receive
from promenade.outreach.delivery.service.telling import Wanted, messages_of
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.log import DynamoLogStore
from promenade.outreach.delivery.store.receipts import DynamoReceiptStore
from tests.support.cloud import dump
from tests.support.deliveries import NOON, World, request, terms
from tests.support.relaying import relayed


def silent(_: Outgoing) -> Accepted:
    raise ProviderSilent("The provider did not answer.")


@pytest.fixture
def world(stores: None) -> World:
    """To ada something was sent, perhaps."""
    campaign = terms(has_budget=True)
    made = World(DynamoGateStore(), campaign=campaign, say=silent, budget_micros=90_000)
    handle(request("ada", "bob"), made.doors)
    return made


def hear(world: World, state: str, key: str = "", provider_id: str = "p-9") -> None:
    at_s = int(NOON.timestamp()) + 5
    told = Receipt("ses", state, at_s, provider_id, key=key or world.outbox[0].key)  # type: ignore[arg-type]
    receive([told], lambda: NOON + timedelta(hours=1), DynamoReceiptStore())


def shown(customer: str = "ada") -> tuple[str, int, str | None]:
    (found,) = messages_of(Wanted(customer, 9), DynamoLogStore(), Ending(World(), NOON)).items
    assert found.decision
    return found.decision.outcome, found.decision.cost_micros, found.state


def test_what_may_be_charged_is_drawn_from_the_budget(world: World) -> None:
    assert shown() == ("unknown", 50_000, None)
    assert shown("bob") == ("budget", 0, None)
    assert world.settled == {"spring#1": 50_000}
    (fact,) = relayed().events
    told = fact["detail"]["data"]
    assert (told["sent"], told["skipped"], told["cost_micros"]) == (
        [],
        {"budget": 1, "unknown": 1},
        50_000,
    )


def test_what_the_provider_tells_of_it_settles_it_and_is_told_once(world: World) -> None:
    for state in ("delivered", "delivered", "complained"):
        hear(world, state)
    assert shown() == ("unknown", 50_000, "complained")
    told = [
        (each["detail-type"], each["detail"]["data"]["is_found"]) for each in relayed().events[1:]
    ]
    assert told == [("MessageDelivered", True), ("MessageComplained", False)]


def test_nobody_else_s_key_settles_anything(world: World) -> None:
    before = dump()
    with pytest.raises(UnknownMessage):
        hear(world, "delivered", "f" * 32)
    assert dump() == before


def test_what_was_sent_is_found_by_the_provider_s_id_whatever_the_key(stores: None) -> None:
    world = World(DynamoGateStore())
    handle(request("ada"), world.doors)
    hear(world, "delivered", provider_id=f"p-{world.outbox[0].key}")
    assert shown() == ("sent", 50_000, "delivered")
    (_, fact) = relayed().events
    assert fact["detail"]["data"]["is_found"] is False
