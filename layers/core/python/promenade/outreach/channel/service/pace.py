"""How fast accounts are given messages, by all containers together: each books stretches of an
account's time, the longer the more it has for it, and shares them out."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable
from threading import Lock

from promenade.outreach.channel.model.account import Account

_MOST_BOOKED = 100
_KEPT_S = 1.0
"""A turn that nobody took is gone after that."""

Book = Callable[[str, int, int, int], int | None]
"""Of an account's time, from now on, a stretch that begins within so long: when it begins, None
where the account is booked until later. All in microseconds, instants since 1970."""


class Pace:
    """Times are seconds since 1970."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._turns: dict[str, deque[float]] = defaultdict(deque)
        self._sizes: Counter[str] = Counter()
        self._granted: Counter[str] = Counter()
        self._lock = Lock()

    def grant(self, account: Account, now_s: float, patience_s: float) -> float | None:
        """When the next message may be handed over; None where that is not so soon."""
        with self._lock:
            turn = self._next(account, now_s, patience_s)
            self._granted[account.id] += turn is not None
            return turn

    def take(self, account: Account, now_s: float) -> bool:
        """A turn that was granted, or one that is due."""
        with self._lock:
            if self._granted[account.id]:
                self._granted[account.id] -= 1
                return True
            return self._next(account, now_s, 0) is not None

    def _next(self, account: Account, now_s: float, patience_s: float) -> float | None:
        turns = self._turns[account.id]
        while turns and turns[0] < now_s - _KEPT_S:
            turns.popleft()
            self._sizes[account.id] = 0
        if not turns:
            self._book_more(account, now_s, patience_s)
        return turns.popleft() if turns and turns[0] <= now_s + patience_s else None

    def _book_more(self, account: Account, now_s: float, patience_s: float) -> None:
        """Twice as much as last time, where that was all taken; at most a second's."""
        rate = account.terms.rate_per_s
        size = min(2 * self._sizes[account.id] or 1, rate, _MOST_BOOKED)
        span, now, patience = size * 1_000_000 // rate, int(now_s * 1e6), int(patience_s * 1e6)
        begins = self._book(account.id, now, span, patience)
        if begins is not None:
            self._sizes[account.id] = size
            self._turns[account.id].extend(begins / 1e6 + each / rate for each in range(size))
