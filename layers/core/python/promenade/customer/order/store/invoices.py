"""Invoices of orders placed here, in DynamoDB, beside what the order says of them.

| item | pk | sk |
|---|---|---|
| whom an invoice names, sealed | `ORDER#<our source>#<number>` | `INVOICE#<id>` |
| an invoice's number is taken | `INVOICE#<its number, as codes are compared>` | `-` |
"""

from promenade.customer.order.model.invoicing import InvoiceNumberTaken
from promenade.customer.order.store import OrderRecord, order_key
from promenade.kit import dynamo
from promenade.kit.codes import normalised
from promenade.kit.dynamo import Write
from promenade.kit.holds import Part


class DynamoInvoiceStore:
    """`source` is whose orders they are."""

    def __init__(self, source: str) -> None:
        self._source = source

    def keeping(self, number: str, invoice_id: str, sealed: bytes) -> Part:
        record = OrderRecord(order_key(self._source, number), _details(invoice_id), sealed=sealed)
        return Part((Write("Put", record),), lambda _lost: None)

    def numbering(self, invoice_number: str, number: str) -> Part:
        taken = OrderRecord(f"INVOICE#{normalised(invoice_number)}", "-", body=number)
        told = "Another invoice has this number."
        free = OrderRecord.pk.does_not_exist()
        return Part((Write("Put", taken, free),), lambda _lost: InvoiceNumberTaken(told))

    def find_details(self, number: str, invoice_id: str) -> bytes | None:
        key = order_key(self._source, number)
        record = dynamo.find(OrderRecord, key, _details(invoice_id), consistent=True)
        return record.sealed if record else None


def _details(invoice_id: str) -> str:
    return f"INVOICE#{invoice_id}"
