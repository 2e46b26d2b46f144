"""What every store of the audit trail promises; the fake and the real one alike."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import Raw

from promenade.base.audit.model import AuditRecord
from promenade.base.audit.service import AuditStore, record_change
from promenade.base.audit.store import DynamoAuditStore
from promenade.kit.values import replace
from tests.support.fakes.audit import FakeAuditStore

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


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> AuditStore:
    return FakeAuditStore() if request.param == "fake" else DynamoAuditStore()


def change(version: int, **other: Any) -> AuditRecord:
    at = NOON + timedelta(minutes=version)
    return replace(
        MADE, event_id=f"stock:SKU#MUG/LEVEL@{version}", version=version, occurred_at=at, **other
    )


def test_a_record_is_shown_as_it_was_appended(store: AuditStore) -> None:
    assert record_change(MADE, store) is True
    assert store.list_of_subject(MADE.subject, 10, None).items == (MADE,)
    assert store.list_of_actor("staff:maria", 10, None).items == (MADE,)


def test_an_event_delivered_twice_is_recorded_once_and_never_altered(store: AuditStore) -> None:
    record_change(MADE, store)
    assert record_change(replace(MADE, after=Raw(b"{}"), correlation_id="forged"), store) is False
    assert store.list_of_subject(MADE.subject, 10, None).items == (MADE,)


def test_a_subject_is_listed_newest_version_first_page_by_page(store: AuditStore) -> None:
    for version in (2, 1, 10, 3):
        record_change(change(version), store)
    first = store.list_of_subject(MADE.subject, 3, None)
    rest = store.list_of_subject(MADE.subject, 3, first.next)
    assert [each.version for each in first.items] == [10, 3, 2]
    assert [each.version for each in rest.items] == [1]
    assert rest.next is None


def test_an_actor_is_listed_newest_first_across_subjects(store: AuditStore) -> None:
    record_change(change(1), store)
    record_change(change(2, subject="stock:SKU#CUP/LEVEL"), store)
    record_change(change(3, actor="staff:olga"), store)
    listed = store.list_of_actor("staff:maria", 1, None)
    others = store.list_of_actor("staff:maria", 1, listed.next)
    assert [each.subject for each in listed.items] == ["stock:SKU#CUP/LEVEL"]
    assert [each.subject for each in others.items] == ["stock:SKU#MUG/LEVEL"]


def test_every_opening_of_one_version_is_on_record_once_and_newest_first(
    store: AuditStore,
) -> None:
    opened = [
        change(1, fact="PersonalDataOpened", after=Raw(b"null"), occasion=f"opening_{number}")
        for number in (1, 2)
    ]
    for record in (MADE, *opened, opened[0]):
        record_change(record, store)
    found = store.list_of_subject(MADE.subject, 10, None).items
    assert found == (opened[1], opened[0], MADE)


def test_unknown_subjects_and_actors_have_empty_pages(store: AuditStore) -> None:
    record_change(MADE, store)
    assert store.list_of_subject("stock:SKU#MUG", 10, None).items == ()
    assert store.list_of_actor("staff", 10, None).items == ()


def test_a_document_of_quotation_marks_takes_no_more_room_than_it_has(stores: None) -> None:
    text = Raw(b'{"title":"' + rb"\"" * 90_000 + b'"}')
    record = change(1, before=text, after=text)
    assert record_change(record, DynamoAuditStore()) is True
    assert DynamoAuditStore().list_of_subject(MADE.subject, 1, None).items == (record,)


def test_versions_of_fifteen_digits_keep_their_order(store: AuditStore) -> None:
    for version in (10**12, 999_999_999_999):
        record_change(replace(change(1), version=version), store)
    found = store.list_of_subject(MADE.subject, 2, None).items
    assert [each.version for each in found] == [10**12, 999_999_999_999]
