"""`make replay`: parked messages go back to their queue, once each.

Our own loop, because the local cloud has no StartMessageMoveTask. A message is deleted from the
dead letters only after the queue has taken it, so a break in between repeats and never loses;
workers are idempotent.
"""

import sys

from infra.local.cloud import CloudError
from infra.local.running import command, running_stack
from infra.local.stack import Stack


def replay(stack: Stack, name: str) -> int:
    """The number of messages that went back to the queue `name`; each at most once."""
    queue, dead_letters = _urls(stack, name)
    waiting, moved = _count(stack, dead_letters), 0
    while moved < waiting and (batch := _move(stack, dead_letters, queue, waiting - moved)):
        moved += batch
    return moved


def main() -> None:
    print(f"{replay(running_stack(), sys.argv[1])} messages went back to {sys.argv[1]}.")


def _urls(stack: Stack, name: str) -> tuple[str, str]:
    suffix = "DeadLettersUrl"
    known = {
        key.removeprefix("Messaging.").removesuffix(suffix): url
        for key, url in stack.outputs.items()
        if key.endswith(suffix)
    }
    if name not in known:
        raise CloudError(f"Say which queue: make replay QUEUE={'|'.join(sorted(known))}")
    return stack.outputs[f"Messaging.{name}QueueUrl"], known[name]


def _count(stack: Stack, url: str) -> int:
    attribute = "ApproximateNumberOfMessages"
    found = stack.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=[attribute])
    return int(found["Attributes"][attribute])


def _move(stack: Stack, source: str, target: str, most: int) -> int:
    sqs = stack.client("sqs")
    received = sqs.receive_message(
        QueueUrl=source, MaxNumberOfMessages=min(10, most), MessageAttributeNames=["All"]
    ).get("Messages", [])
    for message in received:
        print(f"  {message['MessageId']}  {_reason(message.get('MessageAttributes', {}))}")
        sqs.send_message(QueueUrl=target, MessageBody=message["Body"])
        sqs.delete_message(QueueUrl=source, ReceiptHandle=message["ReceiptHandle"])
    return len(received)


def _reason(attributes: dict[str, dict[str, str]]) -> str:
    if "reason" not in attributes:
        return "gave up after its last try"
    return f"{attributes['reason_code']['StringValue']}: {attributes['reason']['StringValue']}"


if __name__ == "__main__":
    command(main)
