"""What is wrong with the steps of a journey."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from promenade.contracts.behaviour import Act
from promenade.contracts.journeys import Branch, Send, Step, WaitFor
from promenade.kit.errors import Fault


def exits(step: Step) -> Mapping[str, str | None]:
    """Field → the step that follows, None where the way ends."""
    if isinstance(step, Branch):
        return {"yes": step.yes, "no": step.no}
    if isinstance(step, WaitFor):
        return {"then": step.then, "otherwise": step.otherwise}
    return {"then": step.then}


def step_faults(steps: Sequence[Step], goal: Act | None = None) -> Iterator[Fault]:
    """Pointers are into the list."""
    counts = Counter(step.name for step in steps)
    for index, step in enumerate(steps):
        if counts[step.name] > 1:
            yield Fault(f"/{index}/name", "repeated", "Each step has a name of its own.")
        if isinstance(step, WaitFor) and step.act is goal:
            detail = "Who does this has come to the goal, and is let go."
            yield Fault(f"/{index}/act", "is_goal", detail)
        yield from _exit_faults(index, step, counts)
    if not any(isinstance(step, Send) for step in steps):
        yield Fault("", "sends_nothing", "A journey has a step that sends.")
    yield from _way_faults(steps)


def _exit_faults(index: int, step: Step, names: Mapping[str, int]) -> Iterator[Fault]:
    for field, name in exits(step).items():
        if name is not None and name not in names:
            detail = "There is no step of this name."
            yield Fault(f"/{index}/{field}", "unknown_step", detail)


def _way_faults(steps: Sequence[Step]) -> Iterator[Fault]:
    """Steps that nobody comes to, and ways that lead back: a journey comes to an end."""
    after = {step.name: {name for name in exits(step).values() if name} for step in steps}
    reached = _reached({steps[0].name}, after)
    for index, step in enumerate(steps):
        if step.name not in reached:
            yield Fault(f"/{index}/name", "never_reached", "No way leads to this step.")
        elif step.name in _reached(after[step.name], after):
            yield Fault(f"/{index}/name", "endless", "A way from this step leads back to it.")


def _reached(start: set[str], after: Mapping[str, set[str]]) -> set[str]:
    reached, ahead = set[str](), set(start)
    while ahead:
        name = ahead.pop()
        reached.add(name)
        ahead |= after.get(name, set()) - reached
    return reached
