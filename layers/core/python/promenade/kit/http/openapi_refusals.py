"""Refusals in the OpenAPI document: each is described once, as most are shared by many routes."""

from collections.abc import Iterable
from typing import Any

from promenade.kit.http.problems import MEDIA_TYPE, codes
from promenade.kit.http.routes import Route

Json = dict[str, Any]


def responses(routes: Iterable[Route]) -> Json:
    """Name → response: the document's `components/responses`."""
    found = {
        _name(named): _response(status, named)
        for route in routes
        for status, named in codes(route).items()
    }
    return dict(sorted(found.items()))


def references(route: Route) -> Json:
    """Status → reference to its response."""
    return {
        str(status): {"$ref": f"#/components/responses/{_name(named)}"}
        for status, named in codes(route).items()
    }


def _name(named: list[str]) -> str:
    """Of the refusal that has one of these codes, each of which belongs to one status."""
    return "_or_".join(named)


def _response(status: int, named: list[str]) -> Json:
    only = {"properties": {"code": {"enum": named}, "status": {"const": status}}}
    schema = {"allOf": [{"$ref": "#/components/schemas/Problem"}, only]}
    return {"description": ", ".join(named), "content": {MEDIA_TYPE: {"schema": schema}}}
