"""Sending to a queue."""

from unittest.mock import patch

import pytest
from botocore.exceptions import EndpointConnectionError

from promenade.kit import aws
from promenade.kit.errors import Unavailable
from promenade.kit.queues import Queue
from tests.support.cloud import waiting
from tests.support.settings import SETTINGS

URL = SETTINGS["ORDER_INGEST_QUEUE_URL"]


@pytest.mark.usefixtures("stores")
def test_every_message_arrives_as_it_was() -> None:
    Queue(URL).send([f"päckchen {number}".encode() for number in range(25)])
    assert waiting("order-ingest") == 25
    received = aws.client("sqs").receive_message(QueueUrl=URL, MaxNumberOfMessages=1)
    assert received["Messages"][0]["Body"] == "päckchen 0"


@pytest.mark.usefixtures("stores")
def test_a_refused_message_is_told() -> None:
    with (
        patch.object(
            aws.client("sqs"), "send_message_batch", lambda **_: {"Failed": [{"Id": "0"}]}
        ),
        pytest.raises(Unavailable),
    ):
        Queue(URL).send([b"a"])


@pytest.mark.usefixtures("stores")
def test_a_queue_out_of_reach_is_unavailable() -> None:
    lost = EndpointConnectionError(endpoint_url=URL)
    with (
        patch.object(aws.client("sqs"), "send_message_batch", side_effect=lost),
        pytest.raises(Unavailable),
    ):
        Queue(URL).send([b"a"])
