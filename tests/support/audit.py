"""Records of the audit trail, of one thing."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Raw

from promenade.base.audit.model import AuditRecord
from promenade.kit.values import replace

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MADE = AuditRecord(
    event_id="stock:SKU#MUG/LEVEL@1",
    subject="stock:SKU#MUG/LEVEL",
    version=1,
    fact="StockMoved",
    actor="staff:maria",
    occurred_at=NOON,
    correlation_id="c-1",
    before=Raw(b"null"),
    after=Raw(b'{"on_hand_count":5}'),
)


def change(version: int, **other: Any) -> AuditRecord:
    at = NOON + timedelta(minutes=version)
    return replace(
        MADE, event_id=f"stock:SKU#MUG/LEVEL@{version}", version=version, occurred_at=at, **other
    )
