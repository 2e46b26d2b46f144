"""The UCI Online Retail set as orders; docs/import.md says which row becomes what.

A row is an invoice line. Rows of one invoice lie together, nearly: an invoice is complete when
none of the next thousand rows belongs to it. One bad row refuses its whole invoice, because an
invoice without one of its lines would be another invoice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from infra.local.online_retail_rows import COLUMNS, ZONE, BadRow, Row, read_row, split_line
from infra.local.order_files import Found, Rejected, checked
from promenade.contracts.orders import Kind
from promenade.customer.order.wire.bodies import LineBody, OrderBody, RefundBody, RefundLineBody
from promenade.kit.errors import Invalid

SOURCE = "online-retail"
_PATIENCE = 1_000


@dataclass(slots=True)
class Invoice:
    """`taken` are its rows as read, by number; `reasons` those that are bad."""

    number: str
    taken: dict[int, tuple[str, ...]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        return next(reversed(self.taken))

    def add(self, number: int, cells: tuple[str, ...]) -> None:
        self.taken[number] = cells
        try:
            self.rows.append(read_row(cells))
        except BadRow as bad:
            self.reasons[number] = str(bad)


def read_online_retail(lines: Iterable[bytes]) -> Iterator[Found]:
    """Raises BadRow when the header is not that of the set."""
    numbered = enumerate(lines, 1)
    if split_line(next(numbered, (1, b""))[1]) != COLUMNS:
        raise BadRow(f"The first row must be {','.join(COLUMNS)}")
    waiting: dict[str, Invoice] = {}
    for number, line in numbered:
        try:
            cells = split_line(line)
        except BadRow as bad:
            yield Rejected(number, str(bad), line.decode(errors="replace").rstrip())
            continue
        invoice = waiting.pop(cells[0], None) or Invoice(cells[0])
        invoice.add(number, cells)
        waiting[cells[0]] = invoice  # last among those waiting
        yield from _complete(waiting, number - _PATIENCE)
    for invoice in waiting.values():
        yield from _order(invoice)


def _complete(waiting: dict[str, Invoice], before: int) -> Iterator[Found]:
    while (oldest := next(iter(waiting.values()))) and oldest.last_row < before:
        del waiting[oldest.number]
        yield from _order(oldest)


def _order(invoice: Invoice) -> Iterator[Found]:
    if not invoice.reasons:
        try:
            yield checked(_body(invoice))
        except (BadRow, Invalid) as error:
            reason = error.reason if isinstance(error, Invalid) else str(error)
            invoice.reasons[next(iter(invoice.taken))] = reason
    if invoice.reasons:
        others = f"another row of {invoice.number} is bad"
        for number, cells in invoice.taken.items():
            yield Rejected(number, invoice.reasons.get(number, others), ",".join(cells))


def _body(invoice: Invoice) -> OrderBody:
    rows, kind = invoice.rows, _kind(invoice)
    if len({row.customer for row in rows}) > 1:
        raise BadRow("its rows name several customers")
    at = min(row.at for row in rows)
    lines = tuple(_line(number, row, kind) for number, row in enumerate(rows, 1))
    paid = sum(line.paid_minor for line in lines)
    return OrderBody(
        source=SOURCE,
        number=invoice.number,
        version=1,
        kind=kind,
        state="completed",
        store=SOURCE,
        channel="web",
        currency="GBP",
        zone=ZONE,
        placed_at=at,
        paid_at=at if kind == "sale" or paid else None,
        customer=rows[0].customer,
        goods_minor=paid if kind == "sale" else 0,
        paid_minor=paid,
        lines=lines,
        refunds=_refunds(invoice.number, rows, at),
    )


def _kind(invoice: Invoice) -> Kind:
    rows = invoice.rows
    if invoice.number.startswith("C"):
        if any(row.quantity > 0 for row in rows):
            raise BadRow("a cancellation with a row of positive amount")
        return "return"
    is_note = all(row.amount_minor == 0 and row.customer is None for row in rows)
    if invoice.number.startswith("A") or is_note or any(row.quantity < 0 for row in rows):
        return "adjustment"
    return "sale"


def _line(number: int, row: Row, kind: Kind) -> LineBody:
    return LineBody(
        line=number,
        sku=row.sku,
        title=row.title,
        quantity=abs(row.quantity) if kind == "return" else row.quantity,
        unit_price_minor=row.unit_price_minor,
        paid_minor=max(0, row.amount_minor),
    )


def _refunds(number: str, rows: list[Row], at: datetime) -> tuple[RefundBody, ...]:
    lines = tuple(
        RefundLineBody(line=index, quantity=-row.quantity, amount_minor=-row.amount_minor)
        for index, row in enumerate(rows, 1)
        if row.quantity < 0
    )
    amount = sum(line.amount_minor for line in lines)
    if not lines or (amount == 0 and not number.startswith("C")):
        return ()
    return (RefundBody(id=number, refunded_at=at, amount_minor=amount, lines=lines),)
