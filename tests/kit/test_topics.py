"""What a topic calls with: believed of the account's own topic, by SNS's signature alone."""

from typing import Any

import msgspec
import pytest

from promenade.kit.errors import Unauthenticated, Unavailable
from promenade.kit.places import NotReached
from promenade.kit.topics import Topics
from tests.support.providers.topic import ARN, CERTIFICATE, CONFIRM, Service, notice, question

TOLD = {"eventType": "Delivery"}


def check(told: Any, service: Any = None, arn: str = ARN) -> None:
    body = told if isinstance(told, bytes) else msgspec.json.encode(told)
    Topics(service or Service()).check(body, arn)


def test_a_notice_of_the_topic_is_believed_and_its_certificate_is_fetched_once() -> None:
    service = Service()
    topics = Topics(service)
    for subject in ({}, {"Subject": "A bounce"}):
        topics.check(msgspec.json.encode(notice(TOLD, **subject)), ARN)
    assert service.asked == [CERTIFICATE]


def test_what_is_attached_and_not_signed_is_no_hindrance() -> None:
    check({**notice(TOLD), "MessageAttributes": {"a": {"Type": "String", "Value": "b"}}})


def test_a_topic_that_asks_whether_it_may_call_is_told_so() -> None:
    service = Service()
    check(question(), service)
    assert service.asked == [CERTIFICATE, CONFIRM]


@pytest.mark.parametrize(
    "told",
    [
        {**notice(TOLD), "Message": "{}"},
        {**notice(TOLD), "Subject": "put in"},
        {**notice(TOLD), "Signature": "?"},
        {**notice(TOLD), "Signature": ""},
        {**notice(TOLD), "SignatureVersion": "1"},
        {**notice(TOLD), "Type": "Other"},
        notice(TOLD, signer="eve"),
        notice(TOLD, TopicArn=ARN.replace("receipts", "eve")),
        notice(TOLD, SigningCertURL="https://eve.example/SimpleNotificationService-1.pem"),
        notice(TOLD, SigningCertURL=CERTIFICATE.replace("eu-west-1", "eu-west-2")),
        notice(TOLD, SigningCertURL=CERTIFICATE.replace(".com/", ".com.eve.example/")),
        notice(TOLD, SigningCertURL=CERTIFICATE.replace("https", "http")),
        notice(TOLD, SigningCertURL=CERTIFICATE.replace("/Simple", "/../Simple")),
        {**question(), "SubscribeURL": "https://eve.example/"},
        TOLD,
        [notice(TOLD)],
        b"\xff",
        b"[" * 99_999,
    ],
)
def test_nothing_else_is_believed_or_confirmed(told: Any) -> None:
    service = Service()
    with pytest.raises(Unauthenticated):
        check(told, service)
    assert set(service.asked) <= {CERTIFICATE}


@pytest.mark.parametrize("arn", ["", "arn:aws:sqs:eu-west-1:123456789012:receipts"])
def test_an_account_without_a_topic_hears_of_none(arn: str) -> None:
    service = Service()
    with pytest.raises(Unauthenticated):
        check(notice(TOLD, TopicArn=arn), service, arn)
    assert service.asked == []


def unreached(_: Any) -> Any:
    raise NotReached("It cannot be reached.")


@pytest.mark.parametrize("service", [unreached, Service(status=503), Service(b"<html>"), Service(
    b"-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n"
)])  # fmt: skip
def test_while_sns_tells_no_certificate_it_has_to_come_again(service: Any) -> None:
    with pytest.raises(Unavailable):
        check(notice(TOLD), service)
