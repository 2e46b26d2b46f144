"""SQS batches: each message succeeds, comes again, or is parked with its reason.

Unavailable comes again, and so does Stale: a message asks for no version, so it lost a race. Any
other DomainError is final: the message goes to the dead-letter queue with `reason_code` and
`reason` as attributes and is acknowledged. A bug fails, as does a park that is refused, and the
queue itself moves the message there after its last try.
`make replay` brings them back.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aws_lambda_powertools import Logger

from promenade.kit import aws
from promenade.kit.errors import DomainError, Stale, Unavailable
from promenade.kit.masks import masked

Failures = dict[str, list[dict[str, str]]]
Handle = Callable[[bytes], None]


def each(event: Mapping[str, Any], handle: Handle, *, parked: str, log: Logger) -> Failures:
    """Runs `handle` over the bodies of an SQS event; answers the messages that come again.

    `parked` is the URL of the queue's dead-letter queue."""
    failures = []
    for message in event["Records"]:
        try:
            _settle(message, handle, parked, log)
        except (Stale, Unavailable):
            failures.append({"itemIdentifier": message["messageId"]})
        except Exception:
            log.exception("failed", message_id=message["messageId"])
            failures.append({"itemIdentifier": message["messageId"]})
    return {"batchItemFailures": failures}


def together(
    event: Mapping[str, Any],
    handle: Callable[[Sequence[bytes]], None],
    *,
    parked: str,
    log: Logger,
) -> Failures:
    """Like `each`, with all bodies in one call of `handle`, which may have been done before.
    Where that fails, each message is settled alone, so that one cannot hold up the others."""
    try:
        handle([message["body"].encode() for message in event["Records"]])
    except Exception as error:  # noqa: BLE001  whatever it is, the messages' own turn shows it
        log.info("apart", reason=type(error).__name__, message_count=len(event["Records"]))
        return each(event, lambda body: handle([body]), parked=parked, log=log)
    return {"batchItemFailures": []}


def _settle(message: Mapping[str, Any], handle: Handle, parked: str, log: Logger) -> None:
    try:
        handle(message["body"].encode())
    except (Stale, Unavailable):
        raise
    except DomainError as error:
        park(message["body"], error, parked)
        log.warning("parked", message_id=message["messageId"], code=error.code)


def park(body: str, error: DomainError, queue_url: str) -> None:
    """Puts aside, with its reason, what will never succeed as it is. Raises Unavailable."""
    attributes = {"reason_code": error.code, "reason": _reason(error)[:1024]}
    told = {
        name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
    }
    with aws.answering("The queue"):
        aws.client("sqs").send_message(QueueUrl=queue_url, MessageBody=body, MessageAttributes=told)


def _reason(error: DomainError) -> str:
    """In characters that SQS takes, and of nobody in particular."""
    told = "".join(char if char.isprintable() else "?" for char in error.reason)
    return masked(told) or error.code
