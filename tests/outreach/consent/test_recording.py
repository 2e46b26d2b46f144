"""What people say, in whatever order it is heard."""

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Verdict
from promenade.kit.errors import Conflict, Invalid
from promenade.kit.patience import Contended
from promenade.outreach.consent.model.consent import Source
from promenade.outreach.consent.model.person import MergedAlready, PersonIsErased
from promenade.outreach.consent.service import merging
from promenade.outreach.consent.service.importing import Row, import_rows
from promenade.outreach.consent.service.merging import Merge, merge_people
from promenade.outreach.consent.service.ports import Doors, Turn
from promenade.outreach.consent.service.recording import (
    erase,
    list_entries,
    person,
    record,
    record_met,
)
from promenade.outreach.consent.store.people import DynamoPersonStore
from tests.support.consents import DIGEST, at, say, saying, stamp, state_of, verdict
from tests.support.fakes.consent import FakePersonStore, FakeSuppressionStore


@pytest.fixture(params=[FakePersonStore, DynamoPersonStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    return Doors(request.param(), DIGEST)


def entries(doors: Doors, customer: str = "ada") -> list[tuple[int, str | None, str]]:
    page = list_entries(customer, 100, None, doors)
    return [(each.version, one.before, one.state) for each in page.items for one in each.changes]


def test_who_was_never_asked_is_sent_no_advertising(doors: Doors) -> None:
    assert verdict(doors, "ada") == Verdict("never_asked")
    assert verdict(doors, "ada", Purpose.TRANSACTIONAL).is_allowed


def test_who_gave_consent_is_sent_it_until_they_withdraw(doors: Doors) -> None:
    assert say(doors, "ada", "given", 1) == "recorded"
    assert verdict(doors, "ada").is_allowed
    assert say(doors, "ada", "withdrawn", 2, source=Source.ONE_CLICK) == "recorded"
    refused = verdict(doors, "ada")
    assert refused == Verdict("withdrawn", at(2), "one_click")
    assert refused.told == "withdrawn 2026-03-01 by one_click"
    assert entries(doors) == [(2, "given", "withdrawn"), (1, None, "given")]


def test_an_old_yes_changes_nothing_after_a_no_and_says_so(doors: Doors) -> None:
    say(doors, "ada", "withdrawn", 5)
    before = person("ada", doors)
    assert say(doors, "ada", "given", 4) == "outdated"
    assert person("ada", doors) == before
    assert entries(doors) == [(1, None, "withdrawn")]


@pytest.mark.parametrize("first", ["given", "withdrawn"])
def test_of_one_instant_the_refusal_counts_whichever_is_heard_first(
    doors: Doors, first: str
) -> None:
    second = "withdrawn" if first == "given" else "given"
    say(doors, "ada", first, 5)  # type: ignore[arg-type]
    outcome = say(doors, "ada", second, 5)  # type: ignore[arg-type]
    assert outcome == ("recorded" if second == "withdrawn" else "outdated")
    assert state_of(doors, "ada") == "withdrawn"


def test_a_no_that_is_said_now_counts_though_a_clock_runs_ahead(doors: Doors) -> None:
    say(doors, "ada", "given", 9)
    assert say(doors, "ada", "withdrawn", 8, is_now=True) == "recorded"
    assert state_of(doors, "ada") == "withdrawn"
    assert say(doors, "ada", "given", 9) == "outdated"


def test_a_no_that_is_said_again_moves_its_time_and_is_proven_once(doors: Doors) -> None:
    say(doors, "ada", "withdrawn", 1)
    assert say(doors, "ada", "withdrawn", 5, source=Source.FORM) == "confirmed"
    assert say(doors, "ada", "given", 3) == "outdated"
    assert entries(doors) == [(1, None, "withdrawn")]
    assert verdict(doors, "ada").since == at(1)


def test_a_yes_to_other_words_is_proven_anew_and_to_the_same_words_is_not(doors: Doors) -> None:
    say(doors, "ada", "given", 1, wording="Offers?", wording_version="1")
    again = say(doors, "ada", "given", 2, wording="Offers?", wording_version="1")
    other = say(doors, "ada", "given", 3, wording="News?", wording_version="2")
    repeated = say(doors, "ada", "given", 3, wording="News?", wording_version="2")
    assert (again, other, repeated) == ("confirmed", "recorded", "unchanged")
    assert entries(doors) == [(3, "given", "given"), (1, None, "given")]


def test_channels_and_purposes_are_apart(doors: Doors) -> None:
    cells = [(Channel.EMAIL, Purpose.MARKETING), (Channel.SMS, Purpose.MARKETING)]
    both = [saying("given", 1, cell=cell) for cell in cells]
    told = record("ada", both, stamp(2), doors)
    assert (told.outcomes, told.after.version) == (("recorded", "recorded"), 1)
    say(doors, "ada", "withdrawn", 3, cell=cells[1])
    assert verdict(doors, "ada").is_allowed
    assert state_of(doors, "bob") is None


def test_who_said_no_to_messages_about_orders_gets_none(doors: Doors) -> None:
    say(doors, "ada", "withdrawn", 1, cell=(Channel.EMAIL, Purpose.TRANSACTIONAL))
    assert verdict(doors, "ada", Purpose.TRANSACTIONAL).rule == "withdrawn"


def test_of_two_who_are_one_a_refusal_wins_whenever_it_was(doors: Doors) -> None:
    say(doors, "ada", "withdrawn", 1)
    say(doors, "bob", "given", 5)
    kept = merge_people(Merge("ada", "bob"), stamp(10), doors)
    assert kept.customer == "bob"
    assert state_of(doors, "bob") == "withdrawn"
    assert say(doors, "bob", "given", 9) == "outdated"
    assert verdict(doors, "ada") == Verdict("merged", at(10), "bob")
    assert verdict(doors, "bob") == Verdict("withdrawn", at(1), "import")
    assert say(doors, "bob", "given", 11) == "recorded"


def test_what_is_said_as_one_who_was_merged_is_said_as_who_is_left(doors: Doors) -> None:
    say(doors, "bob", "given", 5)
    merge_people(Merge("ada", "bob"), stamp(10), doors)
    merge_people(Merge("bob", "cid"), stamp(11), doors)
    assert state_of(doors, "ada") == "given"
    assert say(doors, "ada", "withdrawn", 12) == "recorded"
    assert state_of(doors, "cid") == "withdrawn"
    assert person("ada", doors).customer == "cid"


def test_a_merge_is_made_once_and_never_in_a_circle(doors: Doors) -> None:
    once = merge_people(Merge("ada", "bob"), stamp(10), doors)
    assert merge_people(Merge("ada", "bob"), stamp(11), doors) == once
    for wrong in (Merge("ada", "cid"), Merge("bob", "ada")):
        with pytest.raises(MergedAlready):
            merge_people(wrong, stamp(12), doors)
    with pytest.raises(Invalid):
        merge_people(Merge("bob", "bob"), stamp(12), doors)
    assert person("bob", doors) == once


def test_who_was_erased_is_sent_nothing_and_takes_no_consent(doors: Doors) -> None:
    say(doors, "ada", "given", 1)
    erase("ada", stamp(10), doors)
    erase("ada", stamp(11), doors)
    left = person("ada", doors)
    assert (left.customer, left.consents, left.erased_at) == ("", {}, at(10))
    assert entries(doors) == []
    with pytest.raises(PersonIsErased):
        say(doors, "ada", "given", 20)
    assert say(doors, "ada", "withdrawn", 20) == "unchanged"
    for purpose in Purpose:
        assert verdict(doors, "ada", purpose) == Verdict("erased", at(10))
    with pytest.raises(PersonIsErased):
        merge_people(Merge("ada", "bob"), stamp(12), doors)


@pytest.mark.parametrize("customer", ["ada", "bob", "cid"])
def test_all_who_are_one_are_erased_by_any_of_their_names(doors: Doors, customer: str) -> None:
    say(doors, "ada", "given", 1)
    merge_people(Merge("ada", "bob"), stamp(9), doors)
    merge_people(Merge("bob", "cid"), stamp(10), doors)
    erase(customer, stamp(11), doors)
    for each in ("ada", "bob", "cid"):
        left = doors.people.find(DIGEST(each))
        assert (left.customer, left.merged_into, left.erased_at) == ("", "", at(11))
        assert doors.people.list_entries(left.person, 10, None).items == ()


def test_so_many_are_merged_and_no_more(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "MOST_MERGES", 2)
    for each in ("ada", "bob"):
        merge_people(Merge(each, "zoe"), stamp(9), doors)
    before = person("zoe", doors)
    with pytest.raises(Conflict):
        merge_people(Merge("cid", "zoe"), stamp(10), doors)
    assert (person("zoe", doors), person("cid", doors).version) == (before, 0)


def test_who_is_merged_into_somebody_erased_is_erased(doors: Doors) -> None:
    say(doors, "ada", "given", 1)
    erase("bob", stamp(10), doors)
    merge_people(Merge("ada", "bob"), stamp(11), doors)
    assert [verdict(doors, each).rule for each in ("ada", "bob")] == ["erased", "erased"]


def test_entries_come_page_by_page_the_newest_first(doors: Doors) -> None:
    for minute in range(1, 4):
        say(doors, "ada", "given" if minute % 2 else "withdrawn", minute)
    first = list_entries("ada", 2, None, doors)
    assert [each.version for each in first.items] == [3, 2]
    assert [each.version for each in list_entries("ada", 2, first.next, doors).items] == [1]


def test_a_person_who_was_changed_meanwhile_has_to_be_looked_at_again(doors: Doors) -> None:
    met = person("ada", doors)
    after = met.next()
    doors.people.write([Turn(met, after)], stamp(1))
    with pytest.raises(Contended):
        doors.people.write([Turn(met, after)], stamp(2))


def test_who_read_many_looks_again_at_who_changed_meanwhile(doors: Doors) -> None:
    met = person("ada", doors)
    say(doors, "ada", "withdrawn", 5)
    told = record_met(met, [saying("given", 4)], stamp(6), doors)
    assert (told.outcomes, state_of(doors, "ada")) == (("outdated",), "withdrawn")


def test_rows_of_one_customer_are_one_version_and_a_dry_run_none(doors: Doors) -> None:
    say(doors, "bob", "withdrawn", 5)
    erase("eve", stamp(6), doors)
    said = [("ada", "given", 1), ("bob", "given", 4), ("ada", "withdrawn", 2), ("eve", "given", 9)]
    rows = [
        Row(line, who, saying(state, minute))  # type: ignore[arg-type]
        for line, (who, state, minute) in enumerate(said, 2)
    ]
    expected = ["recorded", "outdated", "recorded", "rejected"]
    for dry_run, version in ((True, 0), (False, 1)):
        done = import_rows(rows, stamp(10), doors, FakeSuppressionStore(), dry_run=dry_run)
        assert [each.result for each in done] == expected
        assert person("ada", doors).version == version
    assert done[3].faults[0].code == "person_is_erased"
    again = import_rows(rows, stamp(11), doors, FakeSuppressionStore(), dry_run=False)
    assert [each.result for each in again] == ["outdated", "outdated", "unchanged", "rejected"]


def test_a_row_of_who_was_merged_is_of_who_is_left(doors: Doors) -> None:
    say(doors, "bob", "withdrawn", 5)
    merge_people(Merge("ada", "bob"), stamp(10), doors)
    rows = [Row(2, "ada", saying("given", 4))]
    for dry_run in (True, False):
        done = import_rows(rows, stamp(11), doors, FakeSuppressionStore(), dry_run=dry_run)
        assert [each.result for each in done] == ["outdated"]
    later = [Row(2, "ada", saying("given", 11))]
    import_rows(later, stamp(12), doors, FakeSuppressionStore(), dry_run=False)
    assert state_of(doors, "bob") == "given"
