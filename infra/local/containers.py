"""MiniStack 1.5.33, run by its own interpreter, without what it does over and over.

It unpacks a function and its layers, some thousand files, for each container anew; here an archive
is unpacked once, and linked to. It reads a condition anew for each item; here once. It has queues
wait while a stream's function runs; here streams have a thread of their own.
"""

import hashlib
import shutil
import sys
import tempfile
import time
import zipfile
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from types import SimpleNamespace

from ministack import app
from ministack.core import lambda_runtime
from ministack.services import dynamodb, lambda_svc

_unpacking = Lock()
_PAUSE_S = 0.1


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


_poll_streams = lambda_svc._poll_dynamodb_streams
_poll = lambda_svc._poll_loop


def _poll_all() -> None:
    Thread(target=_follow_streams, daemon=True).start()
    _poll()


def _follow_streams() -> None:
    while True:
        try:
            found = _poll_streams()
        except Exception as error:  # as MiniStack's own loop goes on
            lambda_svc.logger.error("Streams: %s", error)
            found = False
        if not found:
            time.sleep(_PAUSE_S)


if __name__ == "__main__":
    dynamodb._condition_syntax_error = cache(dynamodb._condition_syntax_error)
    dynamodb._tokenize = cache(dynamodb._tokenize)
    lambda_svc._poll_dynamodb_streams = lambda: False
    lambda_svc._poll_loop = _poll_all
    lambda_runtime.zipfile = SimpleNamespace(**vars(zipfile) | {"ZipFile": Archive})
    sys.exit(app.main())
