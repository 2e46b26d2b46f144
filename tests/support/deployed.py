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
    for name in stack.client("dynamodb").list_tables()["TableNames"]:
        empty(stack, name)


def empty(stack: Stack, table: str) -> None:
    for item in list(scanned(stack, table)):
        key = {each: item[each] for each in ("pk", "sk")}
        stack.client("dynamodb").delete_item(TableName=table, Key=key)
