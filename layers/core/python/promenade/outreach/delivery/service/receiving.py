"""What providers tell of messages, on its way into their states and to all who want to know."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from promenade.contracts.deliveries import (
    MessageBounced,
    MessageComplained,
    MessageDelivered,
    RecipientStopped,
    Told,
)
from promenade.contracts.messages import Receipt
from promenade.kit.clock import Clock
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.facts import Fact
from promenade.kit.patience import Contended, patiently
from promenade.outreach.delivery.model.receipts import mark_of, marked
from promenade.outreach.delivery.service.ports import UNKNOWN, MessageKey, ReceiptStore

FOLLOWS_WITHIN = timedelta(minutes=10)
"""A receipt may be faster than the note of what was sent; after that the message is not ours."""

FACTS: Mapping[Told, type[Fact]] = {
    "delivered": MessageDelivered,
    "deferred": MessageBounced,
    "bounced": MessageBounced,
    "complained": MessageComplained,
    "stopped": RecipientStopped,
}


class UnknownMessage(DomainError):
    """A provider told of a message that was not sent from here."""


def receive(receipts: Sequence[Receipt], clock: Clock, store: ReceiptStore) -> None:
    """Each once, however often it comes. Raises UnknownMessage once all others are done, or
    Unavailable."""
    unknown = [each for each in receipts if not _received(each, store)]
    if not unknown:
        return
    if any(_is_young(each, clock()) for each in unknown):
        raise Unavailable("The message may still be on its way into the log.")
    told = "This is of no message that was sent from here."
    raise UnknownMessage(told, count=len(unknown), account_id=unknown[0].account_id)


def _received(receipt: Receipt, store: ReceiptStore) -> bool:
    if receipt.state == "stopped" and not (receipt.provider_id or receipt.key):
        store.stop(receipt)
        return True
    return any(_marked(key, receipt, store) for key in _keys(receipt))


def _keys(receipt: Receipt) -> Iterator[MessageKey]:
    """The provider's own id, and ours where nobody knew that it took the message."""
    if receipt.provider_id:
        yield receipt.account_id, receipt.provider_id
    if receipt.key:
        yield UNKNOWN, receipt.key


def _marked(key: MessageKey, receipt: Receipt, store: ReceiptStore) -> bool:
    def attempt() -> bool:
        met = store.message(key)
        if met is None:
            return False
        after = marked(met, receipt)
        if after is not met:
            store.mark(key, met, after, FACTS.get(mark_of(receipt)))
        return True

    return patiently(attempt, Contended)


def _is_young(receipt: Receipt, now: datetime) -> bool:
    return now.timestamp() - receipt.at_s < FOLLOWS_WITHIN.total_seconds()
