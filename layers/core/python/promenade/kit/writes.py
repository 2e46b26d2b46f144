"""A write to one item, as DynamoDB is asked for it."""

from collections.abc import Sequence
from typing import Any, Literal

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action, Update

from promenade.kit.records import Record
from promenade.kit.values import Value


class Write(Value, frozen=True):
    """One write of a transaction, or alone."""

    kind: Literal["Put", "Update", "Delete"]
    record: Record
    condition: Condition | None = None
    actions: Sequence[Action] = ()

    def request(self) -> dict[str, Any]:
        """PynamoDB's own way to it, by its model of the table, takes twice the CPU."""
        names: dict[str, str] = {}
        values: dict[str, Any] = {}
        request: dict[str, Any] = {
            "TableName": self.record.Meta.table_name,
            **self._subject(),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        if self.condition is not None:
            request["ConditionExpression"] = self.condition.serialize(names, values)
        if self.kind == "Update":
            request["UpdateExpression"] = Update(*self.actions).serialize(names, values)
        if names:
            request["ExpressionAttributeNames"] = {short: name for name, short in names.items()}
        if values:
            request["ExpressionAttributeValues"] = values
        return request

    def _subject(self) -> dict[str, Any]:
        record = self.record
        if self.kind == "Put":
            return {"Item": record.serialize()}
        return {"Key": {"pk": {"S": record.pk}, "sk": {"S": record.sk}}}
