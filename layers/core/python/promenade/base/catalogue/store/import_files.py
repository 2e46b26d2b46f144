"""Files of imports in S3: what was uploaded, its rows in parts, and what was rejected of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from promenade.base.catalogue.model.import_job import ImportJob
from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.import_jobs import FileChanged
from promenade.kit.config import setting
from promenade.kit.files import Files, Found
from promenade.kit.uploads import Announced, Upload
from promenade.kit.values import replace

_CHANGED = (
    "The file is not the one that was there when the import was started, or is there no longer: "
    "announce it anew."
)

_row_of = msgspec.json.Decoder(Row)
_encoder = msgspec.json.Encoder()


class S3ImportFiles:
    def __init__(self) -> None:
        self._files = Files(setting("REPORT_BUCKET"))

    def upload(self, job: ImportJob, now: datetime) -> Upload:
        return self._files.upload(_key(job.id, "file"), Announced(job.terms.size_bytes), now)

    def received(self, job_id: str) -> Found | None:
        return self._files.find(_key(job_id, "file"))

    def content(self, job: ImportJob) -> bytes:
        content = self._files.get(_key(job.id, "file"), job.digest)
        if content is None:
            raise FileChanged(_CHANGED)
        return content

    def put_part(self, job_id: str, number: int, rows: Sequence[Row]) -> None:
        self._files.put(_part_key(job_id, number), _encoder.encode_lines(rows))

    def part(self, job_id: str, number: int) -> Sequence[Row]:
        lines = self._kept(_part_key(job_id, number)).splitlines()
        return [_as_read(_row_of.decode(each)) for each in lines]

    def put_rejected(self, job_id: str, number: int, lines: bytes) -> None:
        self._files.put(_key(job_id, f"rejected/{number:06}"), lines)

    def put_report(self, job_id: str, head: bytes) -> None:
        every = map(self._kept, self._files.below(_key(job_id, "rejected/")))
        self._files.put(_key(job_id, "report.csv"), b"".join([head, *every]), "text/csv")

    def report(self, job_id: str) -> str:
        return self._files.link(_key(job_id, "report.csv"), f"{job_id}-rejected.csv")

    def _kept(self, key: str) -> bytes:
        content = self._files.get(key)
        if content is None:
            raise FileChanged(_CHANGED)
        return content


def _key(job_id: str, name: str) -> str:
    return f"imports/products/{job_id}/{name}"


def _part_key(job_id: str, number: int) -> str:
    return _key(job_id, f"parts/{number:06}")


def _as_read(row: Row) -> Row:
    """With tuples, as products have them."""
    return replace(row, of_product=_said(row.of_product), of_sku=_said(row.of_sku))


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(each) if isinstance(each, list) else each for name, each in fields.items()}
