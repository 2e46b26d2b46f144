"""How a promotion comes to its end, on the wire."""

from promenade.base.promotion.model.bounds import Instant, Words
from promenade.kit.decoding import Strict


class EndBody(Strict, frozen=True):
    """The instant at which it shall end: later or earlier than it would have, after now."""

    end: Instant


class KillBody(Strict, frozen=True):
    reason: Words
