"""Files of the demonstration shop, as JSON Lines."""

import json
from collections.abc import Iterable
from typing import Any

from infra.local.cloud import CloudError
from infra.local.shop import Shop


def send_lines(shop: Shop, route: str, lines: Iterable[Any], token: str | None = None) -> Any:
    """Raises CloudError unless every line is taken."""
    content = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    report = shop.ask(route, content, token=token, Content_Type="application/x-ndjson")
    if report["rejected_count"]:
        refused = next(row for row in report["rows"] if row["errors"])
        named = refused.get("sku") or refused["customer"]
        raise CloudError(f"{route} refuses {named}: {refused['errors']}")
    return report
