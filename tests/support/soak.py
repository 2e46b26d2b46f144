"""Many processes buy through the handlers, and are killed at random. In the folder of the project
`PYTHONPATH=layers/core/python:. .venv/bin/python -m tests.support.soak ORDERS PROCESSES [FIRST]`
buys piece by piece, each of at most 2,500 orders in a shop of its own, from the piece FIRST on. It
prints what was expected of each piece and what was found, before recovery and after, and fails
where they differ."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from infra.local.cloud import Cloud
from tests.e2e.conftest import free_port
from tests.support.crowd import ROOT
from tests.support.soak_lives import expected, life

PIECE = 2_500
KILLED_AFTER = (6, 30)
"""Orders, of each process since it was started; of many, up to a tenth of its own."""

LOOKED_EVERY_S = 0.1
REPEATED = 2
"""Orders that who follows one that was killed lives once more, beside the last."""


@dataclass
class Process:
    endpoint: str
    home: Path
    seed: int
    count: int
    kills: int = 0
    until: int = 0
    running: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self, most: int) -> None:
        """To be killed once it lives one of the next `most` orders."""
        first = max(self.begun - REPEATED, 0)
        self.until = self.begun + most
        self.running = run(self.endpoint, self.home, self.seed, first, self.count)

    @property
    def begun(self) -> int:
        told = self.home / f"told-{self.seed}"
        lines = told.read_text().split("\n")[:-1] if told.exists() else []
        return int(lines[-1]) if lines else 0

    def kill(self) -> None:
        assert self.running
        self.running.kill()
        self.running.wait()
        self.kills += 1

    @property
    def has_failed(self) -> bool:
        return self.running is None or self.running.returncode != 0

    @property
    def is_over(self) -> bool:
        return self.running is not None and self.running.poll() is not None


def run(endpoint: str, home: Path, *numbers: int) -> "subprocess.Popen[bytes]":
    """`numbers`: seed, first and count."""
    command = [sys.executable, "-m", "tests.support.soaking", endpoint, str(home)]
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'layers/core/python'}"}
    with (home / "log").open("a") as log:
        return subprocess.Popen(
            [*command, *map(str, numbers)], cwd=ROOT, env=environment, stdout=log, stderr=log
        )


def soak(orders: int, processes: int, first_seed: int = 0) -> dict[str, Any]:
    """As many orders for each process, whose seeds begin at `first_seed`."""
    with TemporaryDirectory() as home:
        cloud = Cloud(Path(home), free_port(), keeps_state=False)
        cloud.start()
        try:
            seeds = range(first_seed, first_seed + processes)
            return _soak(cloud.endpoint, Path(home), seeds, orders // processes)
        finally:
            cloud.stop()


def _soak(endpoint: str, home: Path, seeds: range, each: int) -> dict[str, Any]:
    assert run(endpoint, home, -1, 0, each * len(seeds)).wait() == 0
    workers = [Process(endpoint, home, seed, each) for seed in seeds]
    started = time.monotonic()
    _kill_at_random(workers, (KILLED_AFTER[0], max(KILLED_AFTER[1], each // 10)))
    return {
        "kills": sum(worker.kills for worker in workers),
        "failed": sum(worker.has_failed for worker in workers),
        "seconds": round(time.monotonic() - started),
        "expected": expected(life(seed, number) for seed in seeds for number in range(each)),
        "before": _told(endpoint, home, -2),
        "after": _told(endpoint, home, -3),
    }


def _kill_at_random(workers: list[Process], after: tuple[int, int]) -> None:
    rng = Random(7)
    for worker in workers:
        worker.start(rng.randint(*after))
    while going := [worker for worker in workers if not worker.is_over]:
        time.sleep(rng.uniform(0, LOOKED_EVERY_S))
        for worker in going:
            if worker.begun >= worker.until and not worker.is_over:
                worker.kill()
                worker.start(rng.randint(*after))


def _told(endpoint: str, home: Path, seed: int) -> Any:
    assert run(endpoint, home, seed, 0, 0).wait() == 0, (home / "log").read_text()[-4_000:]
    return json.loads((home / "found.json").read_text())


def is_exact(found: dict[str, Any]) -> bool:
    """All went as was expected, though some were killed."""
    after, wanted = found["after"], found["expected"]
    is_so = wanted == {name: after[name] for name in wanted}
    return is_so and not found["before"]["differences"] and not found["failed"]


def main(orders: int, processes: int, first: int = 0) -> int:
    total, are_exact = Counter[str](), True
    for number, start in enumerate(range(0, orders, PIECE), first):
        found = soak(min(PIECE, orders - start), processes, number * processes)
        _tell(found)
        are_exact &= is_exact(found)
        total.update(orders=found["after"]["orders"], kills=found["kills"])
    _tell({**total, "exact": are_exact})
    return 0 if are_exact else 1


def _tell(found: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(found)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
