"""CSV as spreadsheets write it."""

import pytest

from promenade.kit.errors import Invalid
from promenade.kit.headers import Columns
from promenade.kit.sheets import inert, read_sheet

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


def test_a_backslash_takes_a_mark_as_it_stands() -> None:
    cells = r"A,a\;b；c\；d;\x\\;e\,k\=1=a=b\;c;x\y=\\"
    assert read(f"code,tags,options\n{cells}\n") == [
        (
            2,
            {
                "code": "A",
                "tags": ["a;b", "c；d", "\\x\\", "e\\"],
                "options": {"k=1": "a=b;c", "x\\y": "\\"},
            },
            [],
        )
    ]


@pytest.mark.parametrize("cell", ["Size=M;Size=L", "Size=M;size=M", "Size=M;Ｓｉｚｅ ＝L"])
def test_a_name_that_stands_twice_in_a_cell_is_no_guess(cell: str) -> None:
    ((_, _, faults),) = read(f"code,options\nA,{cell}\n")
    assert faults == [("/options", "repeated")]


@pytest.mark.parametrize(
    ("cell", "text"), [("'+1", "+1"), ("''+1", "'+1"), ("''90", "'90"), ("'90s", "'90s")]
)
def test_one_apostrophe_is_the_spreadsheets(cell: str, text: str) -> None:
    assert read(f"code,text\nA,{cell}\n") == [(2, {"code": "A", "text": text}, [])]
    assert inert(text) == cell


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


def said(text: str) -> list[str]:
    return [each.said("en") for _, _, faults in read_sheet(text, COLUMNS, 100) for each in faults]


def test_a_line_that_is_no_csv_is_told_as_one() -> None:
    assert said('code\nA\n"B"x\n') == [
        "Line 3 is no CSV: look for a quote that is missing or stands alone."
    ]
    assert said('code\nA\n"B\nC\n') == [
        "Lines 3 to 4 are no CSV: look for a quote that is missing or stands alone."
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_stand_between_commas_semicolons_or_tabs(separator: str) -> None:
    text = 'code,tags,text\nA,"x;y",1.5 kg\n'.replace(",", separator)
    assert read(text) == [(2, {"code": "A", "tags": ["x", "y"], "text": "1.5 kg"}, [])]


@pytest.mark.parametrize("first", ["sep=,", "SEP=;", '"sep=;"', "sep=\t", "sep=|", "sep=;;;"])
def test_the_line_in_which_excel_says_its_separator_is_obeyed(first: str) -> None:
    separator = first.strip('"')[4]
    text = f"{first}\r\ncode,text\r\nA,x\r\n".replace(",text", f"{separator}text")
    found = read(text.replace("A,", f"A{separator}"))
    assert found == [(3, {"code": "A", "text": "x"}, [])]


def test_a_row_in_which_nothing_stands_is_none() -> None:
    assert [(line, values["code"]) for line, values, _ in read("code,text\n,,\nA,\n , \n")] == [
        (3, "A")
    ]


@pytest.mark.parametrize("code", ["Code", "CODE ", "Code ID", "code_id", "Co-de"])
def test_names_of_columns_are_known_however_they_are_spaced(code: str) -> None:
    assert read(f"{code},Text\nA,x\n") == [(2, {"code": "A", "text": "x"}, [])]


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
