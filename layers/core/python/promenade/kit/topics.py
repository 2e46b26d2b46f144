"""What a topic of Amazon SNS calls us with: believed by the service's signature, of one topic.

A certificate counts where it comes from: from SNS itself, by https, of the topic's own region.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import msgspec

from promenade.kit.errors import Unauthenticated, Unavailable
from promenade.kit.outward import Post, Request, Unanswered
from promenade.kit.places import NotPublic
from promenade.kit.rsa import RsaKey, key_of

_ARN = re.compile(r"arn:(aws(?:-cn)?(?:-us-gov)?):sns:([a-z0-9-]{1,32}):[0-9]{12}:.+")
_PEM = re.compile(r"/SimpleNotificationService-[A-Za-z0-9]{1,64}\.pem")
_SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type",
    ),
}  # fmt: skip
_REMEMBERED = 16
_notice_of = msgspec.json.Decoder(dict[str, Any])


class Topics:
    """Made once per container, which remembers keys."""

    def __init__(self, call: Post) -> None:
        self._call = call
        self._keys: dict[str, RsaKey] = {}

    def check(self, body: bytes, topic_arn: str) -> None:
        """A topic that asks whether it may call is told that it may. Raises Unauthenticated unless
        this topic calls, whatever is wrong, and Unavailable while SNS cannot be asked."""
        notice = _read(body)
        host = _host(topic_arn)
        if not host or notice.get("TopicArn") != topic_arn or not self._is_signed(notice, host):
            raise Unauthenticated("This is nothing that the account's topic says.")
        if notice["Type"] == "SubscriptionConfirmation":
            self._get(_at(host, notice.get("SubscribeURL", ""), "/"))

    def _is_signed(self, notice: Mapping[str, str], host: str) -> bool:
        """By its second version, which is SHA-256."""
        names = _SIGNED.get(notice.get("Type", ""), ())
        if not names or notice.get("SignatureVersion") != "2":
            return False
        told = "".join(f"{each}\n{notice[each]}\n" for each in names if each in notice)
        try:
            signature = b64decode(notice.get("Signature", ""), validate=True)
        except (binascii.Error, ValueError):
            return False
        return self._key(notice.get("SigningCertURL", ""), host).verifies(told.encode(), signature)

    def _key(self, url: str, host: str) -> RsaKey:
        path = _at(host, url, "/").removeprefix(f"https://{host}")
        if not _PEM.fullmatch(path):
            raise Unauthenticated("The certificate is none of Amazon SNS.")
        if url not in self._keys:
            try:
                found = key_of(self._get(url).decode("ascii"))
            except (ValueError, IndexError):
                raise Unavailable("Amazon SNS tells no certificate.") from None
            if len(self._keys) >= _REMEMBERED:
                self._keys.clear()
            self._keys[url] = found
        return self._keys[url]

    def _get(self, url: str) -> bytes:
        try:
            answer = self._call(Request(url, method="GET"))
        except (Unanswered, NotPublic) as error:
            raise Unavailable("Amazon SNS does not answer.") from error
        if answer.status != 200:
            raise Unavailable("Amazon SNS does not answer.")
        return answer.body


def _read(body: bytes) -> Mapping[str, str]:
    try:
        found = _notice_of.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unauthenticated("This is nothing that a topic says.") from None
    return {name: said for name, said in found.items() if isinstance(said, str)}


def _host(topic_arn: str) -> str:
    """Where SNS is that has the topic; empty where the name is none."""
    found = _ARN.fullmatch(topic_arn)
    if not found:
        return ""
    return f"sns.{found[2]}.amazonaws.com{'.cn' if found[1] == 'aws-cn' else ''}"


def _at(host: str, url: str, path: str) -> str:
    """The address, which is of the host. Raises Unauthenticated."""
    if not url.startswith(f"https://{host}{path}"):
        raise Unauthenticated("The address is none of Amazon SNS.")
    return url
