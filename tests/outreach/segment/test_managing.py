"""What staff do with segments, what is wrong with definitions, and circles that nobody closes."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import pytest

from promenade.contracts.behaviour import Act
from promenade.kit.decoding import receive
from promenade.kit.errors import Invalid, Stale
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.checking import faults
from promenade.outreach.segment.model.registry import (
    CircularSegments,
    NamedTooDeep,
    Registry,
)
from promenade.outreach.segment.model.segment import Segment, SegmentArchivedBefore, SegmentInUse
from promenade.outreach.segment.service import managing
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.wire.segments import EstimateBody
from tests.support.fakes.segment import UNUSED
from tests.support.segments import CHINESE, drafted, edited, fakes, real
from tests.support.stamps import stamp


@pytest.fixture(params=[fakes, real])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    made: Doors = request.param()
    return made


def names(*ids: str) -> d.Condition:
    return d.AnyOf(tuple(d.InSegment(each) for each in ids))


def found(doors: Doors, id_: str) -> tuple[int, d.Condition]:
    segment = managing.get(id_, doors.segments)
    return segment.version, segment.terms.definition


def test_a_draft_sent_again_is_made_once(doors: Doors) -> None:
    assert drafted(doors, "a") == drafted(doors, "a")
    assert found(doors, "a") == (1, CHINESE)


def test_an_edit_of_a_version_that_is_not_the_newest_changes_nothing(doors: Doors) -> None:
    drafted(doors, "a")
    edited(doors, "a", d.Address("phone"))
    with pytest.raises(Stale):
        managing.archive(managing.Change("a", 1, stamp("late")), doors.segments, UNUSED)
    assert found(doors, "a") == (2, d.Address("phone"))


def test_an_archived_segment_is_not_edited(doors: Doors) -> None:
    drafted(doors, "a")
    managing.archive(managing.Change("a", 1, stamp("archive")), doors.segments, UNUSED)
    with pytest.raises(SegmentArchivedBefore):
        edited(doors, "a", d.Address("phone"))
    assert found(doors, "a") == (2, CHINESE)


def test_a_segment_that_another_one_names_is_not_archived_until_that_is(doors: Doors) -> None:
    drafted(doors, "a")
    drafted(doors, "b", names("a"))
    archive = managing.Change("a", 1, stamp("archive"))
    with pytest.raises(SegmentInUse) as refused:
        managing.archive(archive, doors.segments, UNUSED)
    assert refused.value.facts == {"segments": "b"}
    managing.archive(managing.Change("b", 1, stamp("archive b")), doors.segments, UNUSED)
    assert managing.archive(archive, doors.segments, UNUSED).status == "archived"


def test_a_segment_that_another_one_names_stays_dynamic(doors: Doors) -> None:
    drafted(doors, "a")
    drafted(doors, "b", names("a"))
    with pytest.raises(SegmentInUse) as refused:
        edited(doors, "a", CHINESE, keeping="static")
    assert refused.value.facts == {"segments": "b"}
    assert managing.get("a", doors.segments).terms.keeping == "dynamic"
    assert found(doors, "a") == (1, CHINESE)


def test_a_segment_is_not_named_by_an_edit_while_it_is_put_away(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is archived after the edit has seen it in use."""
    drafted(doors, "a")
    drafted(doors, "b")
    read, waiting = doors.segments.find_many, ["a"]

    def overtaken(ids: Sequence[str]) -> Mapping[str, Segment]:
        seen = read(ids)
        if waiting:
            managing.archive(
                managing.Change(waiting.pop(), 1, stamp("away")), doors.segments, UNUSED
            )
        return seen

    monkeypatch.setattr(doors.segments, "find_many", overtaken)
    with pytest.raises(Invalid) as refused:
        edited(doors, "b", names("a"))
    assert [each.code for each in refused.value.faults] == ["unknown_segment"]
    assert found(doors, "b") == (1, CHINESE)


def test_a_circle_is_refused_with_the_way_round_it(doors: Doors) -> None:
    drafted(doors, "a")
    drafted(doors, "b", names("a"))
    drafted(doors, "c", names("b"))
    with pytest.raises(CircularSegments) as refused:
        edited(doors, "a", names("c"))
    assert refused.value.facts == {"path": "a > c > b > a"}
    assert found(doors, "a") == (1, CHINESE)


