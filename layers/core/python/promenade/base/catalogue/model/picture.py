"""Pictures that are kept here: named by their SHA-256, so that one never becomes another."""

from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256

from promenade.kit.errors import DomainError, Fault
from promenade.kit.pictures import EXTENSIONS, is_whole, seen
from promenade.kit.uploads import Announced
from promenade.kit.values import Document

MAX_BYTES = 10 * 1_048_576
MAX_PIXELS = 64_000_000
_AT = "/media/"
_UNKNOWN = "There is no such picture here: upload it, and finish that, before it is used."


class PictureRefused(DomainError):
    """What was uploaded is not the picture that was announced, or none that is shown."""


class Picture(Document, frozen=True, kw_only=True):
    """`id` is `<sha256>.<extension>`; the size is in pixels."""

    id: str
    media_type: str
    size_bytes: int
    width: int
    height: int


def id_of(announced: Announced) -> str:
    return f"{announced.sha256}.{EXTENSIONS[announced.media_type]}"


def path_of(picture_id: str) -> str:
    """What stands among the images of a product."""
    return _AT + picture_id


def ids_in(images: Iterable[str]) -> list[str]:
    """Of those that are kept here; the others are addresses elsewhere."""
    return [each.removeprefix(_AT) for each in images if each.startswith(_AT)]


def check_size(size_bytes: int) -> None:
    """Raises PictureRefused."""
    if size_bytes > MAX_BYTES:
        raise PictureRefused("A picture has at most 10 MiB.", size_bytes=size_bytes)


def checked(picture_id: str, content: bytes) -> Picture:
    """Raises PictureRefused."""
    check_size(len(content))
    digest, _, extension = picture_id.partition(".")
    if sha256(content).hexdigest() != digest:
        raise PictureRefused("These are other bytes than were announced.")
    found = seen(content)
    if found is None or EXTENSIONS[found.media_type] != extension:
        raise PictureRefused("The file is no picture of the type that was announced.")
    if not is_whole(content, found.media_type):
        raise PictureRefused("The picture breaks off before its end: upload another copy of it.")
    if found.width * found.height > MAX_PIXELS:
        width, height = found.width, found.height
        detail = f"A picture has at most 64 million pixels; this one is {width} × {height}."
        raise PictureRefused(detail, width=width, height=height)
    return Picture(
        id=picture_id,
        media_type=found.media_type,
        size_bytes=len(content),
        width=found.width,
        height=found.height,
    )


def picture_faults(images: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    """Of a product that shows pictures which are not kept here."""
    for index, image in enumerate(images):
        if any(each not in known for each in ids_in([image])):
            yield Fault(f"/images/{index}", "unknown_picture", _UNKNOWN)
