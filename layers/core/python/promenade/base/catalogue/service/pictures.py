"""Use cases of pictures: announced, uploaded, looked at, and kept for good."""

from datetime import datetime
from typing import Protocol

from promenade.base.catalogue.model.picture import Picture, check_size, checked, id_of
from promenade.kit.errors import NotFound
from promenade.kit.files import Found
from promenade.kit.stamp import Stamp
from promenade.kit.uploads import Announced, FileIncomplete, Upload


class PictureStore(Protocol):
    def find_picture(self, picture_id: str) -> Picture | None: ...

    def add_picture(self, picture: Picture, stamp: Stamp) -> None:
        """One that is there already stays."""
        ...


class PictureFiles(Protocol):
    """All of it raises Unavailable."""

    def upload(self, picture_id: str, announced: Announced, now: datetime) -> Upload: ...

    def received(self, picture_id: str) -> Found | None: ...

    def content(self, picture_id: str, found: Found) -> bytes | None:
        """None where it is another one by now."""
        ...

    def keep(self, picture: Picture, content: bytes) -> None: ...

    def link(self, picture_id: str) -> str:
        """To see it: for anyone, for some minutes."""
        ...


def announce(
    announced: Announced, now: datetime, store: PictureStore, files: PictureFiles
) -> Picture | Upload:
    """Nothing is kept of it: the same picture has the same place. One that is here is uploaded no
    more."""
    picture_id = id_of(announced)
    return store.find_picture(picture_id) or files.upload(picture_id, announced, now)


def finish(picture_id: str, stamp: Stamp, store: PictureStore, files: PictureFiles) -> Picture:
    """Keeps the very bytes that were looked at. Raises FileIncomplete, PictureRefused."""
    if kept := store.find_picture(picture_id):
        return kept
    content = _received(picture_id, files)
    picture = checked(picture_id, content)
    files.keep(picture, content)
    store.add_picture(picture, stamp)
    return picture


def link(picture_id: str, store: PictureStore, files: PictureFiles) -> str:
    """Raises NotFound."""
    if store.find_picture(picture_id) is None:
        raise NotFound("There is no such picture.")
    return files.link(picture_id)


def _received(picture_id: str, files: PictureFiles) -> bytes:
    found = files.received(picture_id)
    if found:
        check_size(found.size_bytes)
    content = files.content(picture_id, found) if found else None
    if content is None:
        raise FileIncomplete("Upload the picture first, all of it.")
    return content
