"""What every store of the audit trail promises; the fake and the real one alike."""

import pytest
from msgspec import Raw

from promenade.base.audit.model import AuditRecord, End, Line, breaks, chain_of, chained
from promenade.base.audit.service import AuditStore, record_change
from promenade.base.audit.store import AuditItem, DynamoAuditStore
from promenade.kit.paging import Page
from promenade.kit.patience import Contended
from promenade.kit.values import replace
from tests.support.audit import MADE, change
from tests.support.fakes.audit import FakeAuditStore


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> AuditStore:
    return FakeAuditStore() if request.param == "fake" else DynamoAuditStore()


def record(told: AuditRecord, store: AuditStore) -> bool:
    return record_change(told, "salt", store)


def records(page: Page[Line]) -> tuple[AuditRecord, ...]:
    return tuple(line.record for line in page.items)


def test_a_record_is_shown_as_it_was_appended(store: AuditStore) -> None:
    assert record(MADE, store) is True
    assert records(store.list_of_subject(MADE.subject, 10, None)) == (MADE,)
    assert records(store.list_of_actor("staff:maria", 10, None)) == (MADE,)


def test_an_event_delivered_twice_is_recorded_once_and_never_altered(store: AuditStore) -> None:
    record(MADE, store)
    assert record(replace(MADE, after=Raw(b"{}"), correlation_id="forged"), store) is False
    assert records(store.list_of_subject(MADE.subject, 10, None)) == (MADE,)


def test_a_subject_is_listed_newest_version_first_page_by_page(store: AuditStore) -> None:
    for version in (2, 1, 10, 3):
        record(change(version), store)
    first = store.list_of_subject(MADE.subject, 3, None)
    rest = store.list_of_subject(MADE.subject, 3, first.next)
    assert [each.version for each in records(first)] == [10, 3, 2]
    assert [each.version for each in records(rest)] == [1]
    assert rest.next is None


def test_an_actor_is_listed_newest_first_across_subjects(store: AuditStore) -> None:
    record(change(1), store)
    record(change(2, subject="stock:SKU#CUP/LEVEL"), store)
    record(change(3, actor="staff:olga"), store)
    listed = store.list_of_actor("staff:maria", 1, None)
    others = store.list_of_actor("staff:maria", 1, listed.next)
    assert [each.subject for each in records(listed)] == ["stock:SKU#CUP/LEVEL"]
    assert [each.subject for each in records(others)] == ["stock:SKU#MUG/LEVEL"]


def test_every_opening_of_one_version_is_on_record_once_and_newest_first(
    store: AuditStore,
) -> None:
    opened = [
        change(1, fact="PersonalDataOpened", after=Raw(b"null"), occasion=f"opening_{number}")
        for number in (1, 2)
    ]
    for each in (MADE, *opened, opened[0]):
        record(each, store)
    found = records(store.list_of_subject(MADE.subject, 10, None))
    assert found == (opened[1], opened[0], MADE)


def test_unknown_subjects_and_actors_have_empty_pages(store: AuditStore) -> None:
    record(MADE, store)
    assert store.list_of_subject("stock:SKU#MUG", 10, None).items == ()
    assert store.list_of_actor("staff", 10, None).items == ()


def test_a_document_of_quotation_marks_takes_no_more_room_than_it_has(stores: None) -> None:
    text = Raw(b'{"title":"' + rb"\"" * 90_000 + b'"}')
    written = change(1, before=text, after=text)
    assert record(written, DynamoAuditStore()) is True
    assert records(DynamoAuditStore().list_of_subject(MADE.subject, 1, None)) == (written,)


def test_versions_of_fifteen_digits_keep_their_order(store: AuditStore) -> None:
    for version in (10**12, 999_999_999_999):
        record(replace(change(1), version=version), store)
    found = records(store.list_of_subject(MADE.subject, 2, None))
    assert [each.version for each in found] == [10**12, 999_999_999_999]


def of_chain(chain: int, count: int) -> list[AuditRecord]:
    each = map(change, range(1, 1000))
    return [found for found in each if chain_of(found) == chain][:count]


def test_every_chain_holds_whatever_is_appended_and_redelivered(store: AuditStore) -> None:
    for version in (*range(1, 40), *range(20, 30)):
        record(change(version), store)
    lines = [line for chain in range(16) for line in store.list_of_chain(chain, 100, None).items]
    assert sorted(line.record.version for line in lines) == list(range(1, 40))
    assert list(breaks(lines, {})) == []
    for line in lines:
        assert store.end(line.link.chain).place >= line.link.place


def test_a_chain_is_listed_from_its_first_line_page_by_page(store: AuditStore) -> None:
    told = of_chain(3, 3)
    for each in told:
        record(each, store)
    first = store.list_of_chain(3, 2, None)
    rest = store.list_of_chain(3, 2, first.next)
    assert (*records(first), *records(rest)) == tuple(told)
    assert [line.link.place for line in (*first.items, *rest.items)] == [1, 2, 3]
    assert rest.next is None
    assert store.end(3) == End(3, rest.items[0].link.hash)
    assert store.end(4) == End()


def test_a_place_is_taken_once_and_who_comes_second_looks_again(stores: None) -> None:
    store = DynamoAuditStore()
    first, second = of_chain(3, 2)
    end = store.end(3)
    assert store.append(chained(first, end, "salt")) is True
    with pytest.raises(Contended):
        store.append(chained(second, end, "salt"))
    assert records(store.list_of_subject(MADE.subject, 10, None)) == (first,)
    assert record(second, store) is True
    assert records(store.list_of_chain(3, 10, None)) == (first, second)


@pytest.mark.parametrize("spoilt", [None, "", "{}", "no line"])
def test_what_somebody_spoilt_is_told_where_it_stood(stores: None, spoilt: str | None) -> None:
    store = DynamoAuditStore()
    for each in of_chain(3, 3):
        record(each, store)
    item = AuditItem.get("CHAIN#03", f"{2:015d}")
    item.body = spoilt
    item.save()
    lines = store.list_of_chain(3, 10, None).items
    assert [(e.kind, e.first) for e in breaks(lines, {})] == [
        ("parted", 2),
        ("changed", 2),
        ("parted", 3),
    ]
    assert len(store.list_of_subject(MADE.subject, 10, None).items) == 3
