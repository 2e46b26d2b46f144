"""Environments of functions and throughput of tables that are ready before anybody asks."""

from botocore.exceptions import ClientError

from promenade.kit import aws
from promenade.kit.refusals import code_of


class Environments:
    """Of a function at its alias, whose ARN this is."""

    def __init__(self, alias: str) -> None:
        name, _, qualifier = alias.rpartition(":")
        self._of = {"FunctionName": name, "Qualifier": qualifier}

    def keep(self, count: int) -> None:
        """So many from now on. Raises Unavailable."""
        functions = aws.client("lambda")
        with aws.answering("The service of functions"):
            if count == self._kept():
                return
            if count:
                functions.put_provisioned_concurrency_config(
                    **self._of, ProvisionedConcurrentExecutions=count
                )
            else:
                functions.delete_provisioned_concurrency_config(**self._of)

    def _kept(self) -> int:
        try:
            found = aws.client("lambda").get_provisioned_concurrency_config(**self._of)
        except ClientError as error:
            if code_of(error) != "ProvisionedConcurrencyConfigNotFoundException":
                raise
            return 0
        return int(found["RequestedProvisionedConcurrentExecutions"])


def keep_writes(table: str, per_s: int) -> None:
    """At least so many at once, for good: a table never cools. Raises Unavailable."""
    tables = aws.client("dynamodb")
    with aws.answering("The table"):
        warm = tables.describe_table(TableName=table)["Table"]["WarmThroughput"]
        if per_s <= warm["WriteUnitsPerSecond"] or warm.get("Status") == "UPDATING":
            return
        reads = warm["ReadUnitsPerSecond"]
        tables.update_table(
            TableName=table,
            WarmThroughput={"ReadUnitsPerSecond": reads, "WriteUnitsPerSecond": per_s},
        )
