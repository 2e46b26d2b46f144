"""Text in the form that is kept, and what is none."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, inspect

from promenade.kit.decoding import Strict, receive
from promenade.kit.errors import Invalid
from promenade.kit.text import EXACT
from tests.support import functions

Reference = Annotated[str, Meta(min_length=1, pattern=r"^(?!\s)(?!.*\s$)", extra=EXACT)]


class Note(Strict, frozen=True, tag="note", tag_field="kind"):
    text: Annotated[str, Meta(max_length=20)]
    tags: tuple[str, ...] = ()
    words: dict[str, str] = msgspec.field(default_factory=dict)
    whose: Reference = "nobody"


class Picture(Strict, frozen=True, tag="picture", tag_field="kind"):
    name: str


Body: Any = Note | Picture


def read(**sent: Any) -> Any:
    return receive(msgspec.json.encode({"kind": "note", "text": "x"} | sent), Body)


def found(raw: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        receive(raw, Body)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


def test_texts_everywhere_are_composed_and_turn_nothing_around() -> None:
    note = read(text="e\u0301\u202e!", tags=["\u2066a\u2069"], words={"e\u0301": "o\u0302"})
    assert (note.text, note.tags, note.words) == ("é!", ("a",), {"é": "ô"})


def test_what_is_compared_exactly_stays_as_it_was_sent() -> None:
    assert read(text="e\u0301", whose="e\u0301") == Note(text="é", whose="e\u0301")


def test_blanks_around_what_is_compared_exactly_are_no_part_of_it() -> None:
    assert read(text=" a ", whose=" b c ") == Note(text=" a ", whose="b c")
    assert read(text=" \u00e9", whose=" e\u0301\n").whose == "e\u0301"


def test_what_is_refused_for_more_than_blanks_is_refused_in_the_same_words() -> None:
    deep = "[" * 900 + "]" * 900
    raw = f'{{"kind":"note","text":"x","other":{deep},"whose":" b"}}'.encode()
    assert ("/other", "unknown_field") in found(raw)
    raw = b'{"kind":"note","text":1,"whose":" b"}'
    assert found(raw) == [("/text", "wrong_value")]


@pytest.mark.parametrize("text", ["", "a\tb\n", "👩‍👩‍👧", "می‌خواهم", "A \u200b", "\\u0041"])
def test_what_people_write_is_taken(text: str) -> None:
    assert read(text=text).text == text


@pytest.mark.parametrize(
    "text", [" ", "\u200b", "\ufeff\u2060", "\u3164", "\u2800", "\u202e", "\uffff", "\ufdd0", "\n"]
)
def test_a_text_without_anything_to_see_is_refused(text: str) -> None:
    raw = msgspec.json.encode({"kind": "note", "text": text, "tags": ["a", text]})
    assert found(raw) == [("/text", "blank"), ("/tags/1", "blank")]


@pytest.mark.parametrize("escaped", [r"\u0000", r"a\u0007", r"\b", r"\u0085", "\x7f", "\x9b"])
def test_a_control_character_is_refused(escaped: str) -> None:
    raw = f'{{"kind":"note","text":"x{escaped}"}}'.encode()
    assert found(raw) == [("/text", "control_character")]


@pytest.mark.parametrize("raw", [b'{"kind":"note","text":"caf\xe9 \xc3("}', b"\xff\xfe{\x00}\x00"])
def test_bytes_that_are_no_text_are_refused(raw: bytes) -> None:
    assert found(raw) == [("", "not_utf8")]


def test_a_text_that_was_broken_on_its_way_is_refused() -> None:
    assert found('{"kind":"note","text":"caf\ufffd"}'.encode()) == [("/text", "not_utf8")]


def test_faults_of_texts_come_with_the_others() -> None:
    raw = b'{"kind":"note","text":"\\u0000","tags":[1],"x":1}'
    assert found(raw) == [
        ("/tags/0", "wrong_value"), ("/x", "unknown_field"), ("/text", "control_character"),
    ]  # fmt: skip


def test_names_that_become_the_same_are_no_guess() -> None:
    raw = '{"kind":"note","text":"x","words":{"e\u0301":"a","é\u200e":"b"}}'
    assert found(raw.encode()) == [("/words/é", "repeated_name")]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_what_is_kept_is_kept_again_unchanged(text: str) -> None:
    try:
        once = read(text=text)
    except Invalid:
        return
    assert read(text=once.text) == once


def patterns() -> Iterator[str]:
    for _, route in functions.routes():
        shapes = [each for each in (route.body, route.query) if each not in (None, bytes)]
        for each in inspect.multi_type_info(shapes):
            yield from _patterns(each)
        yield from (parameter.pattern for parameter in route.parameters.values())


def _patterns(node: Any, known: frozenset[int] = frozenset()) -> Iterator[str]:
    """What is `known` is in the midst of being looked at."""
    if id(node) in known:
        return
    if isinstance(node, inspect.StrType) and node.pattern:
        yield node.pattern
    parts = (getattr(node, name, ()) for name in node.__struct_fields__)
    for part in parts:
        for each in part if isinstance(part, tuple) else (part,):
            if isinstance(each, inspect.Type | inspect.Field):
                yield from _patterns(each, known | {id(node)})


def test_no_pattern_lets_a_line_break_pass_at_its_end() -> None:
    found = set(patterns())
    assert len(found) >= 5
    for pattern in found:
        for text in ("CNY", "abc", "a", "main"):
            assert not re.search(pattern, f"{text}\n"), pattern
