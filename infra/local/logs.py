"""`make logs`: follow what all functions log, from five minutes ago on."""

import time

from infra.local.running import command, running_stack

_LOOK_BACK_MS = 300_000
_LATE_MS = 5_000


def follow() -> None:
    stack = running_stack()
    client, group = stack.client("logs"), stack.outputs["Logs"]
    since, shown = int(time.time() * 1000) - _LOOK_BACK_MS, set[tuple[str, int, str]]()
    while True:
        pages = client.get_paginator("filter_log_events").paginate(
            logGroupName=group, startTime=since
        )
        for event in (event for page in pages for event in page["events"]):
            # The local cloud's events carry no id.
            line = (event["logStreamName"], event["timestamp"], event["message"])
            if line not in shown:
                print(event["message"].rstrip(), flush=True)
                shown.add(line)
                since = max(since, event["timestamp"] - _LATE_MS)
        time.sleep(1)


if __name__ == "__main__":
    command(follow)
