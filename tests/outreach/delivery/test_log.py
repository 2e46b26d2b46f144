"""Why somebody got a message, or did not, in one query; and what is in an inbox."""

from datetime import timedelta

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.consents import Verdict
from promenade.contracts.messages import Content, MessageRefused, Receipt
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.telemetry import Personal
from promenade.outreach.delivery.model.contacts import MOST_RECENT, key_of
from promenade.outreach.delivery.model.progress import Progress
from promenade.outreach.delivery.service import inbox as inboxes
from promenade.outreach.delivery.service import telling
from promenade.outreach.delivery.service.ending import Ending
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.receiving import receive
from promenade.outreach.delivery.service.telling import Told, Wanted, decisions_of, messages_of
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.inbox import DynamoInbox
from promenade.outreach.delivery.store.log import DynamoLogStore
from promenade.outreach.delivery.store.receipts import DynamoReceiptStore
from tests.support.deliveries import NOON, World, request, template, terms

LOG = DynamoLogStore()
HERE = Ending(World(), NOON)
"""The campaign goes on."""


class CountedLog(DynamoLogStore):
    """Notes what it is asked for."""

    def __init__(self) -> None:
        self.limits: list[int] = []

    def of_campaign(self, campaign: str, limit: int, after: Position | None) -> Page[Progress]:
        self.limits.append(limit)
        return super().of_campaign(campaign, limit, after)


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
    page = messages_of(Wanted("ada", 20), LOG, HERE)
    assert [shown(each) for each in page.items] == [
        ("held_out", "", None),
        ("withdrawn", "withdrawn 2026-03-02 by form", None),
        ("sent", "", "delivered"),
    ]
    summer = messages_of(Wanted("ada", 20, campaign="summer"), LOG, HERE)
    assert [each.request_id for each in summer.items] == ["summer#1"]


def test_what_is_no_longer_recent_is_still_found_and_never_sent_again(stores: None) -> None:
    world = World(DynamoGateStore())
    requests = [request("ada", id=f"s#{n}", step=f"s{n}") for n in range(MOST_RECENT + 4)]
    for number, each in enumerate(requests):
        world.now = NOON + timedelta(days=4 * number)
        assert handle(each, world.doors)
    assert len(world.outbox) == len(requests)
    found = messages_of(Wanted("ada", 20), LOG, HERE).items
    assert [each.request_id for each in found] == [each.id for each in reversed(requests)]
    world.now += timedelta(days=30)
    handle(request("ada", id="again", step="s0"), world.doors)
    assert len(world.outbox) == len(requests)


@pytest.mark.parametrize("limit", [1, 3, 4, 100])
def test_pages_are_as_long_as_asked_for_and_lead_through_all_messages_once(
    stores: None, limit: int
) -> None:
    """By two channels, whose older messages are no longer recent, and some were never sent."""
    world = World(DynamoGateStore())
    ids: list[str] = []
    for number in range(2 * MOST_RECENT + 6):
        world.now = NOON + timedelta(days=4 * number)
        world.refused = {"ada": Verdict("withdrawn", NOON, "form")} if number % 5 == 4 else {}
        channel = (Channel.EMAIL, Channel.SMS)[number % 2]
        world.known = {"hello": template(channel=channel)}
        ids.append(f"s#{number:02}")
        assert handle(request("ada", id=ids[-1], step=ids[-1], channel=channel), world.doors)
    found, after, lengths = list[str](), None, list[int]()
    while not lengths or after:
        page = messages_of(Wanted("ada", limit, after), LOG, HERE)
        found += [each.request_id for each in page.items]
        lengths.append(len(page.items))
        after = page.next
    assert found == ids[::-1]
    full, rest = divmod(len(ids), limit)
    assert lengths == [limit] * full + [rest] * bool(rest)


def asked(*requests: str) -> None:
    """What the gate is asked for, in this order; nobody knows those with a question mark."""
    people = [each.split() for each in requests]
    world = World(
        DynamoGateStore(), unknown={each for some in people for each in some if "?" in each}
    )
    for number, some in enumerate(people):
        assert handle(request(*some, id=f"spring#{number:03}"), world.doors)


