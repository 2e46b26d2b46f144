"""`make audit`: the whole audit trail into a file, and whether anything in it was changed, removed,
inserted or moved. With FILE, a file of before is read instead, off-line; with SINCE, an earlier
one tells what has been taken from the end, or written anew, since.

A file has a line of JSON for each line of the trail, as `GET /audit-records?chain=` shows it.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec

from infra.local.api import Api
from infra.local.callers import Callers
from infra.local.cloud import ROOT, CloudError
from infra.local.running import command, running_stack
from promenade.base.audit.model import CHAINS, Break, End, Line, breaks, ends_of
from promenade.base.audit.wire import read_line
from promenade.kit.errors import Invalid

KEPT = ROOT / ".local" / "audit"
_FOUND = {
    "changed": "{at} was changed.",
    "moved": "{at} stands twice, or behind what came later.",
    "parted": "{at} does not follow the line before it: either is another than there was.",
    "removed": "{at}: missing.",
    "rewritten": "{at} was another line then: what leads up to it was written anew.",
}


class _Page(msgspec.Struct):
    items: list[msgspec.Raw]
    next: str | None


def export(api: Api, token: Callable[[], str], path: Path) -> None:
    """Byte by byte as it is told, with a token for each chain: they live for minutes. Raises
    CloudError unless all of it is told."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for chain in range(CHAINS):
            for line in _told(api, token(), chain):
                file.write(bytes(line) + b"\n")


def _told(api: Api, token: str, chain: int) -> Iterator[msgspec.Raw]:
    asked: dict[str, Any] = {"chain": chain, "limit": 100}
    while True:
        answer = api.call(f"GET /audit-records?{urlencode(asked)}", token=token)
        if answer.status != 200:
            raise CloudError(f"The trail is not told whole: {answer.raw.decode()}")
        page = msgspec.json.decode(answer.raw, type=_Page)
        yield from page.items
        if page.next is None:
            return
        asked["cursor"] = page.next


def lines_of(path: Path) -> Iterator[Line]:
    """Raises CloudError at what is no line of a trail."""
    if not path.is_file():
        raise CloudError(f"There is no file {path}.")
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                yield read_line(raw)
            except Invalid:
                raise CloudError(f"{path}, line {number} is no line of an audit trail.") from None


def verify(path: Path, since: Path | None) -> str:
    """What there is to say of a trail that holds. Raises CloudError with all that does not.

    An export is masked whole or not at all: a single salt that is gone was taken away."""
    earlier: Mapping[int, End] = ends_of(lines_of(since)) if since else {}
    found = [sentence(each) for each in breaks(lines_of(path), earlier)]
    if found:
        raise CloudError("\n".join([*found, f"The trail in {path} does not hold."]))
    count = Counter(line.link.salt is None for line in lines_of(path))
    if not count:
        raise CloudError(f"{path} has no line: nothing is proven of an empty trail.")
    if 0 < count[True] < count.total():
        told = f"{count[True]:,} lines in {path} have no salt, though others do"
        raise CloudError(f"{told}: what they say is not proven.")
    told = f"{count.total():,} lines in {path}: none was changed, removed, inserted or moved."
    masked = f" Of {count[True]:,}, which are masked, the places alone are proven."
    return told + masked if count[True] else told


def sentence(found: Break) -> str:
    places = f"{found.first}" if found.first == found.last else f"{found.first} to {found.last}"
    return _FOUND[found.kind].format(at=f"Chain {found.chain}, place {places}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument("--file", type=Path, help="read this one, off-line")
    parser.add_argument("--since", type=Path, help="an earlier one, whose lines are still due")
    asked = parser.parse_args()
    print(verify(asked.file or _exported(), asked.since))


def _exported() -> Path:
    stack = running_stack()
    path = KEPT / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}.jsonl"
    callers = Callers(stack, stack.cloud.home)
    export(Api(stack), partial(callers.token, "owner"), path)
    return path.relative_to(ROOT)


if __name__ == "__main__":
    command(main)
