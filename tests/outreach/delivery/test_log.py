"""Why somebody got a message, or did not, in one query; and what is in an inbox."""

from datetime import timedelta

import pytest

from promenade.contracts.consents import Verdict
from promenade.contracts.messages import Content, MessageRefused, Receipt
from promenade.kit.errors import NotFound
from promenade.kit.telemetry import Personal
from promenade.outreach.delivery.model.contacts import MOST_RECENT, key_of
from promenade.outreach.delivery.service import inbox as inboxes
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.receiving import receive
from promenade.outreach.delivery.service.telling import Told, Wanted, decisions_of, messages_of
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.inbox import DynamoInbox
from promenade.outreach.delivery.store.log import DynamoLogStore
from promenade.outreach.delivery.store.receipts import DynamoReceiptStore
from tests.support.deliveries import NOON, World, request, terms

LOG = DynamoLogStore()


class OpenVault:
    """Seals by saying whose it is."""

    def seal(self, content: bytes, context: dict[str, str]) -> bytes:
        return repr(context).encode() + b"|" + content

    def open(self, sealed: bytes, context: dict[str, str]) -> bytes:
        said, _, content = sealed.partition(b"|")
        assert said == repr(context).encode()
        return content


def shown(told: Told) -> tuple[str, str, str | None]:
    assert told.decision
    return told.decision.outcome, told.decision.said, told.state


def test_every_decision_about_a_person_is_found_newest_first(stores: None) -> None:
    world = World(DynamoGateStore())
    handle(request("ada"), world.doors)
    world.now, world.refused = (
        NOON + timedelta(minutes=1),
        {"ada": Verdict("withdrawn", NOON, "form")},
    )
    handle(request("ada", id="spring#2", step="second"), world.doors)
    world.now, world.refused = NOON + timedelta(minutes=2), {}
    world.campaign = terms(holdout_bp=10_000)
    handle(request("ada", id="summer#1", campaign="summer"), world.doors)
    provider = f"p-{world.outbox[0].key}"
    receipt = Receipt("ses", "delivered", int(NOON.timestamp()), provider)
    receive([receipt], lambda: NOON, DynamoReceiptStore())
    page = messages_of(Wanted("ada", 20), LOG)
    assert [shown(each) for each in page.items] == [
        ("held_out", "", None),
        ("withdrawn", "withdrawn 2026-03-02 by form", None),
        ("sent", "", "delivered"),
    ]
    summer = messages_of(Wanted("ada", 20, campaign="summer"), LOG)
    assert [each.request_id for each in summer.items] == ["summer#1"]


def test_what_is_no_longer_recent_is_still_found_and_never_sent_again(stores: None) -> None:
    world = World(DynamoGateStore())
    requests = [request("ada", id=f"s#{n}", step=f"s{n}") for n in range(MOST_RECENT + 4)]
    for number, each in enumerate(requests):
        world.now = NOON + timedelta(days=4 * number)
        assert handle(each, world.doors)
    assert len(world.outbox) == len(requests)
    found = messages_of(Wanted("ada", 20), LOG).items
    assert [each.request_id for each in found] == [each.id for each in reversed(requests)]
    world.now += timedelta(days=30)
    handle(request("ada", id="again", step="s0"), world.doors)
    assert len(world.outbox) == len(requests)


def test_decisions_of_a_campaign_are_listed_by_outcome(stores: None) -> None:
    world = World(DynamoGateStore(), unknown={"bob"})
    handle(request("ada", "bob"), world.doors)
    handle(request("cai", id="spring#2"), world.doors)
    first = decisions_of("spring", "sent", None, LOG)
    assert [each.customer for each in first.items] == ["ada"]
    second = decisions_of("spring", "sent", first.next, LOG)
    assert [each.customer for each in second.items] == ["cai"]
    assert [each.customer for each in decisions_of("spring", "no_profile", None, LOG).items] == [
        "bob"
    ]


def content(text: str = "Hello") -> Content:
    return Content("en", Personal(text), Personal("Spring"))


def test_an_inbox_holds_a_message_once_and_for_ninety_days(stores: None) -> None:
    inbox = DynamoInbox(OpenVault())  # type: ignore[arg-type]
    for _ in range(2):
        inbox.put("ada", "0001_a", content(), NOON)
    inbox.put("ada", "0002_b", content("Again"), NOON + timedelta(days=1))
    asked = inboxes.Asked("ada", 20, None)
    opened = inboxes.open_inbox(asked, NOON + timedelta(days=2), inbox)
    assert [each.note.text for each in opened.page.items] == ["Again", "Hello"]
    assert opened.unread_count == 2
    inboxes.mark_read("ada", "0002_b", NOON + timedelta(days=2), inbox)
    late = inboxes.open_inbox(asked, NOON + timedelta(days=90), inbox)
    assert [(each.id, each.is_read) for each in late.page.items] == [("0002_b", True)]
    assert late.unread_count == 0


def test_another_persons_message_is_not_found(stores: None) -> None:
    inbox = DynamoInbox(OpenVault())  # type: ignore[arg-type]
    inbox.put("ada", "0001_a", content(), NOON)
    with pytest.raises(NotFound):
        inboxes.mark_read("bob", "0001_a", NOON, inbox)
    inbox.delete("bob", "0001_a")
    assert inbox.unread("ada", NOON, 10) == 1


def test_what_is_too_long_to_be_sealed_is_refused(stores: None) -> None:
    inbox = DynamoInbox(OpenVault())  # type: ignore[arg-type]
    with pytest.raises(MessageRefused):
        inbox.put("ada", "0001_a", content("x" * 5_000), NOON)
    assert inbox.unread("ada", NOON, 10) == 0


def test_keys_of_other_steps_and_entries_differ() -> None:
    told = {key_of(request("a", **other)) for other in ({}, {"step": "b"}, {"entry": "c"})}
    assert len(told) == 3
