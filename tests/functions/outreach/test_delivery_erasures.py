"""Whose profile is anonymised is forgotten, and nobody else."""

from datetime import timedelta
from typing import Any

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import Reached
from promenade.contracts.messages import Content
from promenade.contracts.tracking import LinkSet
from promenade.customer.tracking.model.links import NOBODY, set_key
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.kit.telemetry import Personal
from promenade.outreach.delivery.service.ending import Ending
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.telling import Wanted, messages_of
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.inbox import DynamoInbox
from promenade.outreach.delivery.store.log import DynamoLogStore
from tests.support import functions
from tests.support.cloud import dump
from tests.support.deliveries import NOON, World, request
from tests.support.facts import batch, told
from tests.support.tracking import stamp


class OpenVault:
    """Seals nothing."""

    def seal(self, content: bytes, _context: dict[str, str]) -> bytes:
        return content

    def open(self, sealed: bytes, _context: dict[str, str]) -> bytes:
        return sealed


INBOX = DynamoInbox(OpenVault())  # type: ignore[arg-type]
"""Of both."""


def fill() -> None:
    """130 messages in ada's inbox, and one sent to her and to bob each."""
    world = World(DynamoGateStore(), unknown={"cai"})
    handle(request("ada", "bob", "cai"), world.doors)
    for number in range(130):
        at = NOON + timedelta(seconds=number)
        INBOX.put("ada", f"{number:04}_a", Content("en", Personal("Hello"), Personal("")), at)
    INBOX.put("bob", "0000_b", Content("en", Personal("Hello"), Personal("")), NOON)


def hear(state: str, customer: str = "ada") -> None:
    data: dict[str, Any] = {"id": customer, "version": 2, "state": state}
    body = told("profile", "ProfileChanged", f"erase-{customer}", data)
    assert functions.invoke("delivery_erasures", batch(body)) == {"batchItemFailures": []}


def known(customer: str) -> tuple[int, int]:
    """How many messages there are in the log and in the inbox."""
    sent = messages_of(Wanted(customer, 20), DynamoLogStore(), Ending(World(), NOON)).items
    return len(sent), INBOX.unread(customer, NOON, 1_000)


def test_nothing_of_who_is_anonymised_stays_under_the_name(stores: None) -> None:
    fill()
    hear("anonymised")
    assert (known("ada"), known("bob")) == ((0, 0), (1, 1))
    before = dump()
    hear("anonymised")
    assert dump() == before


def test_who_was_not_sent_anything_is_forgotten_too(stores: None) -> None:
    fill()
    assert known("cai") == (1, 0)
    hear("anonymised", "cai")
    assert known("cai") == (0, 0)


def test_of_who_was_merged_nothing_stays_under_either_name(stores: None) -> None:
    handle(request("ada"), World(DynamoGateStore(), into={"old": "ada"}).doors)
    assert "CUSTOMER#old" in repr(dump())
    hear("anonymised")
    hear("anonymised", "old")
    assert "CUSTOMER#" not in repr(dump())


def test_a_profile_that_goes_on_is_not_forgotten(stores: None) -> None:
    fill()
    before = dump()
    for state in ("active", "merged"):
        hear(state)
    assert dump() == before


def test_links_in_what_was_sent_are_nobodys_also_where_it_was_tried_again_later(
    stores: None,
) -> None:
    links = DynamoLinkStore()
    parts = "spring#1", "spring#1#later-retry-20260105T093000"
    for each in parts:
        people = (Reached("bob", "a"), Reached("ada", "a"))
        made = LinkSet(each, "spring", "first", Channel.EMAIL, people, ("https://a.example",))
        links.keep(made, stamp())
    handle(request("ada", "bob", id=parts[1]), World(DynamoGateStore()).doors)
    hear("anonymised")
    found = [links.find_set(set_key(each)) for each in parts]
    assert [[person.customer for person in each.people] for each in found if each] == [
        ["bob", NOBODY],
        ["bob", NOBODY],
    ]
