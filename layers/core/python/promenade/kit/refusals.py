"""What DynamoDB's refusals mean: a condition that was lost, or a table that does not answer."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from promenade.kit.errors import Unavailable

_LOST = frozenset(
    {
        "ConditionalCheckFailedException",
        "TransactionCanceledException",
        "TransactionConflictException",
    }
)
_TRANSIENT = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionInProgressException",
    }
)


@contextmanager
def refusals() -> Iterator[None]:
    """Lets lost conditions and conflicts through, turns a table's silence into Unavailable."""
    try:
        yield
    except (ClientError, BotoCoreError, PynamoDBException) as error:
        code = code_of(error)
        if code in _LOST:
            raise
        if code in _TRANSIENT or isinstance(_root(error), BotoCoreError):
            raise Unavailable("The table does not answer in time.") from error
        raise


def _root(error: Exception) -> Exception:
    cause = getattr(error, "cause", None)
    return cause if isinstance(cause, Exception) else error


def code_of(error: Exception) -> str | None:
    response = getattr(_root(error), "response", None) or {}
    code: str | None = response.get("Error", {}).get("Code")
    return code
