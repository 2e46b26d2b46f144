"""CSV as spreadsheets write it."""

import pytest

from promenade.kit.errors import Invalid
from promenade.kit.headers import Columns
from promenade.kit.sheets import read_sheet

COLUMNS = Columns(
    names=("code", "text", "count", "tags", "options", "note"),
    required=("code",),
    integers=frozenset({"count"}),
    lists=frozenset({"tags"}),
    maps=frozenset({"options"}),
    emptiable=frozenset({"note"}),
    examples={"code": "A"},
)


def read(text: str) -> list[tuple[int, dict[str, object], list[tuple[str, str]]]]:
    return [
        (line, values, [(fault.pointer, fault.code) for fault in faults])
        for line, values, faults in read_sheet(text, COLUMNS, 100)
    ]


def test_cells_become_what_their_columns_hold() -> None:
    header = " Code ,COUNT,tags,options,note,text\r\n"
    assert read(header + "A, 7 ,a;b；c,k=v;x＝1=2;y,,=1\r\n") == [
        (
            2,
            {
                "code": "A",
                "count": 7,
                "tags": ["a", "b", "c"],
                "options": {"k": "v", "x": "1=2", "y": ""},
                "note": None,
            },
            [("/text", "formula")],
        )
    ]


@pytest.mark.parametrize(
    "phone", ["+8613812345670", "+86 138 1234 5670", "+44 (20) 7946-0958", "＋8613812345670"]
)
def test_a_phone_number_is_no_formula(phone: str) -> None:
    assert read(f"code,text\nA,{phone}\n") == [(2, {"code": "A", "text": phone}, [])]


@pytest.mark.parametrize("cell", ["+1+1", "+1", "-1-2", "+123456*2", "+8613812345670|x", "=1"])
def test_a_sum_is_one(cell: str) -> None:
    assert read(f"code,text\nA,{cell}\n") == [(2, {"code": "A"}, [("/text", "formula")])]


def test_an_empty_cell_says_nothing_unless_it_can_empty_something() -> None:
    assert read("code,text,count,tags,options,note\nA,,,,,\n") == [
        (2, {"code": "A", "tags": [], "options": {}, "note": None}, [])
    ]


@pytest.mark.parametrize("cell", ["1.0", "1e3", "٣", "+1", "0x10", "1" * 13])
def test_what_is_no_whole_number_stays_text(cell: str) -> None:
    assert read(f"code,count\nA,{cell}\n") == [(2, {"code": "A", "count": cell}, [])]


def test_lines_are_counted_as_an_editor_does() -> None:
    text = 'code,text\nA,"one\ntwo"\n\nB,x\n"C\n'
    assert [(line, faults) for line, _, faults in read(text)] == [
        (2, []),
        (5, []),
        (6, [("", "malformed_csv")]),
    ]


def test_a_cell_too_large_is_the_fault_of_its_row() -> None:
    text = f'code,text\nA,"{"x" * 140_000}"\nB,y\n'
    assert [(line, faults) for line, _, faults in read(text)] == [
        (2, [("", "malformed_csv")]),
        (3, []),
    ]


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("text\n", ["missing_column"]),
        ("code,code\n", ["repeated_column"]),
        ("code,price,\n", ["unknown_column", "unknown_column"]),
    ],
)
def test_a_header_is_exact(header: str, codes: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        list(read_sheet(header, COLUMNS, 100))
    assert [fault.code for fault in refused.value.faults] == codes


@pytest.mark.parametrize("rows", ["", "\n\n", "A,1\n" * 101, '"A"x\n' * 101])
def test_rows_are_counted_before_they_are_read(rows: str) -> None:
    with pytest.raises(Invalid) as refused:
        read("code,count\n" + rows)
    assert [fault.code for fault in refused.value.faults] == ["wrong_row_count"]


def test_columns_are_counted_before_they_are_read() -> None:
    with pytest.raises(Invalid) as refused:
        read(",".join(["code"] * 201) + "\n")
    assert [fault.code for fault in refused.value.faults] == ["too_many_columns"]
