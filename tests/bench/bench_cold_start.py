"""Net init CPU of each deployed function ÷ that of a bare boto3 DynamoDB client.

Functions start as Lambda starts them: the built layers, the built folder, nothing else on the
path. The boto3 client is the whole released package, compiled and without awscrt, as the Lambda
runtime has it: the local cloud's environment holds such a one.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from infra.local.stack import BUILD
from tests.bench.ratios import Row, interleaved
from tests.support.settings import SETTINGS

ROOT = Path(__file__).parents[2]
RELEASED = next((ROOT / ".local" / "ministack" / "lib").glob("python*/site-packages"))
ROUNDS = 7

BOTO3 = 'import boto3; boto3.client("dynamodb")'
FUNCTION = 'import app; from promenade.kit import aws; aws.client("dynamodb")'


def rows() -> list[Row]:
    functions = sorted(app.parent.name for app in BUILD.glob("*/app.py"))
    candidates: dict[str, Callable[[], float]] = {
        "python": _start("pass", []),
        "boto3": _start(BOTO3, [str(RELEASED)]),
    }
    for name in functions:
        candidates[name] = _start(FUNCTION, _paths(name))
    cpu = interleaved(candidates, ROUNDS)
    bare = cpu["boto3"] - cpu["python"]
    return [
        Row(
            f"cold start {name}",
            f"{(cpu[name] - cpu['python']) / bare:.2f}",
            "≤ 1.0",
            f"init CPU with its first client, net of Python; bare client {bare * 1000:.0f} ms",
        )
        for name in functions
    ]


def _paths(function: str) -> list[str]:
    layers = [str(BUILD / layer / "python") for layer in ("CoreLayer", "RuntimeLayer")]
    return [str(BUILD / function), *layers]


def _start(code: str, paths: list[str]) -> Callable[[], float]:
    command = [
        sys.executable,
        "-B",
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path[:0] = {paths!r}; {code}",
    ]
    environment = {**SETTINGS, "PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": "eu-central-1"}

    def measure() -> float:
        before = _children_cpu_s()
        subprocess.run(command, env=environment, check=True)
        return _children_cpu_s() - before

    return measure


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
