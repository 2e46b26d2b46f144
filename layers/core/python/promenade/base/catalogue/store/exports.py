"""Files of products in S3, each behind a link that is signed when somebody asks for it."""

from hashlib import sha256

from promenade.kit import aws
from promenade.kit.config import setting

_LINK_LIFE_S = 60


class S3ExportStore:
    def __init__(self) -> None:
        self._bucket = setting("REPORT_BUCKET")

    def put(self, name: str, media_type: str, content: bytes) -> str:
        """A link to it: whoever has it can read the file, for a minute. What is the same is kept
        once."""
        key = f"exports/products/{sha256(content).hexdigest()}/{name}"
        with aws.answering("The file store"):
            aws.client("s3").put_object(
                Bucket=self._bucket, Key=key, Body=content, ContentType=media_type
            )
        asked = {
            "Bucket": self._bucket,
            "Key": key,
            "ResponseContentDisposition": f'attachment; filename="{name}"',
        }
        link: str = aws.client("s3").generate_presigned_url(
            "get_object", Params=asked, ExpiresIn=_LINK_LIFE_S
        )
        return link
