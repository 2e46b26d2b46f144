"""Files in S3, each behind links that are signed when somebody asks for one: no call is made then,
and whoever has the link can do what it is for until it is over."""

from collections.abc import Iterator, Mapping
from typing import IO, Any

from botocore.exceptions import ClientError

from promenade.kit import aws
from promenade.kit.refusals import code_of
from promenade.kit.values import Value

LINK_LIFE_S = 60
BYTES = "application/octet-stream"


class Found(Value, frozen=True):
    """Another content has another digest."""

    size_bytes: int
    digest: str


class Files:
    """Those of one bucket. All calls raise Unavailable."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    def put(self, key: str, content: bytes | IO[bytes], media_type: str = BYTES) -> None:
        with aws.answering("The file store"):
            aws.client("s3").put_object(
                Bucket=self._bucket, Key=key, Body=content, ContentType=media_type
            )

    def find(self, key: str) -> Found | None:
        """By listing it, for who may not read it."""
        with aws.answering("The file store"):
            listed = aws.client("s3").list_objects_v2(Bucket=self._bucket, Prefix=key, MaxKeys=1)
        found = (each for each in listed.get("Contents", ()) if each["Key"] == key)
        return next((Found(each["Size"], each["ETag"]) for each in found), None)

    def get(self, key: str, digest: str | None = None) -> bytes | None:
        """None where there is no such file, or not with this digest."""
        try:
            with aws.answering("The file store"):
                found = aws.client("s3").get_object(Bucket=self._bucket, Key=key)
                is_wanted = digest in (None, found["ETag"])
                content: bytes | None = found["Body"].read() if is_wanted else None
        except ClientError as error:
            if code_of(error) == "NoSuchKey":
                return None
            raise
        return content

    def below(self, prefix: str) -> Iterator[str]:
        """The keys that begin so, in their order."""
        listed = aws.client("s3").get_paginator("list_objects_v2")
        with aws.answering("The file store"):
            for page in listed.paginate(Bucket=self._bucket, Prefix=prefix):
                yield from (each["Key"] for each in page.get("Contents", ()))

    def link(self, key: str, name: str, *, shown: str = "attachment") -> str:
        """To read the file for a minute, under this name."""
        told = {"ResponseContentDisposition": f'{shown}; filename="{name}"'}
        return self._signed("get_object", key, LINK_LIFE_S, told)

    def upload_link(self, key: str, size_bytes: int, life_s: int) -> tuple[str, dict[str, str]]:
        """To put a file there by PUT, and the headers to send: of this size and no other."""
        said = {"ContentType": BYTES, "ContentLength": size_bytes}
        headers = {"Content-Type": BYTES, "Content-Length": str(size_bytes)}
        return self._signed("put_object", key, life_s, said), headers

    def _signed(self, method: str, key: str, life_s: int, more: Mapping[str, Any]) -> str:
        asked = {"Bucket": self._bucket, "Key": key, **more}
        link: str = aws.client("s3").generate_presigned_url(method, Params=asked, ExpiresIn=life_s)
        return link
