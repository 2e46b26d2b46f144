"""The functions, loaded afresh, believing the tests' own issuers."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from infra.local import functions
from promenade.kit.http import edge
from promenade.kit.http.api import Api
from promenade.kit.http.routes import Route
from tests.support import callers

NAMES = functions.NAMES


def apis() -> dict[str, Api]:
    """Function name → API, of those that have one."""
    with patch.object(edge, "_fetch", callers.fetch):
        return functions.apis()


def routes() -> Iterator[tuple[str, Route]]:
    """(function name, route) of every function."""
    for name, api in apis().items():
        for route in api.routes:
            yield name, route


class Context:
    """What Lambda tells a handler about the invocation."""

    function_name = "test"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:test"
    aws_request_id = "test-request"


def invoke(name: str, event: dict[str, Any]) -> Any:
    """`event` straight into a function's handler."""
    with patch.object(edge, "_fetch", callers.fetch):
        handler = functions.load(name).app
    return handler(event, Context())
