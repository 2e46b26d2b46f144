"""Facts and jobs in DynamoDB, files in S3.

| item | pk | sk |
|---|---|---|
| guard: the version of an order that is in the facts | `ORDER#<source>#<number>` | `-` |
| ledger row: an order's part of a day | `LEDGER#<currency>#<store>#<day>` | `<source>#<number>` |
| segment: what one transaction added to a day | `JOURNAL#<currency>#<store>` | `<day>#<id>` |
| settled day | `DAYS#<currency>#<store>` | `<day>#0` |
| its facts, in parts | `DAYS#<currency>#<store>` | `<day>#1#<version>#<part>` |
| a recorded order that the facts lack | `MISSING` | `<source>#<number>` |
| the hour that was looked at last for those | `RECONCILED` | `-` |
| shop and its zone | `SHOPS` | `<currency>#<store>` |
| report job (`gsi1`: `REPORTS`, by time) | `REPORT#<id>` | `-` |
"""

from promenade.base.report.store.facts import DynamoFactStore
from promenade.base.report.store.files import S3FileStore
from promenade.base.report.store.jobs import DynamoJobStore

__all__ = ["DynamoFactStore", "DynamoJobStore", "S3FileStore"]
