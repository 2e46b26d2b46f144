"""An order is paid, made cheaper, cancelled by its buyer and timed out at the same instant, by
processes of their own: one of them wins, and the money of who paid too late, or the old price, goes
back once."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from infra.local.cloud import Cloud
from tests.e2e.conftest import free_port
from tests.support.contend_payments import ADJUST
from tests.support.crowd import ROOT

ROUNDS = 200


def run(cloud: Cloud, home: Path, seed: int) -> "subprocess.Popen[bytes]":
    module = "tests.support.contend_payments"
    command = [sys.executable, "-m", module, cloud.endpoint, str(home), str(seed), str(ROUNDS)]
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'layers/core/python'}"}
    return subprocess.Popen(command, cwd=ROOT, env=environment)


def race(cloud: Cloud, home: Path) -> Any:
    assert run(cloud, home, -1).wait() == 0
    running = [run(cloud, home, seed) for seed in range(ADJUST + 1)]
    while len(list(home.glob("ready-*"))) < len(running):
        time.sleep(0.01)
    (home / "starting").write_text(str(time.time() + 0.5))
    (home / "starting").rename(home / "start")
    assert [each.wait() for each in running] == [0] * len(running)
    assert run(cloud, home, -2).wait() == 0
    return json.loads((home / "found.json").read_text())


def test_one_of_those_who_settle_an_order_at_the_same_instant_wins(tmp_path: Path) -> None:
    cloud = Cloud(tmp_path, free_port(), keeps_state=False)
    cloud.start()
    try:
        found = race(cloud, tmp_path)
    finally:
        cloud.stop()
    ends = Counter(end for end, _, _ in found["orders"])
    assert set(ends) == {"paid", "user", "timeout"}
    owed = []
    for number, (end, kept, back) in enumerate(found["orders"]):
        is_less = found["adjusted"][number]
        told = [f"T-{number}", f"T-{number}-less"][: 1 + is_less]
        paying = told[-1:] if end == "paid" else []
        assert (kept, back) == (paying, [each for each in told if each not in paying])
        owed += back
    assert set(zip(found["adjusted"], found["unmatched"], strict=True)) >= {
        (False, False),
        (True, True),
    }
    assert (found["sent"], found["asked"]) == (sorted(owed), len(owed))
    assert found["stock"] == [ROUNDS - ends["paid"], 0]
