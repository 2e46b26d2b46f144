"""Writes what the API says of itself, openapi.json and docs.html, into the folder that is named.
docs_api serves them; its build makes them."""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from infra.docs.json_lines import LINES
from infra.docs.page import page
from infra.docs.parameters import PARAMETERS
from infra.local import capabilities, functions, samples, template
from promenade.contracts.access import ACCESS
from promenade.kit.http import openapi
from promenade.kit.http.routes import Route
from promenade.kit.imports import JSON_LINES

_ABOUT = (template.ROOT / "infra" / "docs" / "about.md").read_text()


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")


def files() -> dict[str, str]:
    """File name → text."""
    described = _document()
    text = json.dumps(described, indent=1, ensure_ascii=False) + "\n"
    return {"docs.html": page(described), "openapi.json": text}


def _document() -> dict[str, Any]:
    apis: dict[str, list[Route]] = {}
    for name, api in functions.apis().items():
        group = next(iter(capabilities.served_by(name)), api.name)
        apis.setdefault(group, []).extend(api.routes)
    project = tomllib.loads((template.ROOT / "pyproject.toml").read_text())["project"]
    about = {
        "title": "Promenade",
        "version": project["version"],
        "summary": project["description"],
        "description": _ABOUT,
        "license": {"name": "MIT", "identifier": "MIT"},
    }
    return openapi.document(apis, about, ACCESS, _examples(), PARAMETERS)


def _examples() -> dict[str, openapi.Example]:
    """Route name → its golden sample."""
    return {
        f"{sample.request.method} {sample.request.resource}": openapi.Example(
            parameters=sample.request.path | sample.request.headers | sample.request.query,
            request=sample.request.body,
            status=sample.response.status,
            response=sample.response.body,
            requests=_lines(f"{sample.request.method} {sample.request.resource}"),
        )
        for _, sample in samples.http_samples()
    }


def _lines(route: str) -> dict[str, str]:
    return {JSON_LINES: LINES[route]} if route in LINES else {}


if __name__ == "__main__":
    functions.pretend_to_be_deployed()
    write(Path(sys.argv[1]))
