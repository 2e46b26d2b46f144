"""Structured logs: a constant message, facts as keys, no bodies, personal data masked by type."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter


class Personal(str):
    """Text about a person. It can be stored and sent, but every log of it is `***`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"

    __str__ = __repr__

    @property
    def clear(self) -> str:
        """For who is to be sent it."""
        return str.__str__(self)


def _mask(value: Any) -> Any:
    if isinstance(value, Personal):
        return "***"
    if isinstance(value, dict):
        return {key: _mask(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mask(item) for item in value]
    return value


class _MaskingFormatter(LambdaPowertoolsFormatter):
    def serialize(self, log: Any) -> str:
        return super().serialize(_mask(log))


def logger(service: str) -> Logger:
    return Logger(service=service, logger_formatter=_MaskingFormatter())
