"""Products as a file brings them: approved, and on sale where their shelf is ON."""

import json
from typing import Any

from infra.local.demo_shop import rows
from promenade.kit.imports import JSON_LINES
from tests.support.callers import MARKETER
from tests.support.gateway import Gateway


def lines_of(*products: Any) -> bytes:
    return "\n".join(json.dumps(each) for each in rows(products)).encode()


def bring(gateway: Gateway, *products: Any) -> None:
    lines, headers = lines_of(*products), {"content-type": JSON_LINES}
    report = gateway.call("POST /product-imports", lines, headers=headers, caller=MARKETER)
    assert (report.status, report.json["rejected_count"]) == (200, 0), report
