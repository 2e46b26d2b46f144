"""A topic of Amazon SNS: what it calls with is signed, its certificate is at the service's."""

import datetime as dt
from base64 import b64encode
from functools import cache
from typing import Any

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from promenade.kit.outward import Answer, Request
from tests.support.callers import key

ARN = "arn:aws:sns:eu-west-1:123456789012:receipts"
HOST = "https://sns.eu-west-1.amazonaws.com"
CERTIFICATE = f"{HOST}/SimpleNotificationService-0123abcd.pem"
CONFIRM = f"{HOST}/?Action=ConfirmSubscription&TopicArn={ARN}&Token=abc"
_NOTICE = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_REQUEST = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")


@cache
def certificate(signer: str = "sns") -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sns.amazonaws.com")])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
    built = built.not_valid_before(start).not_valid_after(start + dt.timedelta(days=400))
    made = built.public_key(key(signer).public_key()).sign(key(signer), SHA256())
    return made.public_bytes(Encoding.PEM)


def notice(message: Any, signer: str = "sns", **other: str) -> dict[str, str]:
    """As SNS posts it, signed; `other` is signed as well."""
    told = {
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": ARN,
        "Message": message if isinstance(message, str) else msgspec.json.encode(message).decode(),
        "Timestamp": "2026-01-05T09:30:00.000Z",
        "SignatureVersion": "2",
        "SigningCertURL": CERTIFICATE,
        **other,
    }
    names = _NOTICE if told["Type"] == "Notification" else _REQUEST
    signed = "".join(f"{name}\n{told[name]}\n" for name in names if name in told)
    signature = key(signer).sign(signed.encode(), PKCS1v15(), SHA256())
    return {**told, "Signature": b64encode(signature).decode()}


def question() -> dict[str, str]:
    """Whether the topic may call."""
    told = {"Type": "SubscriptionConfirmation", "Token": "abc", "SubscribeURL": CONFIRM}
    return notice("You have chosen to subscribe to the topic.", **told)


class Service:
    """Amazon SNS itself; `asked` are the addresses that were looked at."""

    def __init__(self, certificate: bytes = b"", status: int = 200) -> None:
        self._certificate, self._status = certificate, status
        self.asked: list[str] = []

    def __call__(self, request: Request) -> Answer:
        assert (request.method, request.body) == ("GET", b"")
        self.asked.append(request.url)
        if request.url == CERTIFICATE:
            return Answer(self._status, self._certificate or certificate())
        assert request.url == CONFIRM
        return Answer(self._status, b"<ConfirmSubscriptionResponse/>")
