"""Pictures by their first bytes: what they are, and how many pixels they have. Nothing is decoded;
how much is looked at has a bound, whatever a file says of itself."""

from collections.abc import Callable, Mapping

from promenade.kit.values import Value

EXTENSIONS: Mapping[str, str] = {
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
}
"""By media type. None of them runs anything, as SVG may."""

BY_DIGEST = rf"[0-9a-f]{{64}}\.({'|'.join(EXTENSIONS.values())})(?!\n)$"
"""The end of a pattern: a name by the SHA-256 of what it names."""

_MOST_SEGMENTS = 256
"""Of JPEG, before its size: profiles and previews lie there in pieces of 64 KB."""

Size = tuple[int, int]


class Seen(Value, frozen=True):
    """In pixels."""

    media_type: str
    width: int
    height: int


def seen(content: bytes) -> Seen | None:
    """None of what is no such picture, or breaks off before it says its size."""
    for media_type, read in _READERS.items():
        size = read(content)
        if size and all(size):
            return Seen(media_type, *size)
    return None


def is_whole(content: bytes, media_type: str) -> bool:
    """Whether it comes to the end that such a picture has; what follows that counts for nothing."""
    return _ENDS[media_type](content)


def _gif_ends(content: bytes) -> bool:
    return content.rstrip(b"\0").endswith(b";")


def _png_ends(content: bytes) -> bool:
    return b"\0\0\0\0IEND\xae\x42\x60\x82" in content


def _webp_ends(content: bytes) -> bool:
    return len(content) >= 8 + _little(content[4:8])


def _jpeg_ends(content: bytes) -> bool:
    """After its frame: what lies before that, such as a preview, has ends of its own."""
    return b"\xff\xd9" in content[_frame(content) or len(content) :]


def _gif(content: bytes) -> Size | None:
    if content[:6] not in (b"GIF87a", b"GIF89a") or len(content) < 10:
        return None
    return _little(content[6:8]), _little(content[8:10])


def _png(content: bytes) -> Size | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR" or len(content) < 24:
        return None
    return _big(content[16:20]), _big(content[20:24])


def _webp(content: bytes) -> Size | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    kind = content[12:16]
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        return _little(content[26:28]) & 0x3FFF, _little(content[28:30]) & 0x3FFF
    if kind == b"VP8L" and content[20] == 0x2F:
        bits = _little(content[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return _little(content[24:27]) + 1, _little(content[27:30]) + 1
    return None


def _jpeg(content: bytes) -> Size | None:
    place = _frame(content)
    head = content[place : place + 9] if place else b""
    return (_big(head[7:9]), _big(head[5:7])) if len(head) == 9 else None


def _frame(content: bytes) -> int | None:
    """From segment to segment, up to the one in which a frame begins."""
    if content[:3] != b"\xff\xd8\xff":
        return None
    place = 2
    for _ in range(_MOST_SEGMENTS):
        head = content[place : place + 9]
        if len(head) < 9 or head[0] != 0xFF:
            return None
        if 0xC0 <= head[1] <= 0xCF and head[1] not in (0xC4, 0xC8, 0xCC):
            return place
        place += 2 + _big(head[2:4]) if head[1] != 0xFF else 1
    return None


def _big(number: bytes) -> int:
    return int.from_bytes(number, "big")


def _little(number: bytes) -> int:
    return int.from_bytes(number, "little")


_READERS: Mapping[str, Callable[[bytes], Size | None]] = {
    "image/gif": _gif,
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
_ENDS: Mapping[str, Callable[[bytes], bool]] = {
    "image/gif": _gif_ends,
    "image/jpeg": _jpeg_ends,
    "image/png": _png_ends,
    "image/webp": _webp_ends,
}
