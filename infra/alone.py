"""Runs a command while no other holds the lock: `python3 infra/alone.py LOCK COMMAND…`"""

import fcntl
import subprocess
import sys
from pathlib import Path

with Path(sys.argv[1]).open("w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    sys.exit(subprocess.call(sys.argv[2:]))
