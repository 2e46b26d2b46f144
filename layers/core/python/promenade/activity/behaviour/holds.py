"""What who sees people act is given: contracts.behaviour.SeenActs, each act in one write."""

from collections.abc import Mapping

from promenade.activity.behaviour.model.events import Event, Person, Sent
from promenade.activity.behaviour.service import histories, intake
from promenade.activity.behaviour.store.events import DynamoEventStore
from promenade.activity.behaviour.store.histories import DynamoHistoryStore
from promenade.contracts.behaviour import SeenAct, order_event
from promenade.kit.clock import Clock
from promenade.kit.ids import new_id
from promenade.kit.masks import masked_values
from promenade.kit.stamp import Stamp

ACTIONS: Mapping[str, frozenset[str]] = {
    "take": frozenset({"dynamodb:PutItem", "dynamodb:UpdateItem"}),
    "forget": frozenset(
        {
            "dynamodb:BatchWriteItem",
            "dynamodb:DeleteItem",
            "dynamodb:GetItem",
            "dynamodb:Query",
            "dynamodb:UpdateItem",
        }
    ),
}
"""What a function that is given them needs to do with the table of behaviour."""


class DynamoSeenActs:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._events, self._histories = DynamoEventStore(), DynamoHistoryStore()

    def take(self, seen: SeenAct) -> None:
        event = Event(
            id=seen.id,
            act=seen.act,
            event_time=seen.at,
            channel=seen.channel,
            props=masked_values(seen.props),
            once=order_event(seen.act, seen.customer, seen.order) if seen.order else None,
            skus=seen.skus,
            categories=seen.categories,
        )
        sent = Sent(Person("customer", seen.customer), event)
        intake.take({0: sent}, self._stamp(seen.id), self._clock, self._events)

    def forget(self, customer: str) -> None:
        stamp = self._stamp(new_id("erasure", self._clock))
        histories.forget(customer, stamp, self._histories)

    def _stamp(self, correlation_id: str) -> Stamp:
        return Stamp("system:behaviour", self._clock(), correlation_id, "")
