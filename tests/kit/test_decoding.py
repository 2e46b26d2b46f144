"""Bytes to values, and every fault at once."""

import json
from datetime import datetime, timedelta, timezone
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from promenade.kit.decoding import Strict, View, canonical, decode, read_query, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.findings import faults


class Percent(Strict, frozen=True, tag="percent", tag_field="kind"):
    off_bp: Annotated[int, Meta(ge=1, le=10_000)]


class Amount(Strict, frozen=True, tag="amount", tag_field="kind"):
    off_minor: Annotated[int, Meta(ge=1)]


class Line(Strict, frozen=True):
    sku: Annotated[str, Meta(min_length=1, max_length=5)]
    count: Annotated[int, Meta(ge=1, le=99)] = 1


class Cart(Strict, frozen=True):
    lines: Annotated[list[Line], Meta(min_length=1, max_length=3)]
    effect: Percent | Amount | None = None
    note: str | None = None
    at: datetime | None = None
    prices: dict[str, Annotated[int, Meta(ge=0)]] = msgspec.field(default_factory=dict)
    span: tuple[int, str] | None = None


def found(raw: bytes | str, shape: Any = Cart) -> list[tuple[str, str]]:
    """(pointer, code) of every fault."""
    with pytest.raises(Invalid) as refused:
        decode(raw.encode() if isinstance(raw, str) else raw, shape)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


def test_a_good_body_becomes_a_value() -> None:
    raw = b'{"lines": [{"sku": "A", "count": 2}], "effect": {"kind": "percent", "off_bp": 500}}'
    assert decode(raw, Cart) == Cart(lines=[Line(sku="A", count=2)], effect=Percent(off_bp=500))


def test_all_faults_are_told_at_once_in_the_order_of_the_shape() -> None:
    raw = """{
        "lines": [{"sku": ""}, {"count": 100, "colour": "red"}, {"sku": 5}],
        "effect": {"kind": "percent", "off_bp": 10001, "off_minor": 3},
        "note": 7, "at": "2026-01-05T09:30:00", "prices": {"A": -1, "a/b~c": "1"}, "coupon": null
    }"""
    assert found(raw.replace("T09:30:00", "")) == [
        ("/lines/0/sku", "wrong_value"),
        ("/lines/1/sku", "missing"),
        ("/lines/1/count", "wrong_value"),
        ("/lines/1/colour", "unknown_field"),
        ("/lines/2/sku", "wrong_value"),
        ("/effect/off_bp", "wrong_value"),
        ("/effect/off_minor", "unknown_field"),
        ("/note", "wrong_value"),
        ("/at", "wrong_value"),
        ("/prices/A", "wrong_value"),
        ("/prices/a~1b~0c", "wrong_value"),
        ("/coupon", "unknown_field"),
    ]


@pytest.mark.parametrize("count", ["1.0", "1.5", "1e1", "true", '"1"', "null", "0", "100"])
def test_a_count_is_an_integer_within_bounds(count: str) -> None:
    assert found(f'{{"lines": [{{"sku": "A", "count": {count}}}]}}') == [
        ("/lines/0/count", "wrong_value")
    ]


@pytest.mark.parametrize("digits", [20, 400, 5_000])
def test_huge_integers_are_out_of_bounds(digits: int) -> None:
    faulty = found(f'{{"lines": [{{"sku": "A", "count": {"9" * digits}}}]}}')
    assert faulty[0][0] in {"/lines/0/count", ""}


@pytest.mark.parametrize(
    ("lines", "pointer"),
    [("[]", "/lines"), ('[{"sku": "A"}' + ', {"sku": "A"}' * 3 + "]", "/lines")],
)
def test_lists_have_bounds(lines: str, pointer: str) -> None:
    assert found(f'{{"lines": {lines}}}') == [(pointer, "wrong_value")]


def test_what_is_too_long_is_not_looked_into() -> None:
    assert found(b'{"lines": [' + b",".join([b"{}"] * 87_000) + b"]}") == [
        ("/lines", "wrong_value")
    ]


