"""Writes template.yaml and the stacks of modules that it nests: infra/stack.yaml, the routes of the
code, and each function's wiring.

`functions/<module>/<name>/function.yaml` holds the function's SAM properties. Added here: its
place, its makefile where it has one, and for an API the routes, the right to be invoked, that to
look up what its caller may do, and, where API clients may call, that to count their calls.
"""

import re
from collections import defaultdict
from functools import cache
from textwrap import indent

from samtranslator.yaml_helper import yaml_parse

from infra import gateway, module_stacks
from infra.gateway import Leading
from infra.local import functions, template
from infra.local.template import FOLDERS, ROOT
from promenade.contracts.access import SCOPES
from promenade.kit.api_clients import CALLS
from promenade.kit.http.auth import Public, Signed
from promenade.kit.http.routes import Route

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
_POLICIES = "Policies:\n"
_STANDING = """\
  - Statement:
      - {Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Tables.Outputs.StaffArn}
"""
_COUNTING = f"""\
      - Effect: Allow
        Action: dynamodb:UpdateItem
        Resource: !GetAtt Tables.Outputs.StaffArn
        Condition:
          ForAllValues:StringLike: {{"dynamodb:LeadingKeys": ["{CALLS}*"]}}
"""
_BY_HAND = "# Assembled by `make template` from infra/stack.yaml and functions/**: change those.\n"


def assembled() -> dict[str, str]:
    """Path → text of template.yaml and of each module's stack."""
    entries: dict[str | None, list[str]] = defaultdict(list)
    for name in sorted(FOLDERS, key=template.logical_id):
        entries[template.stack_of(name)].append(_function(name))
    head = (ROOT / "infra" / "stack.yaml").read_text()
    read = yaml_parse(head)
    made = {
        stack: module_stacks.module_stack("\n".join(each), read)
        for stack, each in sorted(entries.items(), key=str)
        if stack
    }
    nested = [_nested(stack, module.given) for stack, module in made.items()]
    root = _filled(head, indent("\n".join(nested + entries[None]), "  "))
    return {"template.yaml": root} | {
        module_stacks.path_of(stack): module.text for stack, module in made.items()
    }


def _filled(head: str, entries: str) -> str:
    routes = {name: api.routes for name, api in functions.apis().items()}
    parts = {
        _BYTES: f"      BinaryMediaTypes: [{', '.join(_taken(routes))}]\n",
        _ROUTES: _body(routes),
        _FUNCTIONS: entries,
    }
    for place, text in parts.items():
        before, after = head.split(place)
        head = before + text + after
    return _BY_HAND + re.sub(r"!Ref (\w+)", _where_it_stands, head)


def _where_it_stands(found: re.Match[str]) -> str:
    """A function may stand in the stack of its module."""
    stack = _stacks().get(found[1])
    return f"!GetAtt {stack}.Outputs.{found[1]}" if stack else found[0]


@cache
def _stacks() -> dict[str, str]:
    """Logical id of a function → that of its module's stack, if it stands there."""
    stacks = {template.logical_id(name): template.stack_of(name) for name in FOLDERS}
    return {name: stack for name, stack in stacks.items() if stack}


def _nested(stack: str, given: dict[str, str]) -> str:
    lines = [
        f"{stack}:",
        "  Type: AWS::CloudFormation::Stack",
        "  Properties:",
        f"    TemplateURL: {module_stacks.path_of(stack)}",
        "    Parameters:",
        *(
            f"      {parameter}: {'!GetAtt' if '.Outputs.' in what else '!Ref'} {what}"
            for parameter, what in given.items()
        ),
    ]
    return "\n".join(lines) + "\n"


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


def _invoked(name: str) -> str:
    """The ARN of a function, or of its alias if it has one: whose environments may be ready
    beforehand."""
    if stack := template.stack_of(name):
        return module_stacks.FUNCTION_ARN % f"{stack}.Outputs.{template.logical_id(name)}"
    has_alias = "AutoPublishAlias:" in (FOLDERS[name] / "function.yaml").read_text()
    return f"${{{template.logical_id(name)}.{'Alias' if has_alias else 'Arn'}}}"


def _function(name: str) -> str:
    folder = FOLDERS[name]
    wiring = _with_streams((folder / "function.yaml").read_text())
    if name in _believing():
        standing = _STANDING + _COUNTING if name in _counting() else _STANDING
        wiring = wiring.replace(_POLICIES, _POLICIES + standing, 1)
    lines = wiring.splitlines()
    properties = [line for line in lines if not line.startswith("#")]
    made = ["Metadata: {BuildMethod: makefile, WorkingDirectory: .}"]
    entry = [
        *(line for line in lines if line.startswith("#")),
        f"{template.logical_id(name)}:",
        "  Type: AWS::Serverless::Function",
        *(f"  {line}" for line in made if (folder / "Makefile").exists()),
        "  Properties:",
        f"    CodeUri: {folder.relative_to(ROOT)}",
        *(f"    {line}" for line in properties),
    ]
    return "\n".join(entry) + "\n"


@cache
def _believing() -> frozenset[str]:
    """Functions that look up what their callers may do now: some route of theirs is not public."""
    return frozenset(
        name
        for name, api in functions.apis().items()
        if not all(isinstance(route.allow, Public | Signed) for route in api.routes)
    )


@cache
def _counting() -> frozenset[str]:
    """Functions that API clients may call: some route of theirs takes a permission of those."""
    return frozenset(
        name
        for name, api in functions.apis().items()
        if any(route.allow in SCOPES for route in api.routes)
    )


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
    for path, text in assembled().items():
        if not (ROOT / path).exists() or (ROOT / path).read_text() != text:
            (ROOT / path).write_text(text, encoding="utf-8")
