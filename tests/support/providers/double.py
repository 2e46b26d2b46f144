"""What all doubles do: judge a call as the provider does, take it once, or be as they are told."""

from collections.abc import Callable
from typing import Any

import msgspec

from promenade.kit.outward import Answer, Request, Unanswered
from promenade.kit.places import NotReached


class Double:
    """`mood` is what it does with the next calls: `taken` (the default), `unreachable`, `silent`
    after it took one, or an Answer of its own. `taken` are the messages it took."""

    def __init__(self, check: Callable[[Request], Any], good: Callable[[Any], Answer]) -> None:
        self._check, self._good = check, good
        self.moods: list[str | Answer] = []
        self.taken: list[Any] = []

    def __call__(self, request: Request) -> Answer:
        mood = self.moods.pop(0) if self.moods else "taken"
        if mood == "unreachable":
            raise NotReached("The other server cannot be reached.")
        if isinstance(mood, Answer):
            return mood
        message = self._check(request)
        self.taken.append(message)
        if mood == "silent":
            raise Unanswered("The other server does not answer.")
        return self._good(message)


def answer(status: int, body: Any) -> Answer:
    return Answer(status, msgspec.json.encode(body))
