"""Jobs whose steps a queue brings, as their facts ask for them, for tests."""

from collections.abc import Set
from typing import Any, NamedTuple

import msgspec

from tests.support import functions
from tests.support.relaying import relayed

Message = dict[str, Any]


class Steps(NamedTuple):
    """`facts` ask for a step, which `function` does."""

    function: str
    facts: Set[str]

    def due(self) -> list[Message]:
        """What the queue gets for every step that was asked for."""
        told = [each for each in relayed().events if each["detail-type"] in self.facts]
        return [
            {"messageId": f"m-{index}", "body": msgspec.json.encode(event).decode()}
            for index, event in enumerate(told)
        ]

    def send(self, messages: list[Message]) -> Any:
        return functions.invoke(self.function, {"Records": messages})

    def run(self) -> list[Message]:
        """All messages, step by step, each of them twice."""
        seen: list[Message] = []
        while len(messages := self.due()) > len(seen):
            for _ in range(2):
                self.send(messages[len(seen) :])
            seen = messages
        return seen
