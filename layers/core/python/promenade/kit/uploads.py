"""Files that somebody else puts into the store, by an address that takes one file alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from promenade.kit.decoding import View
from promenade.kit.errors import Conflict
from promenade.kit.values import Value

BYTES = "application/octet-stream"
UPLOAD_LIFE = timedelta(hours=1)


class FileIncomplete(Conflict):
    """There is no such file yet as was announced: nothing was uploaded, or something else."""


class Announced(Value, frozen=True):
    """What is to come. With a `sha256`, in hex, the store takes these very bytes alone."""

    size_bytes: int
    media_type: str = BYTES
    sha256: str = ""


class Upload(Value, frozen=True):
    """Where one file goes, as it was announced: whoever has the address can put it there until
    `good_until`."""

    url: str
    headers: Mapping[str, str]
    good_until: datetime


class UploadView(View, frozen=True):
    """Where the file is sent by PUT, with these headers, until `good_until`: a file of another size
    is refused there."""

    url: str
    headers: dict[str, str]
    good_until: datetime
