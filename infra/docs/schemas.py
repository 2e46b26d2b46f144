"""JSON schemas as HTML: fields in a table, types in words, references as links."""

from collections.abc import Iterator
from html import escape
from typing import Any

from infra.docs.patterns import PATTERNS

Json = dict[str, Any]
_BOUNDS = {
    "minimum": "≥ {}",
    "maximum": "≤ {}",
    "exclusiveMinimum": "> {}",
    "exclusiveMaximum": "< {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {}",
    "maxItems": "at most {}",
}
_MOST_OPTIONS = 50
_OPTIONS_SHOWN = 3


def schema_of(schema: Json) -> str:
    """A table of fields where there are any, else the type in words."""
    if "properties" not in schema:
        return type_of(schema)
    required = schema.get("required", ())
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{type_of(field)}</td>"
        f"<td>{'required' if name in required else ''}</td></tr>"
        for name, field in schema["properties"].items()
    )
    return f"<table>{rows}</table>"


def type_of(schema: Json) -> str:
    return " · ".join([_kind(schema), *_limits(schema)])


def _kind(schema: Json) -> str:
    options = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#schema-{escape(name)}">{escape(name)}</a>'
    if options:
        return " or ".join(type_of(option) for option in options)
    if "enum" in schema:
        return _one_of(schema["enum"])
    return _plain(schema)


def _one_of(options: list[Any]) -> str:
    """Of a long list, as of currencies, the first say what it is; the document has them all."""
    shown = options if len(options) <= _MOST_OPTIONS else options[:_OPTIONS_SHOWN]
    more = len(options) - len(shown)
    told = ", ".join(f"<code>{escape(str(value))}</code>" for value in shown)
    return f"{told} and {more} more" if more else told


def _plain(schema: Json) -> str:
    kind = escape(schema.get("format") or schema.get("type") or "anything")
    if "prefixItems" in schema:
        return f"[{', '.join(map(_kind, schema['prefixItems']))}]"
    if kind == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {type_of(schema['additionalProperties'])}"
    return kind


def _limits(schema: Json) -> Iterator[str]:
    if "prefixItems" in schema:
        return
    for told in _bounds(schema):
        yield f'<span class="limit">{escape(told)}</span>'


def _bounds(schema: Json) -> Iterator[str]:
    for name, form in _BOUNDS.items():
        if name in schema:
            is_one = schema[name] == 1 and name in {"minLength", "minItems"}
            yield "not empty" if is_one else form.format(schema[name])
    if told := PATTERNS.get(schema.get("pattern", "")):
        yield told
    if schema.get("default") is not None:
        yield f"default {schema['default']}"
