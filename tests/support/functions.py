"""The functions as Lambda would load them: each app.py by its path, as a module of its own."""

from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any
from unittest.mock import patch

from tests.support import callers
from tests.support.template import ROOT

from promenade.kit.http import edge
from promenade.kit.http.api import Api
from promenade.kit.http.routes import Route

NAMES = sorted(path.parent.name for path in ROOT.glob("functions/*/app.py"))


def load(name: str) -> ModuleType:
    """A fresh module, with whatever it keeps in memory empty; its issuers are the tests' own."""
    spec = spec_from_file_location(f"functions.{name}", ROOT / "functions" / name / "app.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    with patch.object(edge, "_fetch", callers.fetch):
        spec.loader.exec_module(module)
    return module


def apis() -> dict[str, Api]:
    """Function name → API, of those that have one."""
    loaded = {name: load(name).app for name in NAMES}
    return {name: app for name, app in loaded.items() if isinstance(app, Api)}


def routes() -> Iterator[tuple[str, Route]]:
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
    return load(name).app(event, Context())
