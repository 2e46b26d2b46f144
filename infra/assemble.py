"""Writes template.yaml: infra/stack.yaml, the routes of the code, and each function's wiring.

`functions/<module>/<name>/function.yaml` holds the function's SAM properties. Added here: its
place, its makefile where it has one, and for an API the routes and the right to be invoked.
"""

from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from infra import gateway
from infra.gateway import Leading
from infra.local import functions, template
from infra.local.template import FOLDERS, ROOT
from promenade.kit.http.auth import Public, Signed
from promenade.kit.http.routes import Route

TEMPLATE = ROOT / "template.yaml"
_BYTES = "      # Here stand the media types that are bytes\n"
_ROUTES = "        # Here stand the routes of functions/**/app.py\n"
_FUNCTIONS = "  # Here stand functions/**/function.yaml\n"
_SOURCES = "        # Here stand the tables of infra/tables.yaml and who publishes their facts\n"
_STREAMS = "  # Here stand the streams of infra/tables.yaml\n"
_STREAM = """\
Type: DynamoDB
Properties:
  Stream: !GetAtt Tables.Outputs.%sStream
  StartingPosition: TRIM_HORIZON
  BatchSize: 100
  BisectBatchOnFunctionError: true
  MaximumRecordAgeInSeconds: 43200
  MaximumRetryAttempts: 1000
  DestinationConfig:
    OnFailure: {Type: SQS, Destination: !GetAtt Messaging.Outputs.RelayDeadLetters}
  FilterCriteria:
    Filters: [{Pattern: '{"dynamodb": {"NewImage": {"fact": {"S": [{"exists": true}]}}}}'}]
"""
_BY_HAND = "# Assembled by `make template` from infra/stack.yaml and functions/**: change those.\n"


def assembled() -> str:
    """The text of template.yaml."""
    routes = {name: api.routes for name, api in functions.apis().items()}
    head = (ROOT / "infra" / "stack.yaml").read_text()
    parts = {
        _BYTES: f"      BinaryMediaTypes: [{', '.join(_taken(routes))}]\n",
        _ROUTES: _body(routes),
        _FUNCTIONS: "\n".join(_functions()),
    }
    for place, text in parts.items():
        before, after = head.split(place)
        head = before + text + after
    return _BY_HAND + head


def _body(routes: dict[str, list[Route]]) -> str:
    """What API Gateway imports: its own refusals, and where each route leads."""
    leading = [
        Leading(
            route.path,
            route.method,
            _invoked(name),
            isinstance(route.allow, Public | Signed),
        )
        for name, each in routes.items()
        for route in each
    ]
    return indent(gateway.refusals() + gateway.skeleton(leading), " " * 8)


def _taken(routes: dict[str, list[Route]]) -> list[str]:
    """Media types that views read themselves."""
    return sorted({kind for each in routes.values() for route in each for kind in route.consumes})


def _functions() -> Iterator[str]:
    for name, folder in sorted(FOLDERS.items(), key=lambda each: template.logical_id(each[0])):
        yield indent(_function(name, folder), "  ")


def _invoked(name: str) -> str:
    """A function, or its alias if it has one: whose environments may be ready beforehand."""
    has_alias = "AutoPublishAlias:" in (FOLDERS[name] / "function.yaml").read_text()
    return f"{template.logical_id(name)}.{'Alias' if has_alias else 'Arn'}"


def _function(name: str, folder: Path) -> str:
    wiring = _with_streams((folder / "function.yaml").read_text()).splitlines()
    properties = [line for line in wiring if not line.startswith("#")]
    made = ["Metadata: {BuildMethod: makefile, WorkingDirectory: .}"]
    entry = [
        *(line for line in wiring if line.startswith("#")),
        f"{template.logical_id(name)}:",
        "  Type: AWS::Serverless::Function",
        *(f"  {line}" for line in made if (folder / "Makefile").exists()),
        "  Properties:",
        f"    CodeUri: {folder.relative_to(ROOT)}",
        *(f"    {line}" for line in properties),
    ]
    return "\n".join(entry) + "\n"


def _with_streams(wiring: str) -> str:
    """The relay's entries of every table that has a stream."""
    streams = template.read("infra/tables.yaml")["Outputs"]
    tables = [each for each in sorted(template.owners().items()) if f"{each[0]}Stream" in streams]
    sources = (f'"${{Tables.Outputs.{table}}}":"{owner}"' for table, owner in tables)
    events = (f"{table}:\n{indent(_STREAM % table, '  ')}" for table, _ in tables)
    wiring = wiring.replace(_SOURCES, indent(",\n".join(sources), " " * 6) + "\n")
    return wiring.replace(_STREAMS, indent("".join(events), "  "))


if __name__ == "__main__":
    functions.pretend_to_be_deployed()
    if TEMPLATE.read_text() != (text := assembled()):
        TEMPLATE.write_text(text, encoding="utf-8")
