"""Access tokens, each fetched by one container for all."""

from collections.abc import Callable
from typing import Protocol

from promenade.contracts.messages import ProviderBusy
from promenade.kit.values import Document

_EARLY_S = 300
"""Before its end a token is fetched anew, by whoever gets the lease; others use it meanwhile."""
_LEASE_S = 10

Fetch = Callable[[], tuple[str, int]]
"""A token and how many seconds it is good for."""


class Token(Document, frozen=True):
    text: str
    until_s: int


class TokenStore(Protocol):
    def find(self, account_id: str) -> Token | None: ...

    def keep(self, account_id: str, token: Token) -> None: ...

    def lease(self, account_id: str, now_s: int, until_s: int) -> bool:
        """Whether the caller alone may fetch one until then: one conditional write."""
        ...


class Tokens:
    """Made once per container, which remembers tokens."""

    def __init__(self, store: TokenStore) -> None:
        self._store = store
        self._known: dict[str, Token] = {}
        self._spoilt: dict[str, str] = {}

    def of(self, account_id: str, fetch: Fetch, now_s: int) -> str:
        """Raises ProviderBusy while another container fetches the first one."""
        known = self._known.get(account_id)
        if known and known.until_s - _EARLY_S > now_s:
            return known.text
        found = self._usable(account_id)
        if not (found and found.until_s - _EARLY_S > now_s):
            found = self._fetched(account_id, fetch, now_s) or found
        if not found or found.until_s <= now_s:
            raise ProviderBusy("Its access token is being fetched.")
        self._known[account_id] = found
        return found.text

    def spoil(self, account_id: str) -> None:
        """The token that was told is taken no longer, whatever its time."""
        known = self._known.pop(account_id, None)
        if known:
            self._spoilt[account_id] = known.text

    def _usable(self, account_id: str) -> Token | None:
        found = self._store.find(account_id)
        return None if found and found.text == self._spoilt.get(account_id) else found

    def _fetched(self, account_id: str, fetch: Fetch, now_s: int) -> Token | None:
        if not self._store.lease(account_id, now_s, now_s + _LEASE_S):
            return None
        text, for_s = fetch()
        token = Token(text, now_s + for_s)
        self._store.keep(account_id, token)
        return token
