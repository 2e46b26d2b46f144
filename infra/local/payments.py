"""The payment gateway beside the local cloud (`infra.local.payment_gateway`), for who starts it,
stops it or pays at it: `make pay ORDER=… TIMES=1 AFTER=0`."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from infra.local.cloud import ROOT, Cloud, CloudError
from infra.local.locks import held_by, hold
from infra.local.running import command, our_cloud

_WITHIN_S = 20
_PATIENCE_S = 60
_children: "dict[Path, subprocess.Popen[bytes]]" = {}


def start(cloud: Cloud) -> None:
    """Does nothing where it runs already."""
    if held_by(_lock_file(cloud)):
        return
    python_path = os.pathsep.join([str(ROOT), str(ROOT / "layers" / "core" / "python")])
    with (cloud.home / "payments.log").open("ab") as log, _lock_file(cloud).open("w") as lock:
        hold(lock)
        process = subprocess.Popen(
            [sys.executable, "-m", "infra.local.payment_gateway", str(cloud.home), str(cloud.port)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": python_path},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=[lock.fileno()],
            start_new_session=True,
        )
        lock.write(str(process.pid))
    _children[cloud.home] = process
    _wait_until_up(cloud)


def stop(cloud: Cloud) -> None:
    """What was to be told of later is not told."""
    process_id = held_by(_lock_file(cloud))
    if process_id is None:
        return
    os.kill(process_id, signal.SIGTERM)
    deadline = time.monotonic() + _WITHIN_S
    while held_by(_lock_file(cloud)):
        if time.monotonic() > deadline:
            raise CloudError(f"Process {process_id} does not end. See {cloud.home}/payments.log")
        time.sleep(0.05)
    if cloud.home in _children:
        _children.pop(cloud.home).wait()


def kept(cloud: Cloud) -> Any:
    """Its intents, payments and refunds by their names, and its manner."""
    return _call(f"{cloud.payments_url}/payments", "GET")


def behave(cloud: Cloud, **manner: float) -> None:
    """`slow_s`, `failing_count`, `refusing_count`; without any, as it should."""
    _call(f"{cloud.payments_url}/manner", "PUT", manner)


def pay(url: str, times: int = 1, after_s: float = 0) -> Any:
    """As a buyer does there: the transaction, and the statuses that the shop answered."""
    return _call(f"{url}?times={times}&after_s={after_s}", "POST")


def pay_order(cloud: Cloud, number: str, times: int, after_s: float) -> Any:
    """At the page that was opened for it last. Raises CloudError."""
    keys = [key for key, each in kept(cloud)["intents"].items() if each["order"] == number]
    if not keys:
        told = "Its buyer opens the payment first: POST /shop-orders/{number}/payments"
        raise CloudError(f"Nobody wants to pay for {number}. {told}")
    return pay(f"{cloud.payments_url}/pay/{keys[-1]}", times, after_s)


def main() -> None:
    number, times, after_s = sys.argv[1:]
    if not number:
        raise CloudError("Say which order: make pay ORDER=order_…")
    print(json.dumps(pay_order(our_cloud(), number, int(times), float(after_s))))


def _call(url: str, method: str, content: Any = None) -> Any:
    body = b"" if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url, body or None, method=method)
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:
            return json.load(answer)
    except (urllib.error.URLError, OSError) as error:
        raise CloudError(f"The payment gateway does not take {url}: {error}") from error


def _wait_until_up(cloud: Cloud) -> None:
    deadline = time.monotonic() + _WITHIN_S
    while True:
        try:
            kept(cloud)
        except CloudError:
            if time.monotonic() > deadline or not held_by(_lock_file(cloud)):
                told = f"It did not start on port {cloud.payments_port}"
                raise CloudError(f"{told}. See {cloud.home}/payments.log") from None
            time.sleep(0.1)
        else:
            return


def _lock_file(cloud: Cloud) -> Path:
    return cloud.home / "payments.pid"


if __name__ == "__main__":
    command(main)
