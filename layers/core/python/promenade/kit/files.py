"""Files in S3, each behind links that are signed when somebody asks for one: no call is made then,
and whoever has the link can do what it is for until it is over."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import IO, Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from promenade.kit import aws
from promenade.kit.refusals import code_of
from promenade.kit.uploads import BYTES, UPLOAD_LIFE, Announced, Upload
from promenade.kit.values import Value

LINK_LIFE_S = 60
KEPT_FOR_GOOD = "public, max-age=31536000, immutable"


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

    def copy(self, key: str, to: tuple[str, str], media_type: str) -> None:
        """`to` is (bucket, key): who reads what is there at the moment reads it to its end."""
        bucket, new_key = to
        with aws.answering("The file store"):
            aws.client("s3").copy_object(
                CopySource={"Bucket": self._bucket, "Key": key},
                Bucket=bucket,
                Key=new_key,
                ContentType=media_type,
                MetadataDirective="REPLACE",
            )

    def remove(self, key: str) -> None:
        """Nothing where there is no such file."""
        with aws.answering("The file store"):
            aws.client("s3").delete_object(Bucket=self._bucket, Key=key)

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

    def origin(self) -> str:
        """Where links lead, as browsers name it: `https://files.s3.eu-west-1.amazonaws.com`."""
        there = urlsplit(self._signed("get_object", "-", LINK_LIFE_S, {}))
        return f"{there.scheme}://{there.netloc}"

    def lasting_link(self, key: str, life_s: int) -> str:
        """To see a file that never changes: whoever has fetched it may keep it."""
        told = {"ResponseCacheControl": KEPT_FOR_GOOD, "ResponseContentDisposition": "inline"}
        return self._signed("get_object", key, life_s, told)

    def upload(self, key: str, announced: Announced, now: datetime) -> Upload:
        """To put a file there by PUT: of this size and type, and these bytes, and no other."""
        size_bytes, media_type = announced.size_bytes, announced.media_type
        said = {"ContentType": media_type, "ContentLength": size_bytes}
        headers = {"Content-Type": media_type, "Content-Length": str(size_bytes)}
        if announced.sha256:
            checksum = b64encode(bytes.fromhex(announced.sha256)).decode()
            said["ChecksumSHA256"] = headers["x-amz-checksum-sha256"] = checksum
        url = self._signed("put_object", key, int(UPLOAD_LIFE.total_seconds()), said)
        return Upload(url, headers, now + UPLOAD_LIFE)

    def _signed(self, method: str, key: str, life_s: int, more: Mapping[str, Any]) -> str:
        asked = {"Bucket": self._bucket, "Key": key, **more}
        link: str = aws.client("s3").generate_presigned_url(method, Params=asked, ExpiresIn=life_s)
        return link
