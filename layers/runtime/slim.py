"""Cut an installed site directory down to what the functions import.

Most of a cold start is botocore reading what nobody asked for: the models of 400 services,
endpoints of every partition, and documentation. The code itself is left as released, except that
`botocore.docs` (docstrings of generated methods) is replaced by one empty string, and
`phonenumbers` does not load all of itself where one part is asked for.
"""

import gzip
import json
import shutil
import sys
from pathlib import Path
from typing import Any

SERVICES = (
    "cognito-idp",
    "dynamodb",
    "dynamodbstreams",
    "events",
    "kms",
    "lambda",
    "s3",
    "scheduler",
    "secretsmanager",
    "ses",
    "sns",
    "sqs",
)

# Folders and files, relative to the site directory, that no function imports.
UNUSED = (
    "*.dist-info/[!M]*",
    "bin",
    "aws_lambda_powertools/event_handler",
    "aws_lambda_powertools/metrics/provider/datadog",
    "aws_lambda_powertools/utilities/[!_j]*",
    "botocore/docs/[!u]*",
    "chalice/[!_a]*",
    "chalice/a[!p]*",
    "dateutil/zoneinfo",
    "phonenumbers/[!_dpru]*",
    "phonenumbers/phonenumberm*",
    "phonenumbers/*.pyi",
    "urllib3/contrib/emscripten",
)

DOCSTRING_STUB = '''"""Methods of a client carry no documentation in a function."""


class ClientMethodDocstring(str):
    __slots__ = ()

    def __new__(cls, *_: object, **__: object) -> "ClientMethodDocstring":
        return str.__new__(cls)


PaginatorDocstring = WaiterDocstring = ClientMethodDocstring
'''


def main(site: Path) -> None:
    drop_unused(site)
    slim_models(site / "botocore" / "data")
    docs = site / "botocore" / "docs"
    (docs / "docstring.py").write_text(DOCSTRING_STUB)
    for package in (docs, site / "phonenumbers"):
        (package / "__init__.py").write_text("")


def drop_unused(site: Path) -> None:
    for pattern in UNUSED:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def slim_models(data: Path) -> None:
    for service in data.iterdir():
        if service.is_dir() and service.name not in SERVICES:
            shutil.rmtree(service)
    for path in data.glob("*/*/*"):
        slim_model(path)
    slim_endpoints(data / "endpoints.json")


def slim_model(path: Path) -> None:
    """Models keep their shapes and operations and lose prose and examples."""
    if path.name.startswith("examples-"):
        path.unlink()
        return
    raw = path.read_bytes()
    model = without_prose(json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw))
    for parameter in model.get("clientContextParams", {}).values():
        parameter["documentation"] = ""  # botocore insists on the key
    path.unlink()
    compact = json.dumps(model, separators=(",", ":"))
    path.with_name(path.name.removesuffix(".gz")).write_text(compact)


def without_prose(node: Any) -> Any:
    if isinstance(node, list):
        return [without_prose(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: without_prose(value) for key, value in node.items() if not is_prose(key, value)}


def is_prose(key: str, value: Any) -> bool:
    return key == "documentation" and isinstance(value, str)


def slim_endpoints(path: Path) -> None:
    """Every partition stays, because regions are looked up in it; other services go."""
    endpoints = json.loads(path.read_text())
    for partition in endpoints["partitions"]:
        kept = {name: partition["services"].get(name) for name in SERVICES}
        partition["services"] = {name: entry for name, entry in kept.items() if entry}
    path.write_text(json.dumps(endpoints, separators=(",", ":")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
