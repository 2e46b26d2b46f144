"""Many processes buy through the handlers, and are killed at random. In the folder of the project
`PYTHONPATH=layers/core/python:. .venv/bin/python -m tests.support.soak ORDERS PROCESSES` prints
what is left, before recovery and after."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from infra.local.cloud import Cloud
from tests.e2e.conftest import free_port
from tests.support.crowd import ROOT

KILLED_AFTER = (6, 30)
"""Orders, of each process since it was started."""

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


def soak(orders: int, processes: int) -> dict[str, Any]:
    with TemporaryDirectory() as home:
        cloud = Cloud(Path(home), free_port(), keeps_state=False)
        cloud.start()
        try:
            return _soak(cloud.endpoint, Path(home), orders, processes)
        finally:
            cloud.stop()


def _soak(endpoint: str, home: Path, orders: int, processes: int) -> dict[str, Any]:
    assert run(endpoint, home, -1, 0, orders).wait() == 0
    each = orders // processes
    workers = [Process(endpoint, home, n, each) for n in range(processes)]
    started, rng = time.monotonic(), Random(7)
    for worker in workers:
        worker.start(rng.randint(*KILLED_AFTER))
    while going := [worker for worker in workers if not worker.is_over]:
        time.sleep(rng.uniform(0, LOOKED_EVERY_S))
        for worker in going:
            if worker.begun >= worker.until and not worker.is_over:
                worker.kill()
                worker.start(rng.randint(*KILLED_AFTER))
    codes = [worker.running.returncode for worker in workers if worker.running]
    return {
        "kills": sum(worker.kills for worker in workers),
        "failed": sum(code != 0 for code in codes),
        "seconds": round(time.monotonic() - started),
        "before": _told(endpoint, home, -2),
        "after": _told(endpoint, home, -3),
    }


def _told(endpoint: str, home: Path, seed: int) -> Any:
    assert run(endpoint, home, seed, 0, 0).wait() == 0, (home / "log").read_text()[-4_000:]
    return json.loads((home / "found.json").read_text())


if __name__ == "__main__":
    json.dump(soak(*map(int, sys.argv[1:])), sys.stdout, indent=1)
