"""`make import`: a file of orders through the queue, with every bad row on record.

Sending starts where a broken-off run of the same file stopped. What is sent twice is stored once.
"""

import argparse
import hashlib
import time
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from infra.local.cloud import ROOT, CloudError
from infra.local.import_terms import NOTHING, PLATFORMS, Told, encoding_said, shop_of
from infra.local.online_retail import read_online_retail
from infra.local.online_retail_rows import BadRow
from infra.local.order_files import Read, opened, read_json_lines
from infra.local.running import command, running_stack
from infra.local.stack import Stack
from infra.local.transfer import Checkpoint, Report, Sender, Tally, transfer
from promenade.customer.order.model.order import Order
from promenade.customer.order.service import seal
from promenade.customer.order.wire.bodies import OrderBody
from promenade.customer.order.wire.reading import describe
from promenade.kit.digests import Digests
from promenade.kit.queues import as_text

READERS: dict[str, Read] = {"jsonl": read_json_lines, "online-retail": read_online_retail}
REPORTS = ROOT / ".local" / "imports"
_console = Console()


class OrderVault:
    """Seals persons with the deployed key, from outside."""

    def __init__(self, stack: Stack) -> None:
        self._kms = stack.client("kms")
        self._key_id = stack.outputs["Storage.OrderKey"]

    def seal(self, content: bytes, context: Mapping[str, str]) -> bytes:
        asked = {"KeyId": self._key_id, "EncryptionContext": dict(context)}
        sealed: bytes = self._kms.encrypt(Plaintext=content, **asked)["CiphertextBlob"]
        return sealed


def _digests(stack: Stack) -> Digests:
    secret_id = stack.outputs["Identity.DigestSecret"]
    found = stack.client("secretsmanager").get_secret_value(SecretId=secret_id)
    return Digests(found["SecretString"].encode)


class IngestQueue:
    """The queue of orders, from outside."""

    def __init__(self, stack: Stack) -> None:
        self._digests, self._vault = _digests(stack), OrderVault(stack)
        self._sqs = stack.client("sqs")
        self._url = stack.outputs["Messaging.OrderIngestQueueUrl"]
        self._dead_letters = stack.outputs["Messaging.OrderIngestDeadLettersUrl"]

    def send(self, messages: list[bytes]) -> None:
        """At most ten. Raises CloudError unless every one was taken."""
        entries = [
            {"Id": str(index), "MessageBody": as_text(message)}
            for index, message in enumerate(messages)
        ]
        answer = self._sqs.send_message_batch(QueueUrl=self._url, Entries=entries)
        if answer.get("Failed"):
            raise CloudError("The queue did not take every order. Run the import again.")

    def seal(self, body: OrderBody) -> Order:
        """As the API would have queued it."""
        return seal(describe(body, self._digests), self._vault)

    def waiting_count(self) -> int:
        """Those being worked on included."""
        return self._count(self._url, "ApproximateNumberOfMessages") + self._count(
            self._url, "ApproximateNumberOfMessagesNotVisible"
        )

    def parked_count(self) -> int:
        return self._count(self._dead_letters, "ApproximateNumberOfMessages")

    def _count(self, url: str, name: str) -> int:
        found = self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])
        return int(found["Attributes"][name])


def run(path: Path, form: str, limit: int | None, stack: Stack, told: Told = NOTHING) -> Tally:
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()[:16]
    queue = IngestQueue(stack)
    parked_before = queue.parked_count()
    began = time.monotonic()
    shop = told.shop
    name = f"{digest}.{shop.source if shop else form}"
    checkpoint = Checkpoint(stack.cloud.home / "imports" / name)
    read = PLATFORMS[form](shop, told.encoding) if shop else READERS[form]
    sender = Sender(f"import:{form}", f"import-{digest}", queue.seal)
    with _bars() as bars:
        with Report(REPORTS / f"{path.name}.rejected.jsonl") as report:
            tally = _send(path, (read, sender), limit, (queue, checkpoint, report, bars))
        _wait(queue, tally.sent_count, bars)
    took_s = time.monotonic() - began
    _summarise(tally, queue.parked_count() - parked_before, report, took_s)
    return tally


def _send(
    path: Path,
    reading: tuple[Read, Sender],
    limit: int | None,
    outlets: tuple[IngestQueue, Checkpoint, Report, Progress],
) -> Tally:
    (read, sender), (queue, checkpoint, report, bars) = reading, outlets
    bar = bars.add_task(f"Reading {path.name} (bytes)", total=path.stat().st_size)
    with opened(path) as file:
        found, tally = read(file.lines), Tally()
        for _ in transfer(found, sender, tally, (queue, checkpoint, report), limit):
            bars.update(bar, completed=file.position())
    bars.update(bar, completed=path.stat().st_size)
    checkpoint.clear()
    return tally


def _wait(queue: IngestQueue, sent_count: int, bars: Progress) -> None:
    """Until the workers have taken, or parked, everything."""
    bar = bars.add_task("Taking in (orders)", total=sent_count)
    while left := queue.waiting_count():
        bars.update(bar, completed=max(0, sent_count - left))
        time.sleep(0.5)
    bars.update(bar, completed=sent_count)


def _summarise(tally: Tally, parked_count: int, report: Report, took_s: float) -> None:
    rate = tally.sent_count / took_s if took_s else 0
    _console.print(f"{tally.sent_count:,} orders with {tally.line_count:,} lines went through the")
    _console.print(f"queue in {took_s:.1f} s ({rate:.0f} orders a second).")
    if tally.skipped_count:
        _console.print(f"{tally.skipped_count:,} had been sent by the run before.")
    if tally.rejected_count:
        _console.print(f"{tally.rejected_count:,} bad rows: {report.path.relative_to(ROOT)}")
    if parked_count > 0:
        _console.print(f"{parked_count:,} orders are parked: make replay QUEUE=OrderIngest")


def _bars() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=_console,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="make import", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--format", choices=sorted([*READERS, *PLATFORMS]), required=True)
    parser.add_argument("--limit", type=int, help="stop after so many orders")
    parser.add_argument("--shop", help="as it is connected, or will be")
    parser.add_argument("--store", help="the store of its orders; the shop's name unless given")
    parser.add_argument("--zone", help="in which its days are counted: Europe/Berlin")
    parser.add_argument("--encoding", help="where nothing tells: gb18030, windows-1252")
    asked = parser.parse_args()
    if not asked.file.is_file():
        example = "make import FILE=orders.jsonl.gz FORMAT=jsonl"
        missing = f"There is no file {asked.file}. " if asked.file.name else ""
        raise CloudError(f"{missing}Say which file: {example}")
    try:
        told = Told(shop_of(asked), encoding_said(asked))
        run(asked.file, asked.format, asked.limit, running_stack(), told)
    except (BadRow, EOFError, OSError) as error:
        raise CloudError(f"{asked.file} cannot be read to its end: {error}") from error


if __name__ == "__main__":
    command(main)
