"""Pictures, announced, uploaded and finished as a console does, for tests."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from promenade.kit import aws
from tests.support.callers import MARKETER, Caller
from tests.support.gateway import Answer, Gateway
from tests.support.settings import SETTINGS

Act = Callable[[Gateway], object]

END = b"\0\0\0\0IEND\xaeB`\x82"
FINISH = "base/http/catalogue_pictures.finish_picture"
ANNOUNCE = "POST /product-media"


def png(width: int = 640, height: int = 480, rest: bytes = b"pixels" + END) -> bytes:
    """As far as anybody looks here."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + size + rest


def announced(content: bytes, media_type: str = "image/png") -> dict[str, Any]:
    digest = sha256(content).hexdigest()
    return {"media_type": media_type, "size_bytes": len(content), "sha256": digest}


def announced_id(content: bytes) -> str:
    return f"{sha256(content).hexdigest()}.png"


def announce(gateway: Gateway, content: bytes, caller: Caller = MARKETER, **other: Any) -> Answer:
    return gateway.call(ANNOUNCE, announced(content) | other, caller=caller)


def upload(picture_id: str, content: bytes) -> None:
    """As the store takes it that the address leads to, and as one that checks nothing does."""
    key, bucket = f"uploads/{picture_id}", SETTINGS["MEDIA_BUCKET"]
    aws.client("s3").put_object(Bucket=bucket, Key=key, Body=content)


def finish(gateway: Gateway, picture_id: str, caller: Caller = MARKETER) -> Answer:
    return gateway.call(f"{ANNOUNCE}/{picture_id}/finish", caller=caller)


def bring(gateway: Gateway, content: bytes, **other: Any) -> Answer:
    """Announced, uploaded and finished."""
    id_ = announce(gateway, content, **other).json["id"]
    upload(id_, content)
    return finish(gateway, id_)


def upload_sample() -> None:
    """The picture that samples are of, as nobody uploads it there."""
    upload(announced_id(png()), png())


def _finish_sample(gateway: Gateway) -> object:
    return finish(gateway, announced_id(png()))


def _see_sample(gateway: Gateway) -> object:
    return gateway.call(f"GET /media/{announced_id(png())}", caller=None)


OCCASIONS: list[tuple[str, list[str | Act], Act]] = [
    ("catalogue_pictures", [lambda _: upload_sample()], _finish_sample),
    ("catalogue_media", [lambda _: upload_sample(), _finish_sample], _see_sample),
]
"""What the samples do not come to by themselves."""


def kept() -> list[str]:
    """Names of the pictures that are there for good."""
    found = aws.client("s3").list_objects_v2(Bucket=SETTINGS["MEDIA_BUCKET"], Prefix="media/")
    return [each["Key"] for each in found.get("Contents", ())]
