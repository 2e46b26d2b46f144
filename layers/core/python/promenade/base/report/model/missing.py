"""Whether what the orders' own table says of an order is in the facts."""

from promenade.base.report.model.contribution import Folded
from promenade.base.report.model.facts import NOTHING, measured
from promenade.contracts.orders import RecordedOrder


def is_missing(recorded: RecordedOrder, folded: Folded | None) -> bool:
    """A newer version may be folded by now; a test order counts nowhere (N19)."""
    if folded is None or folded.version < recorded.version:
        return True
    if folded.version > recorded.version or not folded.by_day:
        return False
    total = NOTHING
    for facts in folded.by_day.values():
        total = total.plus(measured(facts))
    counted = (total.paid_minor, total.refunded_minor)
    return counted != (recorded.paid_minor, recorded.refunded_minor)
