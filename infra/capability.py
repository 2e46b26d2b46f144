"""`make capability NAME=points MODULE=customer`: the rooms of a new capability, its table and its
permissions, with tests that fail until they are filled.

`infra/rooms/` holds each file as a template under the path that it gets.
"""

import re
import sys
from pathlib import Path
from string import Template

from infra.local.template import ROOT

ROOMS = ROOT / "infra" / "rooms"
MODULES = ("base", "activity", "outreach", "customer", "external")
_TABLES = Path("infra/tables.yaml")
_ACCESS = Path("layers/core/python/promenade/contracts/access.py")
_TABLE = """\
  ${Name}Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
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
    for path, text in written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return sorted(written)


def _words(name: str, module: str) -> dict[str, str]:
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name) or module not in MODULES:
        raise Refused(
            "Say which: make capability NAME=flash_sale MODULE=activity\n"
            f"A name is words in lower case joined by _; the modules are {', '.join(MODULES)}."
        )
    spoken = name.replace("_", " ")
    camel = name.title().replace("_", "")
    return {"name": name, "Name": camel, "NAME": name.upper(), "module": module, "spoken": spoken}


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
    before, own, after = re.split(r"(?<=class Permission\(StrEnum\):\n)((?:    \w+ = .*\n)+)", text)
    permissions = own + Template(_PERMISSIONS).substitute(words)
    return before + "".join(sorted(permissions.splitlines(keepends=True))) + after


if __name__ == "__main__":
    _, asked_name, asked_module = sys.argv
    try:
        for path in lay_out(asked_name, asked_module):
            print(f"  {path}")
    except Refused as refusal:
        sys.exit(str(refusal))
