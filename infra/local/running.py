"""The local cloud that `make up` keeps, and how a command of ours ends."""

import os
import sys
from collections.abc import Callable

from infra.local.cloud import ROOT, Cloud, CloudError
from infra.local.stack import Stack

HOME = ROOT / ".local" / "cloud"
_CHOSEN_PORT = HOME / "port"


def our_cloud() -> Cloud:
    """On the port that PORT names, else where it was put last."""
    last = _CHOSEN_PORT.read_text() if _CHOSEN_PORT.exists() else "4566"
    return Cloud(home=HOME, port=int(os.environ.get("PORT") or last))


def start() -> Stack:
    cloud = our_cloud()
    cloud.start()
    _CHOSEN_PORT.write_text(str(cloud.port))
    return Stack(cloud)


def running_stack() -> Stack:
    cloud = our_cloud()
    if not cloud.is_up():
        raise CloudError("The local cloud does not answer. Run: make up")
    return Stack(cloud)


def command(run: Callable[[], None]) -> None:
    """Runs a command; what went wrong is one sentence on what to do, not a traceback."""
    try:
        run()
    except CloudError as error:
        sys.exit(f"\n{error}")
    except KeyboardInterrupt:
        sys.exit(130)
