"""`make dev`: a saved edit of a function or of the core layer runs locally within seconds."""

import io
import os
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from infra.local.cloud import PYTHON_VERSION, ROOT
from infra.local.running import command, running_stack
from infra.local.stack import Stack
from infra.local.template import FOLDERS, logical_id

_LOOK_EVERY_S = 0.5
_CORE = ROOT / "layers" / "core"
_FUNCTIONS = ROOT / "functions"
_NEEDS_UP = (ROOT / "template.yaml", ROOT / "uv.lock", ROOT / "infra", ROOT / "layers" / "runtime")

Times = dict[Path, float]


def dev() -> None:
    stack = running_stack()
    print("Watching functions/ and layers/core/. Ctrl-C ends it.")
    before = _times()
    while True:
        time.sleep(_LOOK_EVERY_S)
        after = _times()
        changed = {path for path, _ in before.items() ^ after.items()}
        if changed:
            _deploy(stack, changed)
        before = after


def _deploy(stack: Stack, changed: set[Path]) -> None:
    began = time.monotonic()
    deployed = []
    if any(path.is_relative_to(_CORE) for path in changed):
        _update_core(stack)
        deployed.append("core layer")
    for name in sorted(_functions_of(changed) & stack.functions.keys()):
        _update_function(stack, name)
        deployed.append(name)
    if deployed:
        print(f"  {', '.join(deployed)} in {time.monotonic() - began:.1f} s", flush=True)
    if any(path.is_relative_to(root) for path in changed for root in _NEEDS_UP):
        print("  The template or the runtime layer changed. Deploy it with: make up", flush=True)


def _update_core(stack: Stack) -> None:
    """Built as `sam build` builds it, published as a new version, given to every function."""
    built = _build(_CORE, "CoreLayer")
    client = stack.client("lambda")
    layer = client.publish_layer_version(LayerName="CoreLayer", Content={"ZipFile": _zip(built)})
    for function in stack.functions.values():
        found = client.get_function_configuration(FunctionName=function)["Layers"]
        runtime = [entry["Arn"] for entry in found if ":CoreLayer" not in entry["Arn"]]
        client.update_function_configuration(
            FunctionName=function, Layers=[*runtime, layer["LayerVersionArn"]]
        )


def _update_function(stack: Stack, name: str) -> None:
    stack.client("lambda").update_function_code(
        FunctionName=stack.functions[name], ZipFile=_zip(_built(name))
    )


def _built(name: str) -> Path:
    folder = FOLDERS[name]
    return _build(folder, logical_id(name)) if (folder / "Makefile").exists() else folder


def _build(folder: Path, logical: str) -> Path:
    """By the makefile that `sam build` uses."""
    built = ROOT / ".local" / "dev" / logical
    built.mkdir(parents=True, exist_ok=True)
    names = [f"ARTIFACTS_DIR={built}", f"PYTHON_VERSION={PYTHON_VERSION}"]
    makefile = str(folder / "Makefile")
    subprocess.run(
        ["make", "-s", "-f", makefile, f"build-{logical}", *names], cwd=ROOT, check=False
    )
    return built


def _functions_of(changed: set[Path]) -> set[str]:
    return {
        name for name, folder in FOLDERS.items() if any(folder in path.parents for path in changed)
    }


def _zip(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.write(path, path.relative_to(folder))
    return packed.getvalue()


def _times() -> Times:
    return {path: path.stat().st_mtime for path in _watched()}


def _watched() -> Iterator[Path]:
    yield from _NEEDS_UP[:2]
    for top in (_CORE, _FUNCTIONS, *_NEEDS_UP[2:]):
        for folder, folders, names in os.walk(top):
            folders[:] = [name for name in folders if name not in {"__pycache__", "local"}]
            yield from (Path(folder) / name for name in names if not name.endswith("~"))


if __name__ == "__main__":
    command(dev)
