"""What members of the staff may do, in memory."""

from collections.abc import Mapping

from promenade.kit.authority import Authority


class FakeDirectory:
    """By subject; `owned` is whether there is an owner on record."""

    def __init__(
        self, members: Mapping[str, Authority] | None = None, *, owned: bool = False
    ) -> None:
        self._members = members or {}
        self._owned = owned

    def find(self, subject: str) -> Authority | None:
        return self._members.get(subject)

    def has_owner(self) -> bool:
        return self._owned
