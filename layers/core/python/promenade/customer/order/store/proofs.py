"""What was found to be wrong with orders (see `promenade.customer.order.store`).

| item | pk | sk |
|---|---|---|
| faults of an order | `FAULTS` | `<number>` |
"""

from collections.abc import Sequence

import msgspec

from promenade.customer.order.model.proving import OrderFaults
from promenade.customer.order.store import OrderRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import Write

_faults_of = msgspec.json.Decoder(OrderFaults)


class DynamoOrderProofs:
    def faults(self, number: str) -> OrderFaults | None:
        found = dynamo.find(OrderRecord, "FAULTS", number, consistent=True)
        return _faults_of.decode(found.body or "") if found else None

    def set_faults(self, faults: OrderFaults) -> None:
        """Those that were put right are not listed any more."""
        record = OrderRecord("FAULTS", faults.number)
        if faults.found:
            record.body = msgspec.json.encode(faults).decode()
            dynamo.put(record)
        else:
            dynamo.apply(Write("Delete", record))

    def list_faults(self, limit: int) -> Sequence[OrderFaults]:
        page = dynamo.page(OrderRecord, "FAULTS", limit=limit, after=None)
        return [_faults_of.decode(each.body or "") for each in page.items]
