"""Sending to SQS in as few calls as its limits allow."""

from collections.abc import Sequence

from promenade.kit import aws
from promenade.kit.errors import Unavailable
from promenade.kit.packs import packs


class Queue:
    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, bodies: Sequence[bytes], delay_s: int = 0) -> None:
        """Takes JSON, and hands it out after the delay, of 900 seconds at most. Raises Unavailable
        unless every message was sent; some may have been."""
        for pack in packs(map(as_text, bodies), size_of):
            told = {"DelaySeconds": delay_s} if delay_s else {}
            entries = [
                {"Id": str(index), "MessageBody": text, **told} for index, text in enumerate(pack)
            ]
            with aws.answering("The queue"):
                answer = aws.client("sqs").send_message_batch(QueueUrl=self._url, Entries=entries)
            if answer.get("Failed"):
                raise Unavailable("The queue did not take every message.")


def size_of(text: str) -> int:
    """The bytes that SQS counts."""
    return len(text.encode())


def as_text(body: bytes) -> str:
    """SQS refuses two characters that JSON allows; escaped, it takes them."""
    return body.decode().replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
