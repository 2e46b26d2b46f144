"""Functions that wake one another, in process: what tables state goes by the relay, the bus and its
rules into queues, and what waits there to the functions that take it, until nothing is left."""

import json
from collections.abc import Iterator
from typing import Any

from infra.local import template
from promenade.kit import aws
from tests.support import functions, resources
from tests.support.cloud import delivered, queues, shard_start, waiting
from tests.support.play import queue_of
from tests.support.relaying import fits, relayed

RULES = [
    each
    for each in template.resources("AWS::Events::Rule", "infra/messaging.yaml").values()
    if "EventPattern" in each
]
MOST_TURNS = 30


class Running:
    """Of these workers of queues alone; what is put for others stays where it is."""

    def __init__(self, *workers: str) -> None:
        self._workers = {queue_of(each): each for each in workers}
        self._places: dict[str, str] = {}
        self.facts: list[str] = []

    def settle(self) -> None:
        for _ in range(MOST_TURNS):
            told, woken = self._tell(), self._wake()
            if not told and not woken:
                return
        raise AssertionError(f"it does not settle: {self.facts[-10:]}")

    def _tell(self) -> int:
        records = [*self._new()]
        events = relayed(records).events if records else []
        for event in events:
            self.facts.append(event["detail-type"])
            for queue in _queues_of(event):
                if queue in self._workers:
                    put(queue, event)
        return len(records)

    def _new(self) -> Iterator[dict[str, Any]]:
        """What streams hold and did not before."""
        streams = aws.client("dynamodbstreams")
        for arn in [each["StreamArn"] for each in streams.list_streams()["Streams"]]:
            place = self._places.get(arn) or shard_start(streams, arn)
            found = streams.get_records(ShardIterator=place)
            self._places[arn] = found["NextShardIterator"]
            yield from ({**each, "eventSourceARN": arn} for each in found["Records"])

    def _wake(self) -> int:
        due = [queue for queue in self._workers if waiting(queue)]
        for queue in due:
            answer = functions.invoke(self._workers[queue], delivered(queue))
            assert answer == {"batchItemFailures": []}, queue
        return len(due)


def put(queue: str, body: Any) -> None:
    url = queues().get_queue_url(QueueName=queue)["QueueUrl"]
    queues().send_message(QueueUrl=url, MessageBody=json.dumps(body, ensure_ascii=False))


def _queues_of(event: dict[str, Any]) -> Iterator[str]:
    for rule in RULES:
        if fits(rule["EventPattern"], event):
            for target in rule["Targets"]:
                yield resources.short(target["Arn"]["GetAtt"].removesuffix(".Arn"))
