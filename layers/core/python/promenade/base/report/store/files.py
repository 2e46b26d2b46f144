"""Report files in S3, each behind a link that is signed when somebody follows it."""

from collections.abc import Mapping

from promenade.base.report.model.job import Format
from promenade.kit import aws
from promenade.kit.config import setting

_LINK_LIFE_S = 60

_MEDIA_TYPE: dict[Format, str] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class S3FileStore:
    def __init__(self) -> None:
        self._bucket = setting("REPORT_BUCKET")

    def put(self, report_id: str, files: Mapping[Format, bytes]) -> None:
        for name, content in files.items():
            with aws.answering("The file store"):
                aws.client("s3").put_object(
                    Bucket=self._bucket,
                    Key=_key(report_id, name),
                    Body=content,
                    ContentType=_MEDIA_TYPE[name],
                )

    def link(self, report_id: str, name: Format) -> str:
        """Whoever has it can read the file, for a minute. No call is made: it is a signature."""
        shown = "inline" if name == "html" else "attachment"
        asked = {
            "Bucket": self._bucket,
            "Key": _key(report_id, name),
            "ResponseContentDisposition": f'{shown}; filename="{report_id}.{name}"',
        }
        link: str = aws.client("s3").generate_presigned_url(
            "get_object", Params=asked, ExpiresIn=_LINK_LIFE_S
        )
        return link


def _key(report_id: str, name: Format) -> str:
    return f"reports/{report_id}/report.{name}"
