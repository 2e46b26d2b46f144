"""The OpenAPI 3.1 document of a set of APIs, written from what their routes promise."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, get_args

import msgspec

from promenade.kit.errors import SecondFactorNeeded
from promenade.kit.http import openapi_refusals as refusals
from promenade.kit.http import openapi_words as words
from promenade.kit.http.auth import Access, Signed
from promenade.kit.http.paths import Parameter
from promenade.kit.http.problems import Problem
from promenade.kit.http.requests import IDEMPOTENCY_KEY, IF_MATCH
from promenade.kit.http.routes import Route
from promenade.kit.values import Value

Json = dict[str, Any]
_LEADING = (201, 202, 302)
_BEARER = {"type": "http", "scheme": "bearer"}
_REFERENCE = "#/components/schemas/{name}"


class Example(Value, frozen=True):
    """A request that its route accepts, and answers by status; `requests`, of other media types,
    and `others` by what they show."""

    parameters: Mapping[str, str | list[str]]
    request: Any
    responses: Mapping[int, Any]
    requests: Mapping[str, str] = {}
    others: Mapping[str, Any] = {}


def document(
    apis: Mapping[str, Iterable[Route]],
    about: Json,
    access: Access,
    examples: Mapping[str, Example],
    parameters: Mapping[str, str],
) -> Json:
    """`apis` maps the name of a group to its routes, in the order to tell them, `examples` the name
    of a route to one, `parameters` the name of one to what it means."""
    routes = [(group, route) for group, members in apis.items() for route in members]
    schema_of, schemas = _schemas(route for _, route in routes)
    alike = _by_shape([route for _, route in routes], examples)
    paths: Json = {}
    for group, route in routes:
        example = examples.get(route.name)
        of_route = _Describer(route, access, example, schema_of, parameters, alike)
        paths.setdefault(route.path, {})[route.method.lower()] = of_route.operation(group)
    described = {
        "openapi": "3.1.0",
        "info": about,
        "tags": [{"name": group} for group in sorted(apis)],
        "paths": paths,
        "components": _components(schemas, (route for _, route in routes)),
    }
    return words.for_callers(described)


def _by_shape(routes: Iterable[Route], examples: Mapping[str, Example]) -> dict[Any, Any]:
    """What some route answers of a shape, for another whose own sample is a refusal."""
    return {
        route.answers[status]: body
        for route in routes
        if route.name in examples
        for status, body in examples[route.name].responses.items()
        if status in route.answers
    }


def _components(schemas: Json, routes: Iterable[Route]) -> Json:
    return {
        "schemas": dict(sorted(schemas.items())),
        "responses": refusals.responses(routes),
        "securitySchemes": {"bearer": _BEARER},
    }


def _schemas(routes: Iterable[Route]) -> tuple[dict[Any, Json], Json]:
    """(shape → its schema or a reference to it, name → what is referred to)."""
    shapes = [Problem, *(shape for route in routes for shape in _shapes(route))]
    found, schemas = msgspec.json.schema_components(shapes, ref_template=_REFERENCE)
    return dict(zip(shapes, found, strict=True)), schemas


def _shapes(route: Route) -> list[Any]:
    asked = [route.body] if route.body not in (None, bytes) else []
    fields = msgspec.structs.fields(route.query) if route.query else ()
    return [*asked, *map(_asked_type, fields), *(each for each in route.answers.values() if each)]


def _asked_type(field: msgspec.structs.FieldInfo) -> Any:
    """Of a query parameter: absent is how a caller says null."""
    options = [each for each in get_args(field.type) if each is not type(None)]
    is_optional = type(None) in get_args(field.type) and len(options) == 1
    return options[0] if is_optional else field.type


class _Describer(Value, frozen=True):
    route: Route
    access: Access
    example: Example | None
    schema_of: Mapping[Any, Json]
    parameters: Mapping[str, str]
    alike: Mapping[Any, Any]

    def operation(self, group: str) -> Json:
        route = self.route
        described: Json = {
            "operationId": route.view.__name__,
            "tags": [group],
            "summary": words.summary(route),
            "description": words.description(route, self.access),
            "x-permission": words.permission(route),
            "x-permission-held": route.held != "everywhere" and route.held,
            "x-second-factor-within-s": route.second_factor and SecondFactorNeeded.MAX_AGE_S,
            "x-callers": words.callers(route, self.access),
            "security": [{"bearer": [route.allow]}] if isinstance(route.allow, str) else [],
            "parameters": [*self._in_path(), *self._in_query(), *self._in_headers()],
            "requestBody": self._request_body(),
            "responses": self._answers() | refusals.references(self.route),
        }
        return {name: value for name, value in described.items() if value not in ("", None, False)}

    def _in_path(self) -> list[Json]:
        return [
            self._parameter(name, "path", _segment(parameter), required=True)
            for name, parameter in self.route.parameters.items()
        ]

    def _in_query(self) -> list[Json]:
        if self.route.query is None:
            return []
        return [
            self._parameter(field.encode_name, "query", self._asked(field), required=field.required)
            for field in msgspec.structs.fields(self.route.query)
        ]

    def _in_headers(self) -> list[Json]:
        route = self.route
        due = {"Idempotency-Key": IDEMPOTENCY_KEY} if route.idempotent else {}
        due |= {"If-Match": IF_MATCH} if route.versioned else {}
        optional = ["If-None-Match"] if HTTPStatus.NOT_MODIFIED in route.answers else []
        optional += [*_signed(route), "Accept-Language"]
        return [
            *(
                self._parameter(name, "header", _text(pattern=pattern), required=True)
                for name, pattern in due.items()
            ),
            *(self._parameter(name, "header", _text(), required=False) for name in optional),
        ]

    def _asked(self, field: msgspec.structs.FieldInfo) -> Json:
        schema, default = self.schema_of[_asked_type(field)], field.default
        return schema if default in (msgspec.NODEFAULT, None) else schema | {"default": default}

    def _parameter(self, name: str, place: str, schema: Json, *, required: bool) -> Json:
        given = self.example.parameters.get(name) if self.example else None
        shown = {} if given is None else {"example": given}
        told = {"description": self.parameters[name]} if name in self.parameters else {}
        return {"name": name, "in": place, **told, "required": required, "schema": schema} | shown

    def _request_body(self) -> Json | None:
        if self.route.body is None:
            return None
        given = self.example.request if self.example else None
        if self.route.body is bytes:
            types = self.route.consumes or ("application/json",)
            others = self.example.requests if self.example else {}
            shown = {each: _content({}, others.get(each, given)) for each in types}
            return {"required": True, "content": shown}
        content = _content(self.schema_of[self.route.body], given)
        others = self.example.others if self.example else {}
        return {"required": True, "content": {"application/json": _with_others(content, others)}}

    def _answers(self) -> Json:
        return {str(status): self._answer(status) for status in sorted(self.route.answers)}

    def _answer(self, status: int) -> Json:
        shape = self.route.answers[status]
        answer: Json = {"description": HTTPStatus(status).phrase}
        if status in _LEADING:
            answer["headers"] = {"Location": {"schema": {"type": "string"}}}
        if shape is None:
            return answer
        shown = self.example.responses.get(status) if self.example else None
        if shape is str:
            return answer | {"content": {self.route.media_type: _content(_text(), shown)}}
        schema, shown = self.schema_of[shape], shown or self.alike.get(shape)
        return answer | {"content": {self.route.media_type: _content(schema, shown)}}


def _signed(route: Route) -> tuple[str, ...]:
    """Which of them a caller sends depends on who that is."""
    return route.allow.headers if isinstance(route.allow, Signed) else ()


def _text(**bounds: str | int) -> Json:
    return {"type": "string", **bounds}


def _segment(parameter: Parameter) -> Json:
    bounds = _text(minLength=1, maxLength=parameter.max_length, pattern=parameter.pattern)
    return bounds | {"description": parameter.says}


def _content(schema: Json, example: Any) -> Json:
    return {"schema": schema} if example is None else {"schema": schema, "example": example}


def _with_others(content: Json, others: Mapping[str, Any]) -> Json:
    """Either one example is named or several are."""
    if not others:
        return content
    plain = {"plain": content["example"], **others}
    return {"schema": content["schema"], "examples": {n: {"value": plain[n]} for n in plain}}
