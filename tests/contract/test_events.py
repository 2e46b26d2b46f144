"""What goes out is published on purpose: the facts' types, their golden events, the samples that
hold them."""

import pytest

from infra.local import samples
from promenade.contracts.facts import published
from tests.support import published as made

pytestmark = pytest.mark.xdist_group("published")

ADVICE = (
    "Run `make sample` and read what changed. A field that came to a fact needs a default; for one "
    "that went, or means something else, raise its `schema` (docs/adr/0016). Changed: "
)


def test_every_sample_that_follows_from_others_is_as_the_code_makes_it() -> None:
    written = made.files()
    changed = {name for name, text in written.items() if committed(name) != text}
    gone = {name for name in made.committed_events() if name not in written}
    assert changed | gone == set(), ADVICE + ", ".join(sorted(changed | gone))


def test_every_fact_has_a_golden_event_that_a_store_states() -> None:
    golden = {name.rpartition("/")[2] for name in made.files() if "/bus/" in name}
    silent = sorted({fact for _, fact in published()} - golden)
    assert silent == [], f"No sample makes a store state these; add one, or take them out: {silent}"


def committed(name: str) -> str:
    path = samples.EVENTS / f"{name}.json"
    return path.read_text(encoding="utf-8") if path.exists() else ""
