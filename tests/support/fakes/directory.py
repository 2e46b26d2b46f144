"""What members of the staff, and API clients, may do, in memory."""

from collections.abc import Mapping

from promenade.kit.api_clients import KnownClient
from promenade.kit.authority import Authority


class FakeDirectory:
    """By subject; `owned` is whether there is an owner on record. `clients` may be changed, and
    `looked` names those that were looked up."""

    def __init__(
        self, members: Mapping[str, Authority] | None = None, *, owned: bool = False
    ) -> None:
        self._members = members or {}
        self._owned = owned
        self.clients: dict[str, KnownClient] = {}
        self.looked: list[str] = []

    def find(self, subject: str) -> Authority | None:
        return self._members.get(subject)

    def has_owner(self) -> bool:
        return self._owned

    def find_client(self, client_id: str) -> KnownClient | None:
        self.looked.append(client_id)
        return self.clients.get(client_id)
