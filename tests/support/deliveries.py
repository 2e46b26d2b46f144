"""The rooms around the gate, in memory: people with addresses, consents, a campaign and its budget,
templates, links, and a provider that remembers what it was given."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from promenade.contracts.campaigns import SendingTerms
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Recipient as Asked
from promenade.contracts.consents import Verdict, address_digest
from promenade.contracts.deliveries import Choice, SendRequest
from promenade.contracts.messages import (
    Accepted,
    Content,
    Link,
    MessageTemplate,
    Outgoing,
    VariableMissing,
)
from promenade.contracts.profiles import Address, Opened, Recipient
from promenade.contracts.tracking import LinkSet
from promenade.kit.telemetry import Personal
from promenade.kit.values import replace
from promenade.outreach.delivery.service.ports import Doors, GateStore
from tests.support.digests import DIGESTS
from tests.support.fakes.delivery import FakeGateStore

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
"""In Shanghai."""

ZONE = "Asia/Shanghai"
Say = Callable[[Outgoing], Accepted]


def accept(message: Outgoing) -> Accepted:
    return Accepted("ses", f"p-{message.key}", message.content.units)


def render(language: str | None, variables: Mapping[str, str], link: Link) -> Content:
    if "name" not in variables:
        raise VariableMissing("The message says a name.", variable="name")
    text = Personal(f"Hello {variables['name']}")
    return Content(language or "en", text, html=Personal(link("https://shop.example/")))


def template(id_: str = "hello", **other: Any) -> MessageTemplate:
    given: dict[str, Any] = {
        "version": 1, "name": "Hello", "channel": Channel.EMAIL, "purpose": Purpose.MARKETING,
        "variables": frozenset({"name"}), "languages": ("en", "zh"),
        "targets": ("https://shop.example/",), "currency": "CNY",
        "unit_cost_micros": 50_000, "render": render,
    }  # fmt: skip
    return MessageTemplate(id_, **{**given, **other})


def terms(**other: Any) -> SendingTerms:
    given: dict[str, Any] = {
        "version": 1, "state": "running", "purpose": Purpose.MARKETING, "holdout_bp": 0,
        "frequency_cap": 2, "quiet": "defer", "currency": "CNY", "has_budget": False,
    }  # fmt: skip
    return SendingTerms("spring", **{**given, **other})


def request(*customers: str, **other: Any) -> SendRequest:
    given: dict[str, Any] = {
        "id": "spring#1", "campaign": "spring", "step": "first", "channel": Channel.EMAIL,
        "purpose": Purpose.MARKETING, "choices": (Choice("a", "hello"),),
        "variables": {"name": "you"},
    }  # fmt: skip
    return SendRequest(customers=customers, **{**given, **other})


@dataclass
class World:
    """Whoever is asked for is known and has consented, unless it is said otherwise. `say` is what
    the provider does, `turns` how many messages its account takes now."""

    store: GateStore = field(default_factory=FakeGateStore)
    now: datetime = NOON
    campaign: SendingTerms | None = field(default_factory=terms)
    say: Say = accept
    turns: int = 1_000_000
    budget_micros: int = 0
    addresses: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    refused: dict[str, Verdict] = field(default_factory=dict)
    known: dict[str, MessageTemplate] = field(default_factory=lambda: {"hello": template()})
    switched_off: set[str] = field(default_factory=set)
    outbox: list[Outgoing] = field(default_factory=list)
    drawn: dict[str, int] = field(default_factory=dict)
    settled: dict[str, int] = field(default_factory=dict)
    sets: list[LinkSet] = field(default_factory=list)
    boxes: dict[str, str] = field(default_factory=dict)
    put_back: list[tuple[SendRequest, int]] = field(default_factory=list)
    dead: list[tuple[SendRequest, str]] = field(default_factory=list)

    @property
    def doors(self) -> Doors:
        return Doors(
            campaigns=self, budgets=self, recipients=_People(self), consents=self,
            templates=_Templates(self), links=self, senders=self, inbox=self, store=self.store,
            clock=lambda: self.now, digest=_digest, zone=ZONE,
            unsubscribe=lambda *place: "https://shop.example/unsubscribe/" + place[0],
            again=lambda *what: self.put_back.append(what),
            give_up=lambda *what: self.dead.append(what),
            testers=_opened,
        )  # fmt: skip

    def terms(self, _campaign: str) -> SendingTerms | None:
        return self.campaign

    def draw(self, _campaign: str, request_id: str, micros: int) -> int:
        left = self.budget_micros - sum(self.drawn.values())
        return self.drawn.setdefault(request_id, min(left, micros))

    def settle(self, _campaign: str, request_id: str, spent_micros: int) -> None:
        self.settled[request_id] = spent_micros

    def verdicts(self, recipients: Sequence[Asked]) -> Sequence[Verdict]:
        return [self.refused.get(each.customer, Verdict()) for each in recipients]

    def made(self, links: LinkSet) -> Callable[[str, str], str]:
        self.sets.append(links)
        return lambda customer, target: f"https://go.example/{customer}?{target}"

    def turn(self, *_: object) -> int:
        self.turns -= 1
        return 0 if self.turns >= 0 else 5

    def send(self, message: Outgoing) -> Accepted:
        self.outbox.append(message)
        return self.say(message)

    def put(self, customer: str, id_: str, content: Content, _at: datetime) -> None:
        self.boxes.setdefault(id_, f"{customer}: {content.text[:]}")

    @property
    def reached(self) -> list[str]:
        """The addresses, sorted."""
        return sorted(each.address.value[:] for each in self.outbox)


@dataclass
class _People:
    world: World

    def of(self, customers: Sequence[str]) -> Mapping[str, Recipient]:
        return {each: self._one(each) for each in customers if each not in self.world.unknown}

    def _one(self, asked: str) -> Recipient:
        world, customer = self.world, self.world.into.get(asked, asked)
        address = world.addresses.get(customer, f"{customer}@example.com")
        kinds = ("email",) if address else ()
        name = world.names.get(customer)
        opened = Opened(Personal(name) if name else None, (Address("email", Personal(address)),))
        merged = tuple(sorted(each for each, kept in world.into.items() if kept == customer))
        zone = world.zones.get(customer)
        return Recipient(customer, "en", zone, kinds, lambda: opened, merged)  # type: ignore[arg-type]


@dataclass
class _Testers:
    address: str

    def of(self, customers: Sequence[str]) -> Mapping[str, Recipient]:
        opened = Opened(None, (Address("email", Personal(self.address)),))
        return {each: Recipient(each, "en", None, ("email",), lambda: opened) for each in customers}


@dataclass
class _Templates:
    world: World

    def of(self, ids: Sequence[str]) -> Mapping[str, MessageTemplate]:
        return {each: self.world.known[each] for each in ids if each in self.world.known}

    def switched_off(self, ids: Collection[str]) -> Collection[str]:
        return self.world.switched_off & set(ids)


def _opened(request: SendRequest) -> _Testers:
    """Here a test says in clear where it goes."""
    return _Testers(request.tester)


def _digest(channel: Channel, address: str) -> str:
    return address_digest(channel, address, DIGESTS)


def held_out_in(campaign: SendingTerms, bp: int) -> SendingTerms:
    return replace(campaign, holdout_bp=bp)
