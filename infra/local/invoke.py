"""`make invoke`: call one deployed function with a sample of events/, show answer and logs."""

import argparse
import base64
import json
from pathlib import Path
from typing import Any

from infra.local import samples
from infra.local.callers import Callers
from infra.local.cloud import CloudError
from infra.local.running import command, running_stack

_EXAMPLE = "make invoke FN=catalogue_api EVENT=events/base/http/catalogue_api.list_categories.json"


def invoke() -> None:
    asked = _arguments()
    stack = running_stack()
    if asked.function not in stack.functions:
        raise CloudError(f"Known functions: {', '.join(stack.functions)}")
    answer = stack.client("lambda").invoke(
        FunctionName=stack.functions[asked.function],
        Payload=json.dumps(_event(asked.event, Callers(stack, stack.cloud.home))).encode(),
        LogType="Tail",
    )
    print(base64.b64decode(answer.get("LogResult", "")).decode().rstrip())
    print(json.dumps(json.load(answer["Payload"]), indent=2, ensure_ascii=False))


def _event(path: Path, callers: Callers) -> Any:
    if path.parent.name != "http":
        return json.loads(path.read_text())
    sample = samples.read(path)
    token = callers.token(sample.caller) if sample.caller else None
    return samples.proxy_event(sample.request, token)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make invoke")
    parser.add_argument("function", help="a folder under functions/")
    parser.add_argument("event", type=Path, help="a file under events/")
    asked = parser.parse_args()
    if not asked.function or not asked.event.name:
        raise CloudError(f"Say which function and sample: {_EXAMPLE}")
    if not asked.event.is_file():
        raise CloudError(f"There is no file {asked.event}. Samples: ls events/*")
    return asked


if __name__ == "__main__":
    command(invoke)
