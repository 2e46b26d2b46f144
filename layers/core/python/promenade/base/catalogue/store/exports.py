"""Files of products in S3, each behind a link that is signed when somebody asks for it."""

from datetime import timedelta
from gzip import GzipFile
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO

from promenade.base.catalogue.model.export_job import ExportJob
from promenade.base.catalogue.service.exporting import Form
from promenade.base.catalogue.store.jobs import DynamoJobStore
from promenade.base.catalogue.store.records import CatalogueRecord
from promenade.contracts.catalogue import ProductExportRequested
from promenade.kit.config import setting
from promenade.kit.dynamo import Write
from promenade.kit.errors import NotFound
from promenade.kit.files import Files

GZIP = "application/gzip"
RUN_KEPT = timedelta(days=30)


class S3ExportStore:
    def __init__(self) -> None:
        self._files = Files(setting("REPORT_BUCKET"))

    def put(self, name: str, media_type: str, content: bytes) -> str:
        """A link to it: whoever has it can read the file, for a minute. What is the same is kept
        once."""
        key = f"exports/products/{sha256(content).hexdigest()}/{name}"
        self._files.put(key, content, media_type)
        return self._files.link(key, name)


class DynamoExportJobStore(DynamoJobStore[ExportJob]):
    """Runs of feeds are in no listing, and go as the files of others do."""

    def __init__(self) -> None:
        super().__init__(ExportJob, "EXPORT", ProductExportRequested)

    def _listed(self, job: ExportJob) -> list[Write]:
        return [] if job.feed else super()._listed(job)

    def _record(self, job: ExportJob) -> CatalogueRecord:
        record = super()._record(job)
        if job.feed:
            record.expires_at = int((job.requested_at + RUN_KEPT).timestamp())
        return record


class S3ExportFiles:
    """Those of jobs: their parts, and what these are together."""

    def __init__(self) -> None:
        self._files = Files(setting("REPORT_BUCKET"))

    def put_part(self, job: ExportJob, content: bytes) -> str:
        digest = sha256(content).hexdigest()
        self._files.put(_key(job, f"parts/{digest}"), content)
        return digest

    def join(self, job: ExportJob, form: Form) -> int:
        """On the disk, a part at a time in memory."""
        with TemporaryFile() as packed:
            self._pack(job, form, packed)
            size_bytes = packed.tell()
            packed.seek(0)
            self._files.put(file_key(job), packed, GZIP)
        return size_bytes

    def link(self, job: ExportJob) -> str:
        return self._files.link(file_key(job), f"products.{_SUFFIXES[job.terms.format]}.gz")

    def _pack(self, job: ExportJob, form: Form, packed: IO[bytes]) -> None:
        with GzipFile("", "wb", fileobj=packed, mtime=0) as file:
            file.write(form.head)
            for digest in job.parts:
                part = self._files.get(_key(job, f"parts/{digest}"))
                if part is None:
                    raise NotFound("A part of the file is there no longer.")
                file.write(part)
            file.write(form.foot)


_SUFFIXES = {"csv": "csv", "jsonl": "jsonl", "merchant": "xml"}


def file_key(job: ExportJob) -> str:
    return _key(job, "file")


def _key(job: ExportJob, name: str) -> str:
    """The bucket drops runs of feeds after two days: what one came to is copied."""
    return f"exports/{'feeds' if job.feed else 'products'}/{job.id}/{name}"
