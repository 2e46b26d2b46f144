"""What the tables of a deployed stack hold, to the last page, and that they hold nothing."""

from collections.abc import Iterator
from typing import Any

from infra.local.stack import Stack


def stored(stack: Stack, table: str) -> Iterator[dict[str, Any]]:
    """Every item of the table by its name in the template, such as Audit."""
    return scanned(stack, stack.outputs[f"Tables.{table}"])


def scanned(stack: Stack, table: str) -> Iterator[dict[str, Any]]:
    pages = stack.client("dynamodb").get_paginator("scan").paginate(TableName=table)
    return (item for page in pages for item in page["Items"])


def empty_tables(stack: Stack) -> None:
    tables = stack.client("dynamodb")
    for name in tables.list_tables()["TableNames"]:
        for item in list(scanned(stack, name)):
            tables.delete_item(TableName=name, Key={key: item[key] for key in ("pk", "sk")})
