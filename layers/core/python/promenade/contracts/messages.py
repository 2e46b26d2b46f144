"""What is sent to people: templates with variables, made into content, handed to providers."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Annotated, Literal, Protocol

from msgspec import Meta

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.profiles import Address
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.telemetry import Personal
from promenade.kit.values import Value

VariableName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_]{0,39}(?!\n)$",
        extra={"says": "Send a small letter, then up to 39 small letters, digits or _."},
    ),
]
PLACELESS = r"^(?![\s\S]*(\{\{|\}\}|\n$))"
NO_PLACES = "Write a value without {{ and }}, and without a line break at its end."
VariableValue = Annotated[str, Meta(max_length=500, pattern=PLACELESS, extra={"says": NO_PLACES})]
"""What is filled in is never looked at for places to fill again."""

PERSON_NAME = "name"
"""The variable that says what the shop calls a person, unless the request has another value."""


def is_placeless(value: str) -> bool:
    """What is sent to people as it stands has no place that looks as if it were to be filled."""
    return "{{" not in value and "}}" not in value


class Content(Value, frozen=True):
    """In one language. `text` is all of an SMS or an inbox message and the plain part of an e-mail;
    `parameters` are the variables in the order of a provider's own template, which `template_code`
    names; `url` is where a WeChat message leads. `units` is what is paid for: segments of an SMS,
    else 1."""

    language: str
    text: Personal
    subject: Personal = Personal()
    html: Personal = Personal()
    url: Personal = Personal()
    template_code: str = ""
    parameters: Mapping[str, Personal] = {}
    units: int = 1


class VariableMissing(DomainError):
    """A message is not sent with a blank in it: `variable` has no value for this person."""


Link = Callable[[str], str]
"""The address that a person is sent in place of one in the template."""


class MessageTemplate(Value, frozen=True):
    """`languages` are those of its texts, `targets` the addresses that they link to.
    `needed` are the variables without a default, of which a blank would be left; `examples` stand
    for values that nobody knows before a message is sent.
    `unit_cost_micros` is what the first of its accounts charges a unit, in millionths of the
    currency's major unit. `render` takes the language wanted, the variables and a Link; it raises
    VariableMissing. `knows_keys`: the providers of all its accounts send once for a key, so that
    one may be asked again (no, unless they all do)."""

    id: str
    version: int
    name: str
    channel: Channel
    purpose: Purpose
    variables: frozenset[str]
    languages: tuple[str, ...]
    targets: tuple[str, ...]
    currency: str
    unit_cost_micros: int
    render: Callable[[str | None, Mapping[str, str], Link], Content]
    knows_keys: bool = False
    needed: frozenset[str] = frozenset()
    examples: Mapping[str, str] = {}


def examples(templates: Iterable[MessageTemplate], names: Collection[str]) -> dict[str, str]:
    """Of those of the names that the templates have."""
    known = (each.examples.items() for each in templates)
    return {name: value for items in known for name, value in items if name in names}


class Templates(Protocol):
    def of(self, ids: Sequence[str]) -> Mapping[str, MessageTemplate]:
        """Those of at most 100 that may be sent by: approved, of an account that is on. By id and
        the newest approved version; one round trip, and one for their accounts."""
        ...

    def switched_off(self, ids: Collection[str]) -> Collection[str]:
        """Those of at most 100 that are approved, and whose accounts are all off."""
        ...


class Outgoing(Value, frozen=True):
    """One message for one person. `key` is the same at each try of it, and given to providers that
    know keys; `unsubscribe_url` goes with marketing mail (RFC 8058)."""

    key: str
    template_id: str
    template_version: int
    address: Address
    content: Content
    unsubscribe_url: str = ""


class Accepted(Value, frozen=True):
    """By which account, under which id of the provider's, and how many units it charges."""

    account_id: str
    provider_id: str
    units: int


class ProviderBusy(Unavailable):
    """It did not take the message, for sure; later it may. Every account of the template was
    tried."""


class ProviderSilent(DomainError):
    """Nobody knows whether it took the message: only a provider that knows keys is asked again."""


class MessageRefused(DomainError):
    """The provider will not take this message, however often it is asked: `reason` says why. Of a
    `sender` it does not know yet that it is the shop's. What is `unwritable` it was not asked
    for."""

    reason: Literal[
        "invalid_address", "opted_out", "content", "account", "sender", "unwritable"
    ] = "content"


class Senders(Protocol):
    def turn(self, template_id: str, template_version: int, patience_s: float) -> int:
        """Waits until the first of the template's accounts that is there may be given a message, at
        its rate, and answers 0; else in how many seconds to ask again, for none may so soon. Before
        each message, and whatever else is written for it."""
        ...

    def send(self, message: Outgoing) -> Accepted:
        """One call of the provider's API, by the next account where the first is down or busy.
        Raises ProviderBusy, ProviderSilent or MessageRefused."""
        ...


class Inbox(Protocol):
    """Where messages go that stay in the house, those by the channel `in_app`."""

    def put(self, message: Outgoing) -> None:
        """Once for its key. Raises Unavailable."""
        ...


ReceiptState = Literal["delivered", "bounced", "complained", "opened", "clicked", "stopped"]


class Receipt(Value, frozen=True):
    """What a provider told of a message, its signature checked. `key` is Outgoing's, where it tells
    that back. `is_final` of a bounce: the address is none. `stopped` may be of no message of ours:
    then only the address is known, by the digest under which nothing is sent to it and that under
    which a profile has it (`claim`)."""

    account_id: str
    state: ReceiptState
    at_s: int
    provider_id: str = ""
    event_id: str = ""
    channel: Channel = Channel.SMS
    address_digest: str = ""
    is_final: bool = False
    detail: str = ""
    key: str = ""
    claim: str = ""
