"""What may be given back: never more than was paid, per order, per line and per unit count."""

from collections import Counter
from collections.abc import Iterator

from promenade.contracts.orders import OrderDocument, OrderLine, Refund
from promenade.kit.errors import Fault


def refund_faults(order: OrderDocument) -> Iterator[Fault]:
    if not order.refunds:
        if order.kind == "return":
            yield Fault("/refunds", "missing", "A return says what was given back.")
        return
    yield from _identity(order)
    yield from _amounts(order)
    yield from _per_line(order)


def _identity(order: OrderDocument) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, refund in enumerate(order.refunds):
        if refund.id in seen:
            yield Fault(f"/refunds/{index}/id", "repeated", "Name each refund once.")
        seen.add(refund.id)


def _amounts(order: OrderDocument) -> Iterator[Fault]:
    """A sale gives back at most what was paid; a credit note exactly what its lines say."""
    for index, refund in enumerate(order.refunds):
        of_lines = sum(line.amount_minor for line in refund.lines)
        exact = order.kind != "sale"
        if of_lines > refund.amount_minor or (exact and of_lines != refund.amount_minor):
            facts = {"found_minor": refund.amount_minor, "expected_minor": of_lines}
            detail = "This is {found_minor}; its lines are {expected_minor}."
            yield Fault(f"/refunds/{index}/amount_minor", "wrong_sum", detail, facts=facts)
    if order.kind == "sale" and order.refunded_minor > order.paid_minor:
        facts = {"refunded_minor": order.refunded_minor, "paid_minor": order.paid_minor}
        detail = "Refunds are {refunded_minor}; {paid_minor} was paid."
        yield Fault("/refunds", "above_paid", detail, facts=facts)


def _per_line(order: OrderDocument) -> Iterator[Fault]:
    lines = {line.line: line for line in order.lines}
    units: Counter[int] = Counter()
    amounts: Counter[int] = Counter()
    for index, refund in enumerate(order.refunds):
        yield from _known_lines(refund, index, lines)
        for part in refund.lines:
            units[part.line] += part.quantity
            amounts[part.line] += part.amount_minor
    for number, line in lines.items():
        yield from _above(line, units[number], amounts[number], _at_most(order, line))


def _above(line: OrderLine, units: int, amount: int, most: int) -> Iterator[Fault]:
    if units > abs(line.quantity):
        facts = {"line": line.line, "refunded": units, "count": abs(line.quantity)}
        detail = "Line {line} has {count} units; refunds name {refunded} of them."
        yield Fault("/refunds", "above_line", detail, facts=facts)
    if amount > most:
        facts = {"line": line.line, "refunded_minor": amount, "paid_minor": most}
        detail = "Line {line} gets back {refunded_minor}; {paid_minor} was paid for it."
        yield Fault("/refunds", "above_line", detail, facts=facts)


def _known_lines(refund: Refund, index: int, lines: dict[int, OrderLine]) -> Iterator[Fault]:
    for position, part in enumerate(refund.lines):
        if part.line not in lines:
            pointer = f"/refunds/{index}/lines/{position}/line"
            yield Fault(pointer, "unknown", "The order has no line of this number.")


def _at_most(order: OrderDocument, line: OrderLine) -> int:
    if order.kind == "sale":
        return line.paid_minor if order.paid_at else 0
    return abs(line.quantity * line.unit_price_minor) - line.paid_minor
