"""The OpenAPI document as one page: no network, no framework, readable without scripts."""

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from infra.docs.schemas import schema_of, type_of
from infra.docs.text import marked_up

Json = dict[str, Any]
_HERE = Path(__file__).parent


def page(document: Json) -> str:
    style, script = ((_HERE / name).read_text() for name in ("page.css", "page.js"))
    return (
        f'<!doctype html>\n<html lang="en">\n{_head(document["info"], style, script)}\n'
        f"<body>\n{_navigation(document)}\n{_main(document)}\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _head(info: Json, style: str, script: str) -> str:
    return f"""<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">
<title>{escape(info["title"])} API</title>
<style>{style}</style>
</head>"""


def _navigation(document: Json) -> str:
    title, version = (escape(document["info"][name]) for name in ("title", "version"))
    return f"""<nav aria-label="Routes">
<a class="title" href="#top">{title} <small>{version}</small></a>
<input id="search" type="search" placeholder="Search routes (press /)" aria-label="Search routes">
{"".join(_menu(document))}
</nav>"""


def _main(document: Json) -> str:
    info = document["info"]
    return f"""<main id="top">
<h1>{escape(info["title"])} API</h1>
<p class="lead">{escape(info["summary"])}. <a href="openapi.json">OpenAPI 3.1</a></p>
{"".join(_paragraphs(info["description"]))}
{"".join(_group(document, tag) for tag in _tags(document))}
<section id="schemas"><h2>Schemas</h2>
{"".join(_named_schema(name, schema) for name, schema in _schemas(document).items())}
</section>
</main>"""


def _policy(style: str, script: str) -> str:
    style_hash, script_hash = (
        b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)
    )
    return f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'"


def _tags(document: Json) -> list[str]:
    return [tag["name"] for tag in document["tags"]]


def _schemas(document: Json) -> Json:
    schemas: Json = document["components"]["schemas"]
    return schemas


def _operations(document: Json, tag: str) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if tag in operation["tags"]:
                yield method, path, operation | {"responses": _responses(document, operation)}


def _responses(document: Json, operation: Json) -> Json:
    """With shared ones in the place of references to them."""
    shared = document["components"]["responses"]
    return {
        status: shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each
        for status, each in operation["responses"].items()
    }


def _menu(document: Json) -> Iterator[str]:
    for tag in _tags(document):
        links = "".join(
            f'<li><a href="#{escape(operation["operationId"])}"><b class="{method}">{method}</b> '
            f"<span>{escape(path)}</span></a></li>"
            for method, path, operation in _operations(document, tag)
        )
        yield f"<h2>{escape(tag)}</h2><ul>{links}</ul>"
    yield '<h2><a href="#schemas">Schemas</a></h2>'


def _group(document: Json, tag: str) -> str:
    parts = "".join(_operation(*found) for found in _operations(document, tag))
    return f'<section class="group"><h2>{escape(tag)}</h2>{parts}</section>'


def _operation(method: str, path: str, operation: Json) -> str:
    return f"""
<article id="{escape(operation["operationId"])}" class="operation">
<h3><b class="{method}">{method}</b> <code>{escape(path)}</code></h3>
<p class="summary">{marked_up(operation["summary"])}</p>
{"".join(_paragraphs(operation["description"]))}
<p class="access"><span class="permission">{escape(operation["x-permission"])}</span>
{"".join(f'<span class="caller">{escape(who)}</span>' for who in operation["x-callers"])}</p>
{_parameters(operation["parameters"])}
<div class="columns"><div>{_request(operation)}</div><div>{_answers(operation)}</div></div>
{_refusals(operation)}
</article>"""


def _parameters(parameters: list[Json]) -> str:
    if not parameters:
        return ""
    rows = "".join(
        f"<tr><td><code>{escape(each['name'])}</code></td><td>{each['in']}</td>"
        f"<td>{type_of(_plain(each))}</td><td>{'required' if each['required'] else ''}</td>"
        f"<td>{marked_up(each.get('description', ''))}</td></tr>"
        for each in parameters
    )
    heads = _heads("Parameter", "in", "type", "needed", "meaning")
    return f"<table><thead><tr>{heads}</tr></thead>{rows}</table>"


def _plain(parameter: Json) -> Json:
    """A path value's pattern is the same for all and says little."""
    hidden = {"pattern", "minLength"} if parameter["in"] == "path" else set()
    return {name: value for name, value in parameter["schema"].items() if name not in hidden}


def _request(operation: Json) -> str:
    bodies = operation.get("requestBody", {}).get("content", {})
    return "".join(_content("Request", media_type, each) for media_type, each in bodies.items())


def _answers(operation: Json) -> str:
    good = {status: each for status, each in operation["responses"].items() if status < "400"}
    return "".join(
        _content(f"{status} {answer['description']}", media_type, each)
        for status, answer in good.items()
        for media_type, each in (answer.get("content") or {"": {}}).items()
    )


def _content(title: str, media_type: str, content: Json) -> str:
    head = f"<h4>{escape(title)} <small>{escape(media_type)}</small></h4>"
    shape = f'<p class="shape">{schema_of(content["schema"])}</p>' if "schema" in content else ""
    return f'<div class="content">{head}{shape}{"".join(_examples(content))}</div>'


def _examples(content: Json) -> Iterator[str]:
    if "example" in content:
        yield f"<pre>{escape(_indented(content['example']))}</pre>"
    for name, each in content.get("examples", {}).items():
        title = f"<p>{escape(name)}:</p>"
        yield f"{title}<pre>{escape(_indented(each['value']))}</pre>"


def _indented(example: Any) -> str:
    """Text as HTML reads it, which knows one way to end a line."""
    if isinstance(example, str):
        return example.replace("\r\n", "\n")
    return json.dumps(example, indent=2, ensure_ascii=False)


def _refusals(operation: Json) -> str:
    bad = {status: each for status, each in operation["responses"].items() if status >= "400"}
    cells = "".join(
        f"<li><b>{status}</b> {marked_up(each['description'])}</li>" for status, each in bad.items()
    )
    return f'<ul class="refusals" aria-label="Refusals">{cells}</ul>'


def _named_schema(name: str, schema: Json) -> str:
    about = _optional("<p>{}</p>", schema.get("description", ""))
    head = f'<article id="schema-{escape(name)}" class="schema"><h3>{escape(name)}</h3>'
    return f"{head}{about}{schema_of(schema)}</article>"


def _heads(*titles: str) -> str:
    return "".join(f"<th>{title}</th>" for title in titles)


def _optional(form: str, text: str) -> str:
    return form.format(marked_up(text)) if text else ""


def _paragraphs(text: str) -> Iterator[str]:
    for block in text.strip().split("\n\n"):
        yield f"<p>{marked_up(block)}</p>"
