"""`make down`: stop the local cloud once its queues are empty; what it stores is kept."""

import time

from infra.local import payments
from infra.local.cloud import CloudError
from infra.local.running import command, our_cloud
from infra.local.stack import Stack

_PATIENCE_S = 30
_RELAY_S = 2.0
_WAITING = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")


def down() -> None:
    cloud = our_cloud()
    if cloud.is_up():
        _let_finish(Stack(cloud))
    payments.stop(cloud)
    was_up = cloud.stop()
    print("Stopped. make up brings it back as it was." if was_up else "It was not running.")


def _let_finish(stack: Stack) -> None:
    """Queues are kept and streams are not, so a change is safe once a relay has read it."""
    try:
        queues = [
            url
            for key, url in stack.outputs.items()
            if key.startswith("Messaging.") and key.endswith("QueueUrl")
        ]
    except CloudError:
        return
    deadline = time.monotonic() + _PATIENCE_S
    while (waiting := sum(_waiting(stack, url) for url in queues)) and time.monotonic() < deadline:
        print(f"\r{waiting} messages in the queues ", end="", flush=True)
        time.sleep(0.5)
    time.sleep(_RELAY_S)
    if waiting:
        print("\nStopping with messages waiting: they are kept.")


def _waiting(stack: Stack, url: str) -> int:
    found = stack.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=[*_WAITING])
    return sum(int(found["Attributes"][name]) for name in _WAITING)


if __name__ == "__main__":
    command(down)
