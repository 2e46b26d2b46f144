"""The local cloud: one MiniStack process, its state in one folder, its door one port."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.locks import end_orphans, held_by, hold

ROOT = Path(__file__).parents[2]
PROGRAM = (
    ROOT / ".local" / "ministack" / "bin" / "python",
    "-P",
    ROOT / "infra" / "local" / "containers.py",
)
PYTHON_VERSION = "{}.{}".format(*sys.version_info)
"""Of this program and of the local cloud, which runs every function with its own interpreter."""
_INHERITED = frozenset({"HOME", "LANG", "LC_ALL", "PATH", "TZ"})
_START_WITHIN_S = 30
_STOP_WITHIN_S = 60


class CloudError(Exception):
    """Says in its text what to do."""


@dataclass
class Cloud:
    """`home` holds log, process id and, with `keeps_state`, everything stored in the cloud.

    With `enforces_iam`, functions may do what their roles allow and nothing else."""

    home: Path
    port: int
    enforces_iam: bool = False
    keeps_state: bool = True
    _started: "subprocess.Popen[bytes] | None" = field(default=None, init=False, repr=False)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def payments_port(self) -> int:
        """Of the payment gateway beside it."""
        return self.port + 1

    @property
    def payments_url(self) -> str:
        return f"http://127.0.0.1:{self.payments_port}"

    @property
    def log(self) -> Path:
        return self.home / "cloud.log"

    def is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.endpoint}/_ministack/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def start(self) -> None:
        """Does nothing when it is up already."""
        if self._runs():
            return
        self._clear_up()
        # The process holds the lock as long as it lives, so its id cannot be mistaken.
        with self.log.open("ab") as log, self._lock_file.open("w") as lock:
            hold(lock)
            self._started = process = subprocess.Popen(
                PROGRAM,
                cwd=self.home,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )
            lock.write(str(process.pid))
        self._wait_until_up(process)

    def _clear_up(self) -> None:
        """What the one before left, if it was killed above all."""
        self.home.mkdir(parents=True, exist_ok=True)
        if self._lock_file.exists() and (leader := self._lock_file.read_text()):
            end_orphans(int(leader))
            self._forget_strays()
        self._rewind_streams()
        self._clear_workplace()

    def _runs(self) -> bool:
        """Raises CloudError where something else stands in its place."""
        ours, answers = self._process_id() is not None, self.is_up()
        if ours and not answers:
            raise CloudError("Ours runs already, on another port or not yet ready. Run: make down")
        if answers and not ours:
            raise CloudError(
                f"Port {self.port} is taken by another local cloud. Stop it, or choose another: "
                "make up PORT=4600"
            )
        return ours

    def stop(self) -> bool:
        """Whether it was up. State is saved before the process ends."""
        process_id = self._process_id()
        if process_id is not None:
            self._clear_workplace()
            os.kill(process_id, signal.SIGTERM)
        deadline = time.monotonic() + _STOP_WITHIN_S
        while self._process_id() is not None:
            if time.monotonic() > deadline:
                raise CloudError(f"Process {process_id} does not end. See {self.log}")
            time.sleep(0.1)
        if self._started:
            self._started.wait()
        if process_id is not None:
            self._lock_file.write_text("")  # one that names a process was killed
        return process_id is not None

    @property
    def _workplace(self) -> Path:
        """Where functions are unpacked, each container's some thousand files anew."""
        return self.home / "tmp"

    def _clear_workplace(self) -> None:
        """Nobody waits until they are gone, which takes minutes."""
        if self._workplace.exists():
            self._workplace.rename(self.home / f"gone-{time.time_ns()}")
        self._workplace.mkdir()
        in_the_background = 'rm -rf "$0"/gone-* > /dev/null 2>&1 &'
        command = ["sh", "-c", in_the_background, str(self.home)]
        subprocess.run(command, check=True, start_new_session=True)

    @property
    def _lock_file(self) -> Path:
        return self.home / "cloud.pid"

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name in _INHERITED}
        return inherited | {
            "AUTH": "true" if self.enforces_iam else "false",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "IOT_MTLS_ENABLED": "0",
            "PERSIST_STATE": "1" if self.keeps_state else "0",
            "S3_DATA_DIR": str(self.home / "objects"),
            "S3_PERSIST": "1" if self.keeps_state else "0",
            "SFTP_ENABLED": "0",
            "STATE_DIR": str(self.home / "state"),
            "TMPDIR": str(self._workplace),
        }

    def _process_id(self) -> int | None:
        return held_by(self._lock_file)

    def _forget_strays(self) -> None:
        """What a killed cloud took since its start is gone, so imports begin anew; MiniStack 1.5.33
        keeps objects as they come, which are of no stack where it never saved one."""
        shutil.rmtree(self.home / "imports", ignore_errors=True)
        if not any((self.home / "state").glob("*.json")):
            shutil.rmtree(self.home / "objects", ignore_errors=True)

    def _rewind_streams(self) -> None:
        """MiniStack 1.5.33 keeps how far the readers of streams got, but not the streams. As
        many new changes would be skipped as were read before, unless readers start over."""
        saved = self.home / "state" / "lambda.json"
        if saved.exists():
            state = json.loads(saved.read_text())
            state["payload"]["dynamodb_stream_positions"]["data"] = {}
            saved.write_text(json.dumps(state))

    def _wait_until_up(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + _START_WITHIN_S
        while not self.is_up():
            if process.poll() is not None:
                raise CloudError(
                    f"The local cloud ended at once. Its last words:\n{self._last_words()}\n"
                    f"If port {self.port} is taken, choose another: make up PORT=4600"
                )
            if time.monotonic() > deadline:
                raise CloudError(f"The local cloud does not answer. See {self.log}")
            time.sleep(0.1)

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join([line for line in lines if " INFO " not in line][-8:])