def paged(outcome: str = "") -> list[list[str]]:
    """The customers of each page."""
    page = decisions_of("spring", outcome, None, LOG, HERE)
    found = [[each.customer for each in page.items]]
    while page.next:
        page = decisions_of("spring", outcome, page.next, LOG, HERE)
        found.append([each.customer for each in page.items])
    return found


def test_decisions_of_a_campaign_are_listed_by_outcome(stores: None) -> None:
    world = World(DynamoGateStore(), unknown={"bob"})
    handle(request("ada", "bob"), world.doors)
    handle(request("cai", id="spring#2"), world.doors)
    assert paged("sent") == [["ada", "cai"]]
    assert paged("no_profile") == [["bob"]]
    assert paged("held_out") == [[]]


def test_a_page_is_of_several_whole_requests(stores: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "MOST_DECISIONS", 3)
    asked("a1", "b1 b2", "c1 c2", "d1 d2 d3", "e1")
    assert paged() == [["a1", "b1", "b2"], ["c1", "c2"], ["d1", "d2", "d3"], ["e1"]]


def test_one_large_request_is_a_page_that_nothing_else_is_read_for(stores: None) -> None:
    asked(" ".join(f"a{number:03}" for number in range(100)), "b1")
    log = CountedLog()
    first = decisions_of("spring", "", None, log, HERE)
    assert (len(first.items), log.limits) == (100, [1])
    assert [each.customer for each in decisions_of("spring", "", first.next, log, HERE).items] == [
        "b1"
    ]


def test_small_requests_take_five_queries_at_most_and_the_next_page_goes_on(
    stores: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "AT_ONCE", (1, 2))
    asked(*(f"{letter}1" for letter in "abcdefg"))
    assert paged() == [["a1", "b1", "c1"], ["d1", "e1", "f1"], ["g1"]]
    log = CountedLog()
    decisions_of("spring", "", None, log, HERE)
    assert log.limits == [1, 2]


def test_requests_without_the_outcome_are_passed_over_and_no_one_is_lost(
    stores: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "AT_ONCE", (1, 2))
    asked("a1", "b1", "c1", "d1", "?e", "f1")
    assert paged("no_profile") == [[], ["?e"]]


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
    with pytest.raises(NotFound):
        inboxes.delete("bob", "0001_a", NOON, inbox)
    assert inbox.unread("ada", NOON, 10) == 1
    inboxes.delete("ada", "0001_a", NOON, inbox)
    assert inbox.unread("ada", NOON, 10) == 0
    with pytest.raises(NotFound):
        inboxes.delete("ada", "0001_a", NOON, inbox)


def test_what_is_too_long_to_be_sealed_is_refused(stores: None) -> None:
    inbox = DynamoInbox(OpenVault())  # type: ignore[arg-type]
    with pytest.raises(MessageRefused):
        inbox.put("ada", "0001_a", content("x" * 5_000), NOON)
    assert inbox.unread("ada", NOON, 10) == 0


def test_keys_of_other_steps_and_entries_differ() -> None:
    told = {key_of(request("a", **other)) for other in ({}, {"step": "b"}, {"entry": "c"})}
    assert len(told) == 3


def test_who_is_asked_for_again_has_the_line_of_the_message_that_they_have(stores: None) -> None:
    world = World(DynamoGateStore())
    handle(request("ada"), world.doors)
    handle(request("ada", "bob", id="spring#1 again"), world.doors)
    decided = decisions_of("spring", "", None, LOG, HERE).items
    lines = [(each.customer, each.request_id, each.decision) for each in decided]
    assert [(who, id_, each.outcome) for who, id_, each in lines if each] == [
        ("ada", "spring#1", "sent"),
        ("bob", "spring#1 again", "sent"),
    ]
    (ada,) = messages_of(Wanted("ada", 20), LOG, HERE).items
    assert (ada.request_id, len(world.reached)) == ("spring#1", 2)
