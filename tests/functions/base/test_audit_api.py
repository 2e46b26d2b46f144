from datetime import UTC, datetime

from msgspec import Raw

from promenade.base.audit.model import AuditRecord
from promenade.base.audit.store import DynamoAuditStore
from tests.support.callers import MARKETER, OWNER
from tests.support.gateway import Gateway


def record(version: int) -> AuditRecord:
    return AuditRecord(
        event_id=f"stock:SKU#MUG/LEVEL@{version}",
        subject="stock:SKU#MUG/LEVEL",
        version=version,
        fact="StockMoved",
        actor="staff:maria",
        occurred_at=datetime(2026, 3, 1, version, tzinfo=UTC),
        correlation_id="c-1",
        before=Raw(b"null"),
        after=Raw(b"{}"),
    )


def test_pages_go_on_by_cursor_until_there_is_nothing_left(gateway: Gateway) -> None:
    for version in (1, 2, 3):
        DynamoAuditStore().append(record(version))
    asked = {"subject": "stock:SKU#MUG/LEVEL", "limit": 2}
    first = gateway.call("GET /audit-records", query=asked)
    rest = gateway.call("GET /audit-records", query=asked | {"cursor": first.json["next"]})
    assert [each["version"] for each in first.json["items"]] == [3, 2]
    assert [each["version"] for each in rest.json["items"]] == [1]
    assert rest.json["next"] is None


def test_a_cursor_is_good_for_its_own_listing_only(gateway: Gateway) -> None:
    for version in (1, 2):
        DynamoAuditStore().append(record(version))
    by_subject = {"subject": "stock:SKU#MUG/LEVEL", "limit": 1}
    cursor = gateway.call("GET /audit-records", query=by_subject).json["next"]
    answer = gateway.call("GET /audit-records", query={"actor": "staff:maria", "cursor": cursor})
    assert answer.pointers == [("query", "/cursor", "unknown_cursor")]


def test_marketers_do_not_read_the_trail(gateway: Gateway) -> None:
    asked = {"actor": "staff:maria"}
    assert gateway.call("GET /audit-records", query=asked, caller=MARKETER).status == 403
    assert gateway.call("GET /audit-records", query=asked, caller=OWNER).json["items"] == []
