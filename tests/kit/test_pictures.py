"""What a picture is, and how many pixels it has, by its first bytes."""

import pytest

from promenade.kit.pictures import Seen, is_whole, seen
from tests.support.pictures import END, png

FRAME = b"\xff\xc2\x00\x11\x08\x01\xe0\x02\x80\x03"
PROFILE = b"\xff\xe2\x00\x06ICC_"
JPEG = b"\xff\xd8" + PROFILE + FRAME
VP8 = b"RIFF\x40\x00\x00\x00WEBPVP8 \x20\x00\x00\x00\x30\x01\x00\x9d\x01\x2a\x80\x42\xe0\x41"
VP8L = b"RIFF\x40\x00\x00\x00WEBPVP8L\x20\x00\x00\x00\x2f\x7f\xc2\x77\x00" + b"\x00" * 5
VP8X = b"RIFF\x40\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\x7f\x02\x00\xdf\x01\x00"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"GIF89a\x80\x02\xe0\x01", "gif"),
        (b"GIF87a\x80\x02\xe0\x01", "gif"),
        (JPEG, "jpeg"),
        (b"\xff\xd8" + PROFILE * 200 + b"\xff" * 9 + FRAME, "jpeg"),
        (png(640, 480), "png"),
        (VP8, "webp"),
        (VP8L, "webp"),
        (VP8X, "webp"),
    ],
)
def test_a_picture_says_what_it_is_and_its_size(content: bytes, kind: str) -> None:
    assert seen(content) == Seen(f"image/{kind}", 640, 480)


@pytest.mark.parametrize(
    "content", [JPEG, png(rest=b""), VP8, VP8L, VP8X, b"GIF89a\x80\x02\xe0\x01"]
)
def test_what_breaks_off_before_its_size_is_none(content: bytes) -> None:
    whole = len(content) - (len(FRAME) - 9 if content is JPEG else 0)
    assert {seen(content[:end]) for end in range(whole)} == {None}


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html>" + png(),
        b"BM" + bytes(40),
        png(0, 480),
        b"\xff\xd8" + b"\xff\xe0\x00\x00" * 4,
        b"\xff\xd8" + PROFILE * 300 + FRAME,
        b"\xff\xd8\xff\xe0\x00\x10JFIF<script>",
        b"RIFF\x40\x00\x00\x00WAVEfmt " + bytes(20),
    ],
)
def test_what_is_no_such_picture_is_none(content: bytes) -> None:
    assert seen(content) is None


WHOLE = {
    "image/gif": b"GIF89a\x80\x02\xe0\x01" + b"data;",
    "image/jpeg": b"\xff\xd8\xff\xe1\x00\x06\xff\xd8\xff\xd9" + FRAME + b"scan\xff\xd9",
    "image/png": png(),
    "image/webp": VP8X + bytes(0x40 + 8 - len(VP8X)),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_picture_is_whole_at_its_end_and_not_a_byte_before(kind: str) -> None:
    """A JPEG's preview has an end of its own, which is not the picture's."""
    content = WHOLE[kind]
    assert seen(content) == Seen(kind, 640, 480)
    assert [end for end in range(len(content) + 1) if is_whole(content[:end], kind)] == [
        len(content)
    ]


@pytest.mark.parametrize("kind", WHOLE)
def test_what_follows_the_end_of_a_picture_counts_for_nothing(kind: str) -> None:
    assert is_whole(WHOLE[kind] + b"\0\0", kind)
    assert END in WHOLE["image/png"]
