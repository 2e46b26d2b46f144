"""Money that no order takes (see `promenade.customer.order.store`).

| item | pk | sk |
|---|---|---|
| a payment told of for an order | `STRAY_PAYMENT` | `<number>#<transaction>` |
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import msgspec

from promenade.customer.order.model.stray import StrayPayment
from promenade.customer.order.store import OrderRecord
from promenade.kit import dynamo

_STRAY = "STRAY_PAYMENT"
_KEPT_FOR = timedelta(days=180)
_stray_of = msgspec.json.Decoder(StrayPayment)


class DynamoStrayPayments:
    def add(self, stray: StrayPayment) -> None:
        record = OrderRecord(
            _STRAY,
            f"{stray.number}#{stray.money.transaction}",
            body=msgspec.json.encode(stray).decode(),
            expires_at=int((stray.told_at + _KEPT_FOR).timestamp()),
        )
        with suppress(dynamo.ConditionFailed):
            dynamo.put(record, OrderRecord.pk.does_not_exist())

    def list_strays(self, limit: int) -> Sequence[StrayPayment]:
        page = dynamo.page(OrderRecord, _STRAY, limit=limit, after=None)
        return [_stray_of.decode(each.body or "") for each in page.items]
