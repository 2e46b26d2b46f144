"""Units that go from one warehouse to another: both levels change, or neither."""

from datetime import datetime

from promenade.base.stock.model import Level, Movement, MoveStock, record
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class TransferStock(Value, frozen=True):
    id: str
    sku: str
    source: str
    target: str
    count: int
    reason: str


class Transfer(TransferStock, frozen=True):
    """The balances are what is on hand in either warehouse then."""

    source_balance_count: int
    target_balance_count: int
    occurred_at: datetime
    actor: str


Moved = tuple[Level, Movement]


def record_both(
    source: Level | None, target: Level | None, command: TransferStock, stamp: Stamp
) -> tuple[Moved, Moved]:
    """Raises StockShort where the units are not available at the source."""
    leaving = _half(command, command.source, -command.count)
    arriving = _half(command, command.target, command.count)
    return record(source, leaving, stamp), record(target, arriving, stamp)


def transfer_of(command: TransferStock, moved: tuple[Moved, Moved], stamp: Stamp) -> Transfer:
    (source, _), (target, _) = moved
    return Transfer(
        id=command.id,
        sku=command.sku,
        source=command.source,
        target=command.target,
        count=command.count,
        reason=command.reason,
        source_balance_count=source.on_hand_count,
        target_balance_count=target.on_hand_count,
        occurred_at=stamp.at,
        actor=stamp.actor,
    )


def _half(command: TransferStock, warehouse: str, count: int) -> MoveStock:
    return MoveStock(command.id, command.sku, "transfer", count, command.reason, warehouse)
