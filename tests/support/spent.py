"""How long a piece of work takes of the processor, by itself."""

import gc
from collections.abc import Callable
from time import process_time


def cpu_s(work: Callable[[], object]) -> float:
    """Without what collecting the garbage of all tests before takes in between."""
    gc.disable()
    try:
        began = process_time()
        work()
        return process_time() - began
    finally:
        gc.enable()
