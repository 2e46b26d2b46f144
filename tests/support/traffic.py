"""What a function asks of AWS, counted call by call."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from botocore.client import BaseClient


@contextmanager
def counted() -> Iterator[list[str]]:
    """`service.Operation` of every round trip, in order."""
    calls: list[str] = []
    original = BaseClient._make_api_call

    def noted(self: BaseClient, operation: str, arguments: object) -> object:
        calls.append(f"{self.meta.service_model.service_name}.{operation}")
        return original(self, operation, arguments)

    with patch.object(BaseClient, "_make_api_call", noted):
        yield calls
