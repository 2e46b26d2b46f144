"""How many messages an SMS is charged as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.outreach.channel.model.segments import Segments, segments_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Segments("gsm7", 0, 1)),
        ("a" * 160, Segments("gsm7", 160, 1)),
        ("a" * 161, Segments("gsm7", 161, 2)),
        ("a" * 306, Segments("gsm7", 306, 2)),
        ("a" * 307, Segments("gsm7", 307, 3)),
        ("€" * 80, Segments("gsm7", 160, 1)),
        ("€" * 81, Segments("gsm7", 162, 2)),
        ("a" * 152 + "€" + "a" * 152, Segments("gsm7", 306, 3)),
        ("a" * 151 + "€" + "a" * 153, Segments("gsm7", 306, 2)),
        ("`", Segments("ucs2", 1, 1)),
        ("中" * 70, Segments("ucs2", 70, 1)),
        ("中" * 71, Segments("ucs2", 71, 2)),
        ("中" * 134, Segments("ucs2", 134, 2)),
        ("中" * 135, Segments("ucs2", 135, 3)),
        ("😀" * 35, Segments("ucs2", 70, 1)),
        ("中" * 66 + "😀" + "中" * 66, Segments("ucs2", 134, 3)),
        ("Ç¤Δ\n\r", Segments("gsm7", 5, 1)),
        ("ç", Segments("ucs2", 1, 1)),
    ],
)
def test_a_text_is_as_many_messages_as_its_alphabet_needs(text: str, found: Segments) -> None:
    assert segments_of(text) == found


def test_chinese_providers_count_every_text_in_characters() -> None:
    assert segments_of("a" * 71, is_wide=True) == Segments("ucs2", 71, 2)


@given(st.text(max_size=400), st.booleans())
def test_a_longer_text_is_never_cheaper(text: str, is_wide: bool) -> None:
    counts = [segments_of(text[:end], is_wide=is_wide).count for end in range(len(text) + 1)]
    assert counts == sorted(counts)


@given(st.text(alphabet="ab€[中😀`", max_size=400))
def test_no_fewer_messages_than_its_length_fills(text: str) -> None:
    found = segments_of(text)
    alone, each = (160, 153) if found.encoding == "gsm7" else (70, 67)
    if found.length <= alone:
        assert found.count == 1
    else:
        assert -(-found.length // each) <= found.count <= -(-found.length // (each - 1))
