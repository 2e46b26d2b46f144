"""`make capability NAME=points MODULE=customer`: the rooms of a new capability, its table and its
permissions, with tests that fail until they are filled.

`infra/rooms/` holds each file as a template under the path that it gets.
"""

import keyword
import re
import sys
from pathlib import Path
from string import Template

from infra.local.template import ROOT

ROOMS = ROOT / "infra" / "rooms"
MODULES = ("base", "activity", "outreach", "customer", "external")
_TABLES = Path("infra/tables.yaml")
_ACCESS = Path("layers/core/python/promenade/contracts/access.py")
_PATHS = Path("layers/core/python/promenade/contracts/paths.py")
_TABLE = """\
  ${Name}Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      Tags: [{Key: capability, Value: ${name}}]
      BillingMode: PAY_PER_REQUEST
      DeletionProtectionEnabled: !If [IsProd, true, false]
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: !If [IsProd, true, false]}
      SSESpecification: !If [IsProd, {SSEEnabled: true, SSEType: KMS}, !Ref AWS::NoValue]
      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
      AttributeDefinitions:
        - {AttributeName: pk, AttributeType: S}
        - {AttributeName: sk, AttributeType: S}
      KeySchema:
        - {AttributeName: pk, KeyType: HASH}
        - {AttributeName: sk, KeyType: RANGE}
"""
_OUTPUTS = """\
  ${Name}: {Value: !Ref ${Name}Table}
  ${Name}Arn: {Value: !GetAtt ${Name}Table.Arn}
  ${Name}Stream: {Value: !GetAtt ${Name}Table.StreamArn}
"""
_PERMISSIONS = """\
    ${NAME}_READ = "${name}:read"
    ${NAME}_WRITE = "${name}:write"
"""


class Refused(Exception):
    """Says in its text what to do; nothing was written."""


def lay_out(name: str, module: str, root: Path = ROOT) -> list[Path]:
    """The files that were written or added to, relative to `root`. Raises Refused."""
    words = _words(name, module)
    written = dict(_rooms(words))
    if there := [str(path) for path in written if (root / path).exists()]:
        raise Refused(f"{name} is there already: {', '.join(there)}")
    for path in {each.parents[1] / "__init__.py" for each in written if each.name == "model.py"}:
        if not (root / path).exists():
            written[path] = f'"""The module {module}."""\n'
    written[_TABLES] = _with_table((root / _TABLES).read_text(), words)
    written[_ACCESS] = _with_permissions((root / _ACCESS).read_text(), words)
    written[_PATHS] = _with_parameter((root / _PATHS).read_text(), words)
    for path, text in written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return sorted(written)


def _words(name: str, module: str) -> dict[str, str]:
    is_name = re.fullmatch(r"[a-z]+(_[a-z]+)*", name) and not keyword.iskeyword(name)
    if not is_name or module not in MODULES:
        raise Refused(
            "Say which: make capability NAME=flash_sale MODULE=activity\n"
            f"A name is words in lower case joined by _; the modules are {', '.join(MODULES)}."
        )
    spoken = name.replace("_", " ")
    camel = name.title().replace("_", "")
    spelt = {"name": name, "Name": camel, "NAME": name.upper(), "path": name.replace("_", "-")}
    return {**spelt, "module": module, "spoken": spoken, "Spoken": spoken.capitalize()}


def _rooms(words: dict[str, str]) -> list[tuple[Path, str]]:
    """(path, text) of every file of its own."""

    def fill(text: str) -> str:
        return Template(text).substitute(words)

    templates = sorted(ROOMS.rglob("*.txt"))
    return [
        (Path(fill(str(each.relative_to(ROOMS).with_suffix("")))), fill(each.read_text()))
        for each in templates
    ]


def _with_table(text: str, words: dict[str, str]) -> str:
    resources, outputs = text.split("\nOutputs:\n")
    head, *tables = re.split(r"\n(?=  \w+Table:\n)", resources)
    tables = sorted([*tables, Template(_TABLE).substitute(words)])
    lines = sorted([*outputs.splitlines(), *Template(_OUTPUTS).substitute(words).splitlines()])
    return "\n".join([head, *tables]) + "\nOutputs:\n" + "\n".join(lines) + "\n"


def _with_permissions(text: str, words: dict[str, str]) -> str:
    lines = Template(_PERMISSIONS).substitute(words)
    return _sorted_in(text, r"(?<=class Permission\(StrEnum\):\n)((?:    \w+ = .*\n)+)", lines)


def _with_parameter(text: str, words: dict[str, str]) -> str:
    line = Template('    "${name}_id": _ID,\n').substitute(words)
    return _sorted_in(text, r"(?<=PATHS: Paths = {\n)((?:    .*\n)+)", line)


def _sorted_in(text: str, block: str, lines: str) -> str:
    """`text` with the lines in their alphabetical places in a block. Raises Refused for one whose
    name is taken."""
    before, own, after = re.split(block, text)
    taken = {line.split()[0] for line in own.splitlines()}
    if clash := [name for line in lines.splitlines() if (name := line.split()[0]) in taken]:
        raise Refused(f"{', '.join(clash)} is there already, for something else. Choose a name.")
    return before + "".join(sorted((own + lines).splitlines(keepends=True))) + after


if __name__ == "__main__":
    _, asked_name, asked_module = sys.argv
    try:
        for path in lay_out(asked_name, asked_module):
            print(f"  {path}")
    except Refused as refusal:
        sys.exit(str(refusal))
