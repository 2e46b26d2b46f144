"""Which accounts are left alone for a while, as one container knows it."""

from math import ceil

_BUSY_S = 5
_DOWN_S = 60
_MOST_SILENCES = 3
"""In a row: each of them may have cost a message."""


class Circuits:
    """Times are seconds since 1970."""

    def __init__(self) -> None:
        self._closed_until: dict[str, float] = {}
        self._silences: dict[str, int] = {}

    def closed_s(self, account_id: str, now_s: float) -> int:
        """How much longer; 0 where it is open."""
        return max(0, ceil(self._closed_until.get(account_id, 0) - now_s))

    def busy(self, account_id: str, now_s: float) -> None:
        self._closed_until[account_id] = now_s + _BUSY_S

    def silent(self, account_id: str, now_s: float) -> None:
        """Nobody knows what it does with messages."""
        self._silences[account_id] = self._silences.get(account_id, 0) + 1
        if self._silences[account_id] >= _MOST_SILENCES:
            self.answered(account_id)
            self.down(account_id, now_s)

    def answered(self, account_id: str) -> None:
        """Whatever it says, it knows what it does."""
        self._silences.pop(account_id, None)

    def down(self, account_id: str, now_s: float) -> None:
        """It takes nothing until somebody mends it."""
        self._closed_until[account_id] = now_s + _DOWN_S
