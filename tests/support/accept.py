"""Writes golden samples, to be read before they are committed.

`python -m tests.support.accept base/http/stock_api.get_level …` writes the answers of these into
them; without a name, whatever follows from the samples of HTTP and queues: `published` says what.
"""

import json
import sys

from infra.local import samples
from tests.support import published
from tests.support.clock import standing
from tests.support.cloud import cloud
from tests.support.gateway import Answer, Gateway
from tests.support.play import play


def accept(name: str) -> None:
    path = samples.EVENTS / f"{name}.json"
    document = json.loads(path.read_text())
    document.setdefault("response", {"status": 200})
    path.write_text(samples.pretty(document) + "\n")
    with cloud(), standing():
        answer: Answer = play(name, Gateway())
    is_json = answer.headers["content-type"].startswith("application/") and answer.text
    document["response"] = {"status": answer.status} | ({"body": answer.json} if is_json else {})
    path.write_text(samples.pretty(document) + "\n")


def accept_all_that_follows() -> None:
    written = published.files()
    for name in published.committed_events():
        if name not in written:
            (samples.EVENTS / f"{name}.json").unlink()
    for name, text in written.items():
        path = samples.EVENTS / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


if __name__ == "__main__":
    for each in sys.argv[1:]:
        accept(each)
    if not sys.argv[1:]:
        accept_all_that_follows()
