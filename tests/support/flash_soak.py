"""Many processes storm a flash sale through its handler, and are killed at random. In the folder of
the project `PYTHONPATH=layers/core/python:. .venv/bin/python -m tests.support.flash_soak ATTEMPTS
PROCESSES` prints what is held and what was told."""

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

KILLED_AFTER = (40, 400)
"""Attempts, of each process since it was started."""

REPEATED = 2
"""Attempts that who follows one that was killed makes again."""


@dataclass
class Process:
    endpoint: str
    home: Path
    seed: int
    count: int
    running: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    until: int = 0
    kills: int = 0

    def start(self, rng: Random) -> None:
        """To be killed some attempts later."""
        first = max(self.begun - REPEATED, 0)
        self.until = self.begun + rng.randint(*KILLED_AFTER)
        self.running = run(self.endpoint, self.home, self.seed, first, self.count)

    @property
    def begun(self) -> int:
        told = self.home / f"told-{self.seed}"
        return told.read_text().count("\n") if told.exists() else 0

    @property
    def is_over(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def tend(self, rng: Random) -> None:
        if self.running and not self.is_over and self.begun > self.until:
            self.running.kill()
            self.running.wait()
            self.kills += 1
            self.start(rng)


def run(endpoint: str, home: Path, *numbers: int) -> "subprocess.Popen[bytes]":
    """`numbers`: seed, first and count."""
    command = [sys.executable, "-m", "tests.support.flash_soaking", endpoint, str(home)]
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'layers/core/python'}"}
    with (home / "log").open("a") as log:
        return subprocess.Popen(
            [*command, *map(str, numbers)], cwd=ROOT, env=environment, stdout=log, stderr=log
        )


def soak(attempts: int, processes: int) -> dict[str, Any]:
    with TemporaryDirectory() as home:
        cloud = Cloud(Path(home), free_port(), keeps_state=False)
        cloud.start()
        try:
            return _soak(cloud.endpoint, Path(home), attempts, processes)
        finally:
            cloud.stop()


def _soak(endpoint: str, home: Path, attempts: int, processes: int) -> dict[str, Any]:
    assert run(endpoint, home, -1, 0, 0).wait() == 0, (home / "log").read_text()[-4_000:]
    workers = [Process(endpoint, home, n, attempts // processes) for n in range(processes)]
    started, rng = time.monotonic(), Random(7)
    for worker in workers:
        worker.start(rng)
    while going := [worker for worker in workers if not worker.is_over]:
        time.sleep(0.1)
        for worker in going:
            worker.tend(rng)
    codes = [worker.running.returncode for worker in workers if worker.running]
    assert run(endpoint, home, -2, 0, 0).wait() == 0, (home / "log").read_text()[-4_000:]
    return {
        "kills": sum(worker.kills for worker in workers),
        "failed": sum(code != 0 for code in codes),
        "seconds": round(time.monotonic() - started),
        **json.loads((home / "found.json").read_text()),
    }


if __name__ == "__main__":
    json.dump(soak(*map(int, sys.argv[1:])), sys.stdout, indent=1)
