"""A shop's file of products imported, indexed, searched and exported, on the local cloud's DynamoDB
and S3: `python -m tests.bench.bench_catalogue 100000` for another number of SKUs than 10,000.

Seconds are those of one process that waits for the cloud beside it, on this machine; capacity units
are DynamoDB's.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from infra.local import cloud as local
from infra.local.cloud import ROOT, Cloud
from tests.bench.ratios import Row, table
from tests.e2e.conftest import free_port

SKUS = 10_000
PROGRAM = (*local.PROGRAM[:-1], Path(__file__).with_name("long_lists.py"))


def rows(skus: int = SKUS) -> list[Row]:
    with tempfile.TemporaryDirectory() as home, patch.object(local, "PROGRAM", PROGRAM):
        cloud = Cloud(Path(home), free_port(), keeps_state=False)
        cloud.start()
        try:
            told = _measured(cloud.endpoint, skus)
        finally:
            cloud.stop()
    return [Row(f"catalogue, {what}", value, "-", detail) for what, value, detail in told]


def _measured(endpoint: str, skus: int) -> list[list[str]]:
    """By a process of its own: whoever has asked a cloud before goes on asking that one."""
    asked = [sys.executable, "-P", "-m", "tests.bench.shelf_at_scale", endpoint, str(skus)]
    paths = {"PYTHONPATH": f"{ROOT}:{ROOT / 'layers/core/python'}"}
    environment = os.environ | paths
    told = subprocess.run(asked, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    found: list[list[str]] = json.loads(told.stdout.splitlines()[-1])  # after what functions log
    return found


if __name__ == "__main__":
    print(table(rows(int(sys.argv[1]) if len(sys.argv) > 1 else SKUS)))
