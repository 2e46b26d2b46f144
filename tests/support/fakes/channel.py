"""Accounts and message templates in memory, for tests of what uses them."""

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from promenade.contracts.message_facts import ChannelFact, MessageTemplateFact
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.model.template import Template
from promenade.outreach.channel.service.ports import Filter
from tests.support.fakes.pages import page

V = TypeVar("V", Account, Template)


class _Kept(Generic[V]):
    def __init__(self) -> None:
        self._kept: dict[str, Stored[V]] = {}

    def find(self, id_: str) -> Stored[V] | None:
        return self._kept.get(id_)

    def add(self, value: V, stamp: Stamp) -> V:
        met = self._kept.setdefault(value.id, Stored(value, stamp.fingerprint)).value
        if met.request != value.request:
            raise Conflict("This already exists with other content.")
        return met

    def _save(self, after: V, stamp: Stamp) -> V:
        met = self._kept.get(after.id)
        if met is None:
            raise NotFound("There is no such thing here.")
        if met.is_done(after.version - 1, stamp):
            return met.value
        self._kept[after.id] = Stored(after, stamp.fingerprint)
        return after


class FakeAccountStore(_Kept[Account]):
    def find_many(self, account_ids: Iterable[str]) -> Mapping[str, Account]:
        return {id_: self._kept[id_].value for id_ in account_ids if id_ in self._kept}

    def save(self, after: Account, fact: type[ChannelFact], stamp: Stamp) -> Account:
        assert issubclass(fact, ChannelFact)
        return self._save(after, stamp)

    def list_of(self, limit: int, after: Position | None) -> Page[Account]:
        found = [each.value for each in self._kept.values()]
        found.sort(key=lambda each: (each.created_at, each.id), reverse=True)
        return page(found, limit, after)


class FakeTemplateStore(_Kept[Template]):
    def save(self, after: Template, fact: type[MessageTemplateFact], stamp: Stamp) -> Template:
        assert issubclass(fact, MessageTemplateFact)
        return self._save(after, stamp)

    def list_by(self, wanted: Filter, limit: int, after: Position | None) -> Page[Template]:
        of_channel = [
            each.value for each in self._kept.values() if each.value.channel is wanted.channel
        ]
        found = [each for each in of_channel if wanted.status in (None, each.status)]
        found.sort(key=lambda each: (each.status, each.created_at, each.id))
        return page(found, limit, after)
