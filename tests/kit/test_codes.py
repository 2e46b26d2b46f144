"""Codes and labels in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.codes import code, is_code, label


@pytest.mark.parametrize(
    ("typed", "stored"), [("ｍｕｇ－１ ", "MUG-1"), ("mug-1", "MUG-1"), ("straße", "straße")]
)
def test_a_code_has_one_form(typed: str, stored: str) -> None:
    assert code(typed) == stored


@pytest.mark.parametrize("text", ["", "-A", "A B", "mug", "straße", "A" * 65, "A\n"])
def test_what_is_no_code_is_told(text: str) -> None:
    assert not is_code(text)


def test_a_label_is_lower_case_with_single_spaces() -> None:
    assert label("  New \t In ") == "new in"


@given(st.text())
def test_a_form_is_final(text: str) -> None:
    assert code(code(text)) == code(text)
    assert label(label(text)) == label(text)
