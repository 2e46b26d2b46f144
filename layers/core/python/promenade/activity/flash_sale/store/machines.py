"""What buyers of sales are served by, in AWS."""

from promenade.activity.flash_sale.model.capacity import Capacity
from promenade.activity.flash_sale.store.records import TABLE
from promenade.kit.config import setting
from promenade.kit.provisioning import Environments, keep_writes


class AwsMachines:
    def __init__(self) -> None:
        self._page = Environments(setting("FLASH_SALE_PAGE_ALIAS"))
        self._claim = Environments(setting("FLASH_SALE_CLAIM_ALIAS"))
        self._queue = Environments(setting("FLASH_SALE_QUEUE_ALIAS"))

    def keep(self, wanted: Capacity) -> None:
        if wanted.writes_per_s:
            keep_writes(TABLE, wanted.writes_per_s)
        self._page.keep(wanted.page_count)
        self._claim.keep(wanted.claim_count)
        self._queue.keep(wanted.queue_count)
