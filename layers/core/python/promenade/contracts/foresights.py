"""What the gate of all messages would decide, for who looks before anything is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Protocol

from promenade.contracts.campaigns import SendingTerms
from promenade.contracts.deliveries import SendRequest, Skip
from promenade.contracts.messages import MessageTemplate
from promenade.kit.telemetry import Personal
from promenade.kit.values import Value


class Foreseen(Value, frozen=True):
    """`customer` is the one that others were merged into. `sent`: the provider would be asked now;
    `waiting`: at `until`. `said` names the facts. `zone` is the person's, None where it is not
    known; `name` is what the message calls the person."""

    customer: str
    outcome: Skip | Literal["sent", "held_out", "waiting"]
    said: str = ""
    until: datetime | None = None
    language: str | None = None
    zone: str | None = None
    name: Personal | None = None


class Foresight(Protocol):
    def of(
        self, request: SendRequest, terms: SendingTerms, templates: Mapping[str, MessageTemplate]
    ) -> Foreseen:
        """Of a request for one customer, as if its campaign ran now: by all rules of N20 but the
        budget's. Nothing is written. Raises Unavailable."""
        ...
