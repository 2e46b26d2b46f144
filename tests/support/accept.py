"""Writes the answers that samples get into the samples, to be read before they are committed.

`python -m tests.support.accept http/stock_api.get_level …`
"""

import json
import sys
from typing import Any

from infra.local import samples
from tests.support.clock import standing
from tests.support.cloud import cloud
from tests.support.gateway import Answer, Gateway
from tests.support.play import play


def accept(name: str) -> None:
    with cloud(), standing():
        answer: Answer = play(name, Gateway())
    path = samples.EVENTS / f"{name}.json"
    document = json.loads(path.read_text())
    is_json = answer.headers["content-type"].startswith("application/") and answer.text
    document["response"] = {"status": answer.status} | ({"body": answer.json} if is_json else {})
    path.write_text(_pretty(document, "") + "\n")


def _pretty(value: Any, margin: str) -> str:
    """JSON that stays on one line as long as it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or len(margin + line) <= 96:
        return line
    inner = margin + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + _pretty(each, inner) for each in value) + f"\n{margin}]"
    pairs = (f"{inner}{json.dumps(name)}: {_pretty(value[name], inner)}" for name in value)
    return "{\n" + ",\n".join(pairs) + f"\n{margin}" + "}"


if __name__ == "__main__":
    for each in sys.argv[1:]:
        accept(each)