def test_a_hundred_faults_are_told_and_all_are_counted() -> None:
    prices = ",".join(f'"{place}": -1' for place in range(5_000))
    with pytest.raises(Invalid) as refused:
        decode(f'{{"prices": {{{prices}}}}}'.encode(), Cart)
    told = [fault.pointer for fault in refused.value.faults]
    assert (told[:2], told[-1]) == (["/lines", "/prices/0"], "/prices/98")
    assert (len(told), refused.value.more_count) == (100, 4_901)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"nonsense",
        b'{"lines": NaN}',
        b"\xff\xfe",
        b'{"note": "\xff"}',
        b'{"note": "\\ud800"}',
        b'{"lines": []} {}',
        b"\xef\xbb\xbf{}",
    ],
)
def test_what_is_no_json_is_one_fault_of_the_whole(raw: bytes) -> None:
    assert found(raw) == [("", "not_json")]


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"prices": ' * 50_000, b'{"x":' + b"[" * 9_000])
def test_endless_nesting_is_refused(raw: bytes) -> None:
    assert found(raw) == [("", "not_json")]


@pytest.mark.parametrize("raw", ["[]", "3", '"text"', "null"])
def test_a_body_of_another_kind_is_a_fault_of_the_whole(raw: str) -> None:
    assert found(raw) == [("", "wrong_value")]


def test_of_a_repeated_name_the_last_value_counts() -> None:
    assert decode(b'{"sku": "A", "sku": "B"}', Line) == Line(sku="B")
    assert found('{"sku": "A", "sku": 1}', Line) == [("/sku", "wrong_value")]


@pytest.mark.parametrize(
    ("effect", "pointer", "code"),
    [
        ('{"kind": "free"}', "/effect/kind", "unknown_tag"),
        ('{"kind": ["percent"]}', "/effect/kind", "unknown_tag"),
        ('{"off_bp": 1}', "/effect/kind", "unknown_tag"),
        ('{"kind": "amount"}', "/effect/off_minor", "missing"),
        ('"percent"', "/effect", "wrong_value"),
        ("[]", "/effect", "wrong_value"),
    ],
)
def test_a_union_is_judged_by_its_tag(effect: str, pointer: str, code: str) -> None:
    assert found(f'{{"lines": [{{"sku": "A"}}], "effect": {effect}}}') == [(pointer, code)]


def test_a_lone_tagged_shape_refuses_another_tag() -> None:
    assert found('{"kind": "amount", "off_bp": 1}', Percent) == [("", "wrong_value")]


def test_the_whole_body_may_be_a_union() -> None:
    effect: Any = Percent | Amount
    assert decode(b'{"kind": "amount", "off_minor": 5}', effect) == Amount(off_minor=5)
    assert found('{"kind": "amount", "off_minor": 0}', effect) == [("/off_minor", "wrong_value")]


def test_a_fixed_tuple_is_judged_as_one() -> None:
    assert found('{"lines": [{"sku": "A"}], "span": [1, 2]}') == [("/span", "wrong_value")]


def test_a_query_is_read_from_text() -> None:
    assert read_query({"sku": ["A"], "count": ["3"]}, Line) == Line(sku="A", count=3)


def test_all_faults_of_a_query_are_told_and_placed() -> None:
    with pytest.raises(Invalid) as refused:
        read_query({"sku": ["A", "B"], "count": ["many"], "page": ["1"]}, Line)
    assert [(f.pointer, f.code, f.source) for f in refused.value.faults] == [
        ("/sku", "repeated", "query"),
        ("/count", "wrong_value", "query"),
        ("/page", "unknown_field", "query"),
    ]


class LineView(View, frozen=True):
    sku: str


def test_a_view_takes_the_attributes_of_its_names() -> None:
    assert show(Line(sku="A", count=2), LineView) == LineView(sku="A")


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from([*Cart.__struct_fields__, "x"]), inner)
    ),
    max_leaves=20,
)


def verdict(raw: bytes, shape: Any) -> tuple[Fault, ...]:
    try:
        decode(raw, shape)
    except Invalid as refused:
        assert refused.faults, "a refusal without a reason"  # noqa: PT017
        return refused.faults
    return ()


@given(_json)
def test_what_is_refused_is_exactly_what_has_faults(value: Any) -> None:
    raw = msgspec.json.encode(value)
    assert list(verdict(raw, Cart)) == faults(msgspec.json.decode(raw), Cart)


@given(st.binary())
def test_bytes_that_are_no_json_have_one_fault(raw: bytes) -> None:
    try:
        json.loads(raw)
    except ValueError:
        assert [fault.code for fault in verdict(raw, Line)] in (["not_json"], ["wrong_value"])
    else:
        assert verdict(raw, Line)


def test_one_canonical_form_of_all_that_mean_the_same() -> None:
    class Meant(Strict, frozen=True):
        at: datetime
        names: dict[str, str]
        tags: frozenset[str] = frozenset({"x", "y"})
        count: int = 1

    one = b'{"at":"2026-01-05T12:00:00+08:00","names":{"a":"1","b":"2"},"tags":["x","y"]}'
    same = b' {"count": 1, "names": {"b": "2", "\\u0061": "1"}, "at": "2026-01-05T04:00:00Z"}'
    other = b'{"at":"2026-01-05T12:00:00+08:00","names":{"a":"1","b":"2"},"tags":["x"]}'
    forms = [canonical(decode(raw, Meant)) for raw in (one, same, other)]
    assert forms[0] == forms[1] != forms[2]
    assert canonical(None) == b"null"


def test_an_instant_at_the_end_of_the_calendar_has_a_canonical_form_too() -> None:
    first = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8)))
    assert canonical([first]) == b'["0001-01-01T00:00:00Z"]'
