from typing import Any

import msgspec
import pytest
from msgspec import Raw

from promenade.base.audit.model import AuditRecord, End, breaks, chained, ends_of
from promenade.base.audit.wire import (
    AuditQuery,
    AuditRecordPage,
    Shop,
    read_change,
    read_line,
    read_query,
    show_lines,
)
from promenade.kit.errors import Invalid
from promenade.kit.paging import Page
from promenade.kit.values import replace

CHANGE = {
    "source": "promenade.stock",
    "fact": "StockMoved",
    "key": "SKU#MUG/LEVEL",
    "version": 2,
    "occurred_at": "2026-03-01T12:00:00.000000Z",
    "correlation_id": "c-1",
    "actor": "staff:maria",
    "before": {"on_hand_count": 5},
    "after": {"on_hand_count": 8},
}


def test_a_change_names_its_capability_and_keeps_both_documents_as_they_came() -> None:
    record = read_change(msgspec.json.encode(CHANGE))
    assert record.subject == "stock:SKU#MUG/LEVEL"
    assert record.event_id == "stock:SKU#MUG/LEVEL@2"
    assert (record.before, record.after) == (
        Raw(b'{"on_hand_count":5}'),
        Raw(b'{"on_hand_count":8}'),
    )


def test_a_creation_has_no_before() -> None:
    created = read_change(msgspec.json.encode(CHANGE | {"before": None}))
    assert bytes(created.before) == b"null"


def page_of(record: AuditRecord, *, seen_whole: bool = True) -> AuditRecordPage:
    line = chained(record, End(), "salt")
    return show_lines(Page((line,), None), None, seen_whole=seen_whole)


def shown(record: AuditRecord, *, seen_whole: bool = True) -> Any:
    return msgspec.json.decode(msgspec.json.encode(page_of(record, seen_whole=seen_whole)))


@pytest.mark.parametrize("wrong", [{"source": 5}, {"actor": None}, {"version": "2"}])
def test_a_message_that_is_no_change_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        read_change(msgspec.json.encode(CHANGE | wrong))


def test_documents_are_shown_as_json_not_as_text() -> None:
    record = read_change(msgspec.json.encode(CHANGE))
    page = shown(record)
    assert page["items"][0]["before"] == {"on_hand_count": 5}
    assert page["items"][0]["after"] == {"on_hand_count": 8}
    assert page["next"] is None


def test_who_may_not_read_personal_data_sees_what_looks_like_it_masked() -> None:
    change = CHANGE | {
        "key": "ORDER#shop#13812345678/-",
        "before": None,
        "after": {"number": "13812345678", "payment": {"method": "a@b.cn"}, "paid_minor": 5},
    }
    record = read_change(msgspec.json.encode(change))
    (whole,) = shown(record)["items"]
    (seen,) = shown(record, seen_whole=False)["items"]
    assert whole["after"] == change["after"]
    assert (seen["subject"], seen["event_id"]) == (
        "stock:ORDER#shop#***/-",
        "stock:ORDER#shop#***/-@2",
    )
    assert seen["before"] is None
    assert seen["after"] == {"number": "***", "payment": {"method": "***"}, "paid_minor": 5}


@pytest.mark.parametrize(
    "query",
    [
        AuditQuery(),
        AuditQuery(subject="stock:SKU#MUG/LEVEL", actor="staff:maria"),
        AuditQuery(actor="staff:maria", chain=0),
    ],
)
def test_a_query_gives_one_of_a_subject_an_actor_and_a_chain(query: AuditQuery) -> None:
    with pytest.raises(Invalid) as caught:
        read_query(query, Shop("shop"))
    assert [(f.source, f.pointer, f.code) for f in caught.value.faults] == [
        ("query", "/subject", "one_of_three")
    ]


@pytest.mark.parametrize("occasion", ["", "opening_1"])
def test_a_line_that_was_shown_is_read_as_it_was_and_proves_itself(occasion: str) -> None:
    change = CHANGE | {"occasion": occasion, "after": {"title": "Tasse “é” \U0001f600"}}
    (seen,) = page_of(read_change(msgspec.json.encode(change))).items
    line = read_line(msgspec.json.encode(seen))
    assert line == chained(read_change(msgspec.json.encode(change)), End(), "salt")
    assert list(breaks([line], {})) == []


def test_a_masked_line_tells_no_salt_and_its_place_is_proven_nevertheless() -> None:
    change = CHANGE | {"after": {"number": "13812345678"}}
    record = read_change(msgspec.json.encode(change))
    (seen,) = page_of(record, seen_whole=False).items
    line = read_line(msgspec.json.encode(seen))
    assert (line.link.salt, bytes(line.record.after)) == (None, b'{"number":"***"}')
    assert list(breaks([line], ends_of([chained(record, End(), "salt")]))) == []


def test_a_salt_that_somebody_took_away_is_no_mask() -> None:
    line = chained(read_change(msgspec.json.encode(CHANGE)), End(), "salt")
    forged = replace(line, link=replace(line.link, salt=None))
    (seen,) = show_lines(Page((forged,), None), None, seen_whole=True).items
    assert [each.kind for each in breaks([read_line(msgspec.json.encode(seen))], {})] == ["changed"]
