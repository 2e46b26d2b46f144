"""The functions as Lambda would load them: each app.py by its path, as a module of its own."""

import os
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType

from infra.local import template
from infra.local.template import FOLDERS, ROOT
from promenade.kit.http.api import Api

NAMES = sorted(FOLDERS)
_SHOP = """{"source": "shop", "store": "flagship", "zone": "Asia/Shanghai", "hold_minutes": 15,
"confirm_days": 10, "complete_days": 7}"""


def load(name: str, folder: Path | None = None) -> ModuleType:
    """A fresh module, with whatever it keeps in memory empty; from its source, unless `folder`
    says otherwise."""
    module = ModuleType(f"functions.{name}")
    module.__file__ = str((folder or FOLDERS[name]) / "app.py")
    exec(_compiled(Path(module.__file__)), vars(module))  # noqa: S102  our own source
    return module


@cache
def _compiled(source: Path) -> CodeType:
    return compile(source.read_bytes(), source, "exec")


def apis() -> dict[str, Api]:
    """Function name → API, of those that answer HTTP."""
    apps = {name: load(name).app for name in NAMES}
    return {name: app for name, app in apps.items() if isinstance(app, Api)}


def pretend_to_be_deployed() -> None:
    """The functions load under any settings; nothing is called then."""
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    os.environ.setdefault("AUTH_ISSUERS", "[]")
    os.environ.setdefault("CALLS_PER_SECOND", "50")
    os.environ.setdefault("PRICE_CHANGE_LIMIT_BP", "3000")
    os.environ.setdefault("SHOP", _SHOP)
    os.environ.setdefault("STOREFRONT_ORIGINS", ",")
    wirings = [str(each.relative_to(ROOT) / "function.yaml") for each in FOLDERS.values()]
    everywhere = template.read("infra/stack.yaml")["Globals"]["Function"]
    for wiring in (everywhere, *map(template.read, wirings)):
        for name, value in wiring.get("Environment", {}).get("Variables", {}).items():
            os.environ.setdefault(name, "{}" if "{'Sub': '{" in str(value) else "unused")


def sample_name(name: str, kind: str, view: str = "") -> str:
    """Of the golden sample of a function, or of one of its views: its path under events/, without
    suffix."""
    module = FOLDERS[name].parent.relative_to(ROOT / "functions")
    return str(module / kind / ".".join(filter(None, (name, view))))
