"""Campaigns, for tests."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from promenade.activity.coupon.reader import DynamoCouponTemplates
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice
from promenade.contracts.journeys import OccasionMet, Send
from promenade.contracts.messages import Content, MessageTemplate
from promenade.contracts.reviews import STANDARD_POLICY, Approval, Review
from promenade.contracts.segments import Segment, Snapshot
from promenade.contracts.tracking import as_long_as_a_link
from promenade.kit.errors import NotFound
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.kit.telemetry import Personal
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.terms import Journey, OneOff, Recurring, Terms
from promenade.outreach.campaign.service import managing, reviewing
from promenade.outreach.campaign.service.managing import Change
from promenade.outreach.campaign.service.reviewing import Sources
from promenade.outreach.campaign.store.budgets import DynamoBudgetStore
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from tests.support.stamps import NOON

ID = "campaign_1"
CHOICES = (Choice("plain", "template_1", 5_000), Choice("warm", "template_2", 5_000))
LINK = as_long_as_a_link("https://api.shop.example")
SOON = NOON + timedelta(hours=1)


def one_off(**other: Any) -> OneOff:
    given: dict[str, Any] = {
        "segment_id": "segment_1",
        "channel": Channel.SMS,
        "choices": CHOICES,
        "at": "2026-03-01T21:00",
    }
    return OneOff(**given | other)


def recurring(**other: Any) -> Recurring:
    given: dict[str, Any] = {
        "segment_id": "segment_1",
        "channel": Channel.SMS,
        "choices": CHOICES,
        "cron": "0 21 * * *",
    }
    return Recurring(**given | other)


def terms(**other: Any) -> Terms:
    """By SMS at nine in the evening in Shanghai, an hour after noon in UTC."""
    given: dict[str, Any] = {
        "name": "Hello",
        "purpose": Purpose.MARKETING,
        "plan": one_off(),
        "zone": "Asia/Shanghai",
        "currency": "CNY",
    }
    return Terms(**given | other)


def campaign(**other: Any) -> Campaign:
    """A draft of maria's; what names no field of a campaign is one of its terms."""
    own = {name: other.pop(name) for name in Campaign.__struct_fields__ if name in other}
    given: dict[str, Any] = {
        "id": ID,
        "terms": terms(**other),
        "created_at": NOON,
        "request": "request-1",
        "authors": ("staff:maria",),
    }
    return Campaign(**given | own)


def draft(id_: str, sends: Mapping[str, Sequence[str]]) -> None:
    """A journey that is kept: which variants each of its steps sends."""
    steps = tuple(
        Send(name, Channel.EMAIL, tuple(Choice(each, "template_1") for each in variants))
        for name, variants in sends.items()
    )
    kept = campaign(id=id_, plan=Journey(OccasionMet("order_paid"), steps))
    DynamoCampaignStore().add(kept, by("staff:maria", f"drafts {id_}"))


def review(*approvers: str) -> Review:
    approvals = tuple(Approval(each, NOON, 2) for each in approvers)
    return Review("staff:maria", NOON, 1, 100, approvals)


def by(actor: str, request: str, at: datetime = NOON) -> Stamp:
    return Stamp(actor, at, f"correlation of {request}", request)


def template(id_: str, **other: Any) -> MessageTemplate:
    given: dict[str, Any] = {
        "id": id_,
        "version": 1,
        "name": id_,
        "channel": Channel.SMS,
        "purpose": Purpose.MARKETING,
        "variables": frozenset({"shop"}),
        "languages": ("en",),
        "targets": (),
        "currency": "CNY",
        "unit_cost_micros": 50_000,
        "render": _render,
    }
    return MessageTemplate(**given | other)


def _render(
    language: str | None, variables: Mapping[str, str], link: Callable[[str], str]
) -> Content:
    return Content(language or "en", Personal(f"Hello from {variables.get('shop', 'us')}"))


class FixedTemplates:
    def __init__(self, *found: MessageTemplate) -> None:
        known = found or (template("template_1"), template("template_2"))
        self._found = {each.id: each for each in known}

    def of(self, ids: Sequence[str]) -> Mapping[str, MessageTemplate]:
        return {each: self._found[each] for each in ids if each in self._found}

    def switched_off(self, ids: Collection[str]) -> Collection[str]:  # noqa: ARG002
        return ()


class FixedSegments:
    """One segment of `size` people, in pages of `page_size`."""

    def __init__(self, size: int = 250, page_size: int = 100) -> None:
        self.people = [f"customer-{number}" for number in range(size)]
        self.page_size = page_size
        self.versions = {"segment_1": 1}

    def terms_versions(self, segment_ids: Iterable[str]) -> Mapping[str, int]:
        return self.versions if "segment_1" in segment_ids else {}

    def find(self, segment_id: str) -> Segment | None:
        if segment_id != "segment_1":
            return None
        return Segment("segment_1", "All", 1, "ready", len(self.people), NOON, is_followed=True)

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        pages = -(-len(self.people) // self.page_size)
        return Snapshot(snapshot_id, "segment_1", 1, len(self.people), pages, NOON)

    def page(self, snapshot_id: str, number: int) -> Sequence[str]:  # noqa: ARG002
        start = number * self.page_size
        return self.people[start : start + self.page_size]

    def has_taken(self, snapshot_id: str, customer: str) -> bool | None:  # noqa: ARG002
        return customer in self.people

    def holds(self, segment_id: str, customer: str) -> bool:  # noqa: ARG002
        return customer in self.people


class AskedSnapshots:
    """Remembers what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, snapshot_id: str, segment_id: str, stamp: Stamp) -> Part:  # noqa: ARG002
        refusal = None if segment_id == "segment_1" else NotFound("There is no such segment.")
        self.asked.append(snapshot_id)
        return Part((), lambda _: None, refusal)


def sources(segments: FixedSegments | None = None, *templates: MessageTemplate) -> Sources:
    found = FixedTemplates(*templates)
    return Sources(
        segments or FixedSegments(), found, DynamoCouponTemplates(), LINK, STANDARD_POLICY
    )


class Desk:
    """Staff at the real store: maria writes and submits, olga approves. What `is_there` was
    drafted before."""

    def __init__(self, *, is_there: Any = False, **other: Any) -> None:
        self.store, self.budgets = DynamoCampaignStore(), DynamoBudgetStore()
        self.sources = sources()
        if not is_there:
            managing.draft(ID, terms(**other), by("staff:maria", "draft"), self.store)

    def now(self) -> Campaign:
        return managing.get(ID, self.store)

    def change(self, actor: str, request: str, at: datetime = NOON) -> Change:
        return Change(ID, self.now().version, by(actor, request, at))

    def submit(self, request: str = "submit") -> Campaign:
        return reviewing.submit(self.change("staff:maria", request), self.sources, self.store)

    def approve(self, request: str = "approve", actor: str = "staff:olga") -> Campaign:
        change = self.change(actor, request)
        return reviewing.approve(change, self.sources, self.budgets, self.store)

    def schedule(self) -> Campaign:
        self.submit()
        return self.approve()
