"""Sealed cursors."""

from base64 import urlsafe_b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.errors import Invalid
from promenade.kit.paging import Cursors, Position

CURSORS = Cursors(lambda: b"a secret")
HERE = {"pk": "SKU#A", "sk": "MOVEMENT#1"}


def refused(cursor: str | None, scope: str = "movements of A", by: Cursors = CURSORS) -> bool:
    with pytest.raises(Invalid) as error:
        by.open(cursor, scope)
    faults = [(fault.source, fault.pointer, fault.code) for fault in error.value.faults]
    return faults == [("query", "/cursor", "unknown_cursor")]


def sealed() -> str:
    cursor = CURSORS.seal(HERE, "movements of A")
    assert cursor is not None
    return cursor


@given(st.dictionaries(st.text(), st.text()), st.text())
def test_a_sealed_position_opens_for_its_listing(position: Position, scope: str) -> None:
    assert CURSORS.open(CURSORS.seal(position, scope), scope) == position


def test_the_first_and_the_last_page_have_no_cursor() -> None:
    assert CURSORS.open(None, "any") is None
    assert CURSORS.seal(None, "any") is None


def test_a_cursor_cannot_be_carried_to_another_listing() -> None:
    assert refused(sealed(), "movements of B")


def test_a_cursor_of_another_secret_is_refused() -> None:
    assert refused(sealed(), by=Cursors(lambda: b"another"))


@pytest.mark.parametrize("cursor", ["", "x", "%%%", "ä", "AAAA" * 20, "=", "\n"])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    assert refused(cursor)


@given(st.data())
def test_no_character_of_a_cursor_can_be_changed(data: st.DataObject) -> None:
    cursor = sealed()
    index = data.draw(st.integers(0, len(cursor) - 2))
    letter = data.draw(st.sampled_from("ABab01-_").filter(lambda each: each != cursor[index]))
    assert refused(cursor[:index] + letter + cursor[index + 1 :])


def test_a_cursor_shows_nothing_of_where_it_points() -> None:
    raw = urlsafe_b64decode(sealed() + "==")
    assert b"SKU" not in raw
    assert b"MOVEMENT" not in raw


def test_a_cursor_cannot_be_cut_short() -> None:
    assert all(refused(sealed()[:length]) for length in range(len(sealed()) - 1))
