"""How a promotion comes to its end, on the wire."""

from promenade.base.promotion.model.bounds import Words
from promenade.kit.decoding import Strict
from promenade.kit.windows import Moment, When, read_one


class EndBody(Strict, frozen=True):
    """When it shall end: later or earlier than it would have, after now."""

    end: Moment


def read_end(body: EndBody) -> When:
    """Raises Invalid."""
    return read_one("/end", body.end)


class KillBody(Strict, frozen=True):
    reason: Words
