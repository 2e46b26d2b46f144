"""Deliveries in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import SendRequest
from promenade.contracts.messages import Receipt
from promenade.kit.facts import Fact
from promenade.kit.patience import Contended
from promenade.outreach.delivery.model.contacts import Claimed, Contact, Contacts
from promenade.outreach.delivery.model.progress import Progress
from promenade.outreach.delivery.model.receipts import Message
from promenade.outreach.delivery.service.ports import MessageKey


class FakeGateStore:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Progress] = {}
        self.met: dict[tuple[str, Channel], Contacts] = {}
        self.sent: dict[MessageKey, Message] = {}
        self.passed: dict[str, list[Contact]] = {}
        self.waiting: dict[str, tuple[datetime, SendRequest]] = {}

    def progress(self, campaign: str, request_id: str) -> Progress | None:
        return self.kept.get((campaign, request_id))

    def save(self, before: Progress, after: Progress, _correlation_id: str) -> None:
        key = after.campaign, after.request_id
        if (self.kept[key].version if key in self.kept else 0) != before.version:
            raise Contended
        self.kept[key] = after

    def contacts(self, customers: Sequence[str], channel: Channel) -> Mapping[str, Contacts]:
        return {each: self._of(each, channel) for each in customers}

    def claim(self, claimed: Claimed) -> None:
        after = {(each.customer, each.channel): each for each in (claimed.after, *claimed.merged)}
        if any(self._of(*key).version != each.version - 1 for key, each in after.items()):
            raise Contended
        self.met |= after
        self.passed.setdefault(claimed.after.customer, []).extend(claimed.spilled)

    def keep(self, sent: Mapping[MessageKey, Message], passed: Mapping[str, Contact]) -> None:
        self.sent |= sent
        for customer, contact in passed.items():
            self.passed.setdefault(customer, []).append(contact)

    def postpone(self, request: SendRequest, at: datetime) -> None:
        self.waiting[request.id] = at, request

    def _of(self, customer: str, channel: Channel) -> Contacts:
        return self.met.get((customer, channel)) or Contacts(customer, channel)


class FakeReceiptStore:
    def __init__(self, sent: dict[MessageKey, Message]) -> None:
        self.sent = sent
        self.told: list[tuple[str, str]] = []
        self.stops: set[tuple[str, int]] = set()

    def message(self, key: MessageKey) -> Message | None:
        return self.sent.get(key)

    def mark(
        self, key: MessageKey, before: Message, after: Message, fact: type[Fact] | None
    ) -> None:
        if self.sent[key].version != before.version:
            raise Contended
        self.sent[key] = after
        if fact:
            self.told.append((fact.__name__, after.customer))

    def stop(self, receipt: Receipt) -> None:
        self.stops.add((receipt.address_digest, receipt.at_s))
