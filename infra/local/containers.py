"""MiniStack 1.5.33, run by its own interpreter, whose containers share what they are made of.

It unpacks a function and its layers, some thousand files, for each container anew, and has but one
core: that was most of what it did. Here an archive is unpacked once, and linked to. Starting
containers was most of what was left: a queue has as many here as the machine has cores.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any

from ministack import app
from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_most = lambda_svc._sqs_esm_concurrency
_unpacking = Lock()


class Archive(zipfile.ZipFile):
    def namelist(self) -> list[str]:
        """None to be looked at one by one: no entry leaves the folder it is extracted to."""
        return []

    def extractall(self, path: str) -> None:  # type: ignore[override]
        folder = Path(path)
        folder.rmdir()
        folder.symlink_to(self._unpacked(), target_is_directory=True)

    def _unpacked(self) -> Path:
        name = hashlib.blake2b(Path(str(self.filename)).read_bytes()).hexdigest()[:32]
        place = Path(tempfile.gettempdir(), f"unpacked-{name}")
        with _unpacking:
            if not place.exists():
                coming = place.with_suffix(".coming")
                shutil.rmtree(coming, ignore_errors=True)
                super().extractall(coming, super().namelist())
                coming.rename(place)
        return place


def side_by_side(
    mapping: dict[str, Any],
    function: dict[str, Any],
    config: dict[str, Any],
    queue: dict[str, Any] | None = None,
) -> int:
    """How many batches of one queue. Two at least, so that consumers meet each other."""
    most: int = _most(mapping, function, config, queue)
    return min(most, max(2, os.cpu_count() or 2))


if __name__ == "__main__":
    lambda_svc._sqs_esm_concurrency = side_by_side
    lambda_runtime.zipfile = SimpleNamespace(**vars(zipfile) | {"ZipFile": Archive})
    sys.exit(app.main())
