"""`make bench`, or `python -m tests.bench quote report` for some of it."""

import importlib
import sys
from pathlib import Path

from tests.bench.ratios import Row, table


def main(chosen: list[str]) -> None:
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = [name for name in names if not chosen or name.removeprefix("bench_") in chosen]
    found: list[Row] = []
    for name in wanted:
        print(f"… {name.removeprefix('bench_')}", file=sys.stderr, flush=True)
        found += importlib.import_module(f"tests.bench.{name}").rows()
    print(table(found))


if __name__ == "__main__":
    main(sys.argv[1:])
