"""Imports of files."""

from promenade.base.catalogue.model.import_job import ImportJob
from promenade.base.catalogue.store.jobs import DynamoJobStore
from promenade.contracts.catalogue import ProductImportRequested


class DynamoImportJobStore(DynamoJobStore[ImportJob]):
    def __init__(self) -> None:
        super().__init__(ImportJob, "IMPORT", ProductImportRequested)
