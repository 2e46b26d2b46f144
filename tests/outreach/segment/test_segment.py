"""The rules, the store and the wire of segment."""

import pytest

from promenade.kit.decoding import show
from promenade.kit.errors import NotFound
from promenade.outreach.segment.model import Segment
from promenade.outreach.segment.service import get_segment
from promenade.outreach.segment.store import DynamoSegmentStore
from promenade.outreach.segment.wire import SegmentView


def test_what_is_not_there_is_not_found(stores: None) -> None:
    with pytest.raises(NotFound):
        get_segment("nowhere", DynamoSegmentStore())


def test_a_view_shows_what_callers_may_know() -> None:
    assert show(Segment(id="a", version=1), SegmentView) == SegmentView(id="a", version=1)


def test_a_rule_of_segment_holds() -> None:
    pytest.fail("Write the first rule of segment in model.py, and here what it promises.")


def test_the_store_of_segment_holds_its_invariant_in_a_condition() -> None:
    pytest.fail("Write what changes segment in store.py as one conditional write, stating a fact.")
