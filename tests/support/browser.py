"""A browser on a machine that has none: Chromium from npm with its libraries and a Chinese font,
unpacked below .local once. Run as a program, it does that; where there is a Chromium, nothing."""

import importlib.util
import shutil
import tarfile
from pathlib import Path
from typing import Any

from infra import console
from infra.local.template import ROOT

SOURCES = ROOT / "tests" / "e2e" / "console"
HOME = ROOT / ".local" / "browser"
AXE = HOME / "node_modules" / "axe-core" / "axe.min.js"
_BIN = HOME / "node_modules" / "@sparticuz" / "chromium" / "bin"
_PACKED = ("al2023.tar", "chromium", "swiftshader.tar")
_UNPACK = """
const { createReadStream, createWriteStream } = require('node:fs')
const { pipeline } = require('node:stream/promises')
const { createBrotliDecompress } = require('node:zlib')
const [from, to] = process.argv.slice(1)
void pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to))
"""
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{home}/cache</cachedir></fontconfig>
"""


def own() -> str | None:
    """The machine's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def prepare() -> None:
    """Axe is fetched in any case."""
    HOME.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCES / name, HOME)
    console.install(HOME)
    if own():
        return
    for name in _PACKED:
        console.node("-e", _UNPACK, _BIN / f"{name}.br", HOME / name, folder=HOME)
    for name in ("al2023", "swiftshader"):
        with tarfile.open(HOME / f"{name}.tar") as packed:
            packed.extractall(HOME / name, filter="data")
        (HOME / f"{name}.tar").unlink()
    (HOME / "chromium").chmod(0o755)
    found = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    assert found is not None
    assert found.origin is not None
    told = _FONTS.format(folder=Path(found.origin).parent, home=HOME)
    (HOME / "fonts.conf").write_text(told, encoding="utf-8")


def launched_by() -> dict[str, Any]:
    """What Playwright launches it with."""
    plain = ["--no-sandbox", "--disable-dev-shm-usage"]
    if there := own():
        return {"executable_path": there, "args": plain}
    return {
        "executable_path": str(HOME / "chromium"),
        "args": plain,
        "env": {
            "FONTCONFIG_PATH": str(HOME),
            "HOME": str(HOME),
            "LD_LIBRARY_PATH": str(HOME / "al2023" / "lib"),
        },
    }


if __name__ == "__main__":
    prepare()