def test_two_edits_that_close_a_circle_together_do_not_both_win(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is written after this one has looked at what names what."""
    drafted(doors, "a")
    drafted(doors, "b")
    read, waiting = doors.segments.registry, ["b"]

    def overtaken() -> Registry:
        seen = read()
        if waiting:
            edited(doors, waiting.pop(), names("a"))
        return seen

    monkeypatch.setattr(doors.segments, "registry", overtaken)
    with pytest.raises(CircularSegments):
        edited(doors, "a", names("b"))
    assert found(doors, "a") == (1, CHINESE)
    assert found(doors, "b") == (2, names("a"))


def test_names_go_five_deep_at_most(doors: Doors) -> None:
    drafted(doors, "s0")
    for depth in range(1, 6):
        drafted(doors, f"s{depth}", names(f"s{depth - 1}"))
    with pytest.raises(NamedTooDeep):
        drafted(doors, "s6", names("s5"))
    assert doors.segments.find("s6") is None


def test_segments_that_are_unknown_or_static_are_not_named(doors: Doors) -> None:
    drafted(doors, "kept", keeping="static")
    with pytest.raises(Invalid) as refused:
        drafted(doors, "a", d.AllOf((d.InSegment("kept"), d.Not(d.InSegment("nowhere")))))
    told = [(each.pointer, each.code) for each in refused.value.faults]
    assert told == [
        ("/definition/of/0/segment_id", "static_segment"),
        ("/definition/of/1/of/segment_id", "unknown_segment"),
    ]
    assert doors.segments.find("a") is None


@pytest.mark.parametrize(
    ("condition", "pointer", "code"),
    [
        (d.Field("zone", "eq"), "/of/0/values", "missing"),
        (d.Field("zone", "missing", ("UTC",)), "/of/0/values", "not_compared"),
        (d.Tag("VET-669fd3"), "/of/0/name", "wrong_value"),
        (d.Tag("vip\n"), "/of/0/name", "wrong_value"),
        (d.Field("country", "eq", ("CN", "Germany")), "/of/0/values/1", "unknown_country"),
        (d.Field("country", "eq", ("cn",)), "/of/0/values/0", "unknown_country"),
        (d.Field("country", "neq", ("UK",)), "/of/0/values/0", "unknown_country"),
        (d.Field("language", "eq", ("English",)), "/of/0/values/0", "wrong_value"),
        (d.Field("zone", "eq", ("Beijing",)), "/of/0/values/0", "unknown_zone"),
        (d.Purchases(), "/of/0", "unbounded"),
        (d.Purchases(5, 2), "/of/0/at_most", "contradiction"),
        (d.Spent("CNY", 500, 200), "/of/0/at_most_minor", "contradiction"),
        (d.Bought(), "/of/0", "unbounded"),
        (d.Bought("last", 7, 7), "/of/0/not_within_days", "contradiction"),
        (d.Did(Act.CART, 7), "/of/0", "unbounded"),
        (d.Did(Act.CART, 7, 3, 1), "/of/0/at_most", "contradiction"),
        (d.Did(Act.CART, 7, 0), "/of/0/at_least", "always"),
        (d.Did(Act.CART, 7, 1, sku="A", category="a"), "/of/0/category", "one_of_two"),
        (d.Scored("money"), "/of/0/currency", "missing"),
        (d.Scored("recency", currency="CNY"), "/of/0/currency", "no_currency"),
        (d.Scored("recency", 4, 2), "/of/0/at_most", "contradiction"),
    ],
)
def test_what_means_nothing_is_refused_where_it_stands(
    condition: d.Condition, pointer: str, code: str
) -> None:
    told = [(each.pointer, each.code) for each in faults(d.AnyOf((condition, CHINESE)))]
    assert told == [(pointer, code)]


def test_a_language_is_kept_as_profiles_keep_it() -> None:
    sent = {"kind": "field", "name": "language", "test": "eq", "values": ["EN", "zh-hans-cn"]}
    read = receive(msgspec.json.encode({"definition": sent}), EstimateBody)
    assert read.definition == d.Field("language", "eq", ("en", "zh-Hans-CN"))
    assert list(faults(read.definition)) == []


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"kind": "all_of", "of": []}, "/definition/of"),
        ({"kind": "did", "act": "cart", "within_days": 0}, "/definition/within_days"),
        ({"kind": "not", "of": {"kind": "did", "act": "sing", "within_days": 1}},
         "/definition/of/act"),
        ({"kind": "any_of", "of": [{"kind": "horoscope"}]}, "/definition/of/0/kind"),
    ],
)  # fmt: skip
def test_what_is_no_definition_is_refused_where_it_stands(sent: Any, pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        receive(msgspec.json.encode({"definition": sent}), EstimateBody)
    assert [each.pointer for each in refused.value.faults] == [pointer]


def test_a_definition_that_is_too_large_is_told_so_once() -> None:
    deep: d.Condition = CHINESE
    for _ in range(d.MOST_DEPTH):
        deep = d.Not(deep)
    wide = d.AllOf(tuple(d.AnyOf((CHINESE,) * 50) for _ in range(2)))
    assert [[each.code for each in faults(one)] for one in (deep, wide)] == [["too_large"]] * 2
