"""Report files in S3, each behind a link that is signed when somebody follows it."""

from collections.abc import Mapping

from promenade.base.report.model.job import Format
from promenade.kit.config import setting
from promenade.kit.files import Files

_MEDIA_TYPE: dict[Format, str] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class S3FileStore:
    def __init__(self) -> None:
        self._files = Files(setting("REPORT_BUCKET"))

    def put(self, report_id: str, files: Mapping[Format, bytes]) -> None:
        for name, content in files.items():
            self._files.put(_key(report_id, name), content, _MEDIA_TYPE[name])

    def link(self, report_id: str, name: Format) -> str:
        """Whoever has it can read the file, for a minute. No call is made: it is a signature."""
        shown = "inline" if name == "html" else "attachment"
        return self._files.link(_key(report_id, name), f"{report_id}.{name}", shown=shown)


def _key(report_id: str, name: Format) -> str:
    return f"reports/{report_id}/report.{name}"
