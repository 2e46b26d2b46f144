"""Writes what the API says of itself, openapi.json and docs.html, into the folder that is named.
docs_api serves them; its build makes them."""

import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from infra.docs.json_lines import LINES
from infra.docs.page import page
from infra.docs.parameters import PARAMETERS
from infra.local import capabilities, functions, samples, template
from infra.local.samples import Sample
from promenade.contracts.access import ACCESS
from promenade.kit.http import openapi
from promenade.kit.http.routes import Route
from promenade.kit.imports import JSON_LINES
from promenade.kit.values import replace

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
    ordered = {group: _in_steps(routes) for group, routes in apis.items()}
    return openapi.document(ordered, about, ACCESS, _examples(), PARAMETERS)


def _in_steps(routes: Iterable[Route]) -> list[Route]:
    """As people work: what a golden sample takes as given comes before it."""
    steps = {
        _route(sample): samples.step(name)
        for name, sample in samples.http_samples()
        if not samples.variant(name)
    }
    return sorted(routes, key=lambda route: steps.get(route.name, 0))


def _examples() -> dict[str, openapi.Example]:
    """Route name → its golden sample, with what its variants send and are answered."""
    found: dict[str, openapi.Example] = {}
    others: dict[str, dict[str, Any]] = {}
    answers: dict[str, dict[int, Any]] = {}
    for name, sample in samples.http_samples():
        route, title = _route(sample), samples.variant(name)
        if not title:
            found[route] = _example(sample)
        elif sample.request.body is not None:
            others.setdefault(route, {})[title] = sample.request.body
        else:
            answers.setdefault(route, {})[sample.response.status] = sample.response.body
    return {
        name: replace(
            each,
            others=others.get(name, {}),
            responses=answers.get(name, {}) | dict(each.responses),
        )
        for name, each in found.items()
    }


def _example(sample: Sample) -> openapi.Example:
    asked, answered = sample.request, sample.response
    return openapi.Example(
        parameters=asked.path | asked.headers | asked.query,
        request=asked.body,
        responses={answered.status: answered.body},
        requests=_lines(_route(sample)),
    )


def _route(sample: Sample) -> str:
    return f"{sample.request.method} {sample.request.resource}"


def _lines(route: str) -> dict[str, str]:
    return {JSON_LINES: LINES[route]} if route in LINES else {}


if __name__ == "__main__":
    functions.pretend_to_be_deployed()
    write(Path(sys.argv[1]))
