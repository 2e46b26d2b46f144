"""What the use cases need of a store."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from promenade.contracts.channels import Channel
from promenade.contracts.message_facts import ChannelFact, MessageTemplateFact
from promenade.contracts.reviews import ReviewState
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.model.template import Template


class Change(Value, frozen=True):
    """One change of the version that the caller has seen."""

    id: str
    expected_version: int
    stamp: Stamp


class Filter(Value, frozen=True):
    channel: Channel
    status: ReviewState | None = None


class AccountStore(Protocol):
    def find(self, account_id: str) -> Stored[Account] | None: ...

    def find_many(self, account_ids: Iterable[str]) -> Mapping[str, Account]:
        """Those of at most 100 that exist, by id."""
        ...

    def add(self, account: Account, stamp: Stamp) -> Account:
        """A repeated request answers what it added. Raises Conflict for another one."""
        ...

    def save(self, after: Account, fact: type[ChannelFact], stamp: Stamp) -> Account:
        """Raises NotFound, Stale unless the stored version is the one before."""
        ...

    def list_of(self, limit: int, after: Position | None) -> Page[Account]:
        """The one added last first."""
        ...


class TemplateStore(Protocol):
    def find(self, template_id: str) -> Stored[Template] | None: ...

    def add(self, template: Template, stamp: Stamp) -> Template:
        """A repeated request answers what it drafted. Raises Conflict for another one."""
        ...

    def save(self, after: Template, fact: type[MessageTemplateFact], stamp: Stamp) -> Template:
        """Raises NotFound, Stale unless the stored version is the one before."""
        ...

    def list_by(self, wanted: Filter, limit: int, after: Position | None) -> Page[Template]:
        """By status, then by when they were drafted."""
        ...


class AccountDoors(Value, frozen=True):
    """`leads_inside`: whether a host's name has an address that not everybody can reach."""

    accounts: AccountStore
    leads_inside: Callable[[str], bool]


class Doors(Value, frozen=True):
    accounts: AccountStore
    templates: TemplateStore
