"""Which process runs: the one that holds a file with its id."""

import contextlib
import fcntl
import os
import signal
from pathlib import Path
from typing import IO


def hold(lock: IO[str]) -> None:
    """For as long as any process has this file open."""
    fcntl.flock(lock, fcntl.LOCK_EX)


def held_by(lock_file: Path) -> int | None:
    """The id of the process that holds it, which it wrote there."""
    if not lock_file.exists():
        return None
    with lock_file.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(lock.read())
    return None


def end_orphans(leader: int) -> None:
    """Functions outlive a cloud that was killed, and would write into the next one. They are
    in its process group, whose id no other process gets while one of them lives."""
    try:
        os.kill(leader, 0)
    except ProcessLookupError:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(leader, signal.SIGKILL)
