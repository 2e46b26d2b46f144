"""The functions, loaded afresh, believing the tests' own issuers."""

import atexit
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest.mock import patch

from infra import console, openapi
from infra.local import functions
from infra.local.template import FOLDERS
from promenade.kit.http import edge
from promenade.kit.http.api import Api
from promenade.kit.http.routes import Route
from tests.support import callers

NAMES = functions.NAMES
sample_name = functions.sample_name


def apis() -> dict[str, Api]:
    """Function name → API, of those that answer HTTP."""
    with patch.object(edge, "_fetch", callers.fetch):
        return functions.apis()


@cache
def routes() -> Sequence[tuple[str, Route]]:
    """(function name, route) of every function."""
    return [(name, route) for name, api in apis().items() for route in api.routes]


class Context:
    """What Lambda tells a handler about the invocation."""

    function_name = "test"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:test"
    aws_request_id = "test-request"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 10_000


def handler(name: str) -> Any:
    """A function's `app`, loaded afresh."""
    with patch.object(edge, "_fetch", callers.fetch):
        return functions.load(name, _built(name) if name in _STATIC else None).app


@cache
def _built(name: str) -> Path:
    """A folder as its build makes it, for this session."""
    folder = Path(mkdtemp(prefix="promenade-built-"))
    atexit.register(shutil.rmtree, folder)
    shutil.copy(FOLDERS[name] / "app.py", folder)
    _STATIC[name](folder / "static")
    return folder


def _console(folder: Path) -> None:
    if not console.DIST.exists():
        raise LookupError("The console is not built. Run: make build")
    shutil.copytree(console.DIST, folder)


_STATIC = {"console": _console, "docs_api": openapi.write}
"""By function that serves files: what puts them where it looks."""


def invoke(name: str, event: dict[str, Any]) -> Any:
    """`event` straight into a function's handler."""
    return handler(name)(event, Context())
