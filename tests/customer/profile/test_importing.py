"""Files of who customers are: what a row tells is so, what it leaves out stays."""

from collections.abc import Sequence

import pytest

from promenade.customer.profile.model.learning import Told
from promenade.customer.profile.model.person import (
    MOST_CONTACTS,
    Contact,
    Details,
    Person,
    Tag,
    Traits,
    changed,
    claim_of,
)
from promenade.customer.profile.service import merging, people, tagging
from promenade.customer.profile.service.importing import Row, import_rows
from promenade.customer.profile.service.ports import Counting, Doors, Move
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.kit.stamp import Stamp
from tests.support.cloud import dump
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault
from tests.support.fakes.profile import FakeProfileStore
from tests.support.profiles import EMAIL, PHONE, add, profile
from tests.support.stamps import NOON, stamp

EVE = Contact("email", "eve@example.com")
DAN = Contact("email", "dan@example.com")


@pytest.fixture(params=[FakeProfileStore, DynamoProfileStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    return Doors(request.param(), FakeVault(), DIGESTS)


def row(line: int, customer: str, *contacts: Contact, **told: str) -> Row:
    details = Details(told.pop("name", None), told.pop("city", None), contacts)
    tags = tuple(told.pop("tags", "").split())
    return Row(line, customer, Told(customer, Traits(**told), details, tags))


def _line(row: Row) -> int:
    return row.line


def results(doors: Doors, *rows: Row, dry_run: bool = False) -> list[str]:
    return [each.result for each in import_rows(rows, stamp("file"), doors, dry_run=dry_run)]


def faults(doors: Doors, *rows: Row, dry_run: bool = False) -> Sequence[tuple[str, str]]:
    done = import_rows(rows, stamp("file"), doors, dry_run=dry_run)
    return [(fault.pointer, fault.code) for each in done for fault in each.row.faults]


def details(doors: Doors, customer: str = "ada") -> Details:
    shown = people.get(customer, doors.store)
    return people.open_all(shown, doors.vault, lambda: None)


def test_a_row_makes_the_profile_of_who_is_not_known(doors: Doors) -> None:
    told = row(2, "eve", EVE, name="Eve", zone="Europe/Paris", tags="vip tea")
    assert results(doors, told) == ["created"]
    found = profile(doors, "eve")
    assert (found.version, found.zone, found.channels) == (1, "Europe/Paris", ("email",))
    assert [(tag.name, tag.source) for tag in found.tags] == [("tea", "manual"), ("vip", "manual")]
    assert details(doors, "eve") == Details("Eve", None, (EVE,))


def test_what_a_row_leaves_out_stays(doors: Doors) -> None:
    add(doors, "ada", EMAIL, PHONE, language="zh-CN")
    assert results(doors, row(2, "ada", EVE, city="苏州", zone="Asia/Shanghai")) == ["changed"]
    found = profile(doors)
    assert (found.version, found.language, found.zone) == (2, "zh-CN", "Asia/Shanghai")
    assert details(doors) == Details("王芳", "苏州", (PHONE, EVE))


def test_an_address_takes_the_place_of_all_of_its_kind(doors: Doors) -> None:
    old, older = Contact("email", "bob@old.example"), Contact("email", "bob@older.example")
    add(doors, "bob", old, PHONE, older)
    new = Contact("email", "newbob@example.com")
    assert results(doors, row(2, "bob", new)) == ["changed"]
    assert details(doors, "bob").contacts == (PHONE, new)
    owners = [doors.store.find_owner(claim_of(each, DIGESTS)) for each in (old, older, new)]
    assert owners == [None, None, "bob"]
    assert results(doors, row(2, "eve", old)) == ["created"]


@pytest.mark.parametrize("freed_at", [2, 3])
def test_an_address_that_one_row_lets_go_is_anothers_in_the_same_file(
    doors: Doors, freed_at: int
) -> None:
    add(doors, "ada", EMAIL)
    rows = sorted([row(freed_at, "ada", EVE), row(5 - freed_at, "bob", EMAIL)], key=_line)
    tried = results(doors, *rows, dry_run=True)
    assert sorted(tried) == ["changed", "created"]
    assert results(doors, *rows) == tried
    assert doors.store.find_owner(claim_of(EMAIL, DIGESTS)) == "bob"


def test_an_openid_takes_the_place_of_those_of_its_app(doors: Doors) -> None:
    shop, club, device = (
        Contact("wechat", "oShop", "wx1"),
        Contact("wechat", "oClub", "wx2"),
        Contact("device", "d-1", "ios"),
    )
    add(doors, "ada", shop, club, device)
    assert results(doors, row(2, "ada", Contact("wechat", "oNew", "wx1"))) == ["changed"]
    assert details(doors).contacts == (club, device, Contact("wechat", "oNew", "wx1"))


def test_of_several_addresses_the_one_that_is_told_again_stays_alone(doors: Doors) -> None:
    add(doors, "ada", EMAIL, EVE)
    told = row(2, "ada", Contact("email", "ADA@example.com"))
    assert results(doors, told) == ["changed"]
    assert results(doors, told) == ["unchanged"]
    assert details(doors).contacts == (EMAIL,)


def test_the_same_file_again_changes_nothing(doors: Doors) -> None:
    rows = [row(2, "ada", EMAIL, name="Ada", tags="vip"), row(3, "bob")]
    assert results(doors, *rows) == ["created", "created"]
    before = profile(doors), profile(doors, "bob")
    assert results(doors, *rows) == ["unchanged", "unchanged"]
    assert (profile(doors), profile(doors, "bob")) == before


def test_an_address_in_other_letters_is_known_already(doors: Doors) -> None:
    add(doors, "ada", EMAIL)
    assert results(doors, row(2, "ada", Contact("email", "ada@example.COM"))) == ["unchanged"]
    assert details(doors).contacts == (EMAIL,)


def test_a_tag_that_somebody_gave_stays_as_he_said_it(doors: Doors) -> None:
    add(doors, "ada")
    given = Tag("vip", "gold", "manual", NOON)
    tagging.tag(["ada"], given, stamp("tag"), doors.store)
    assert results(doors, row(2, "ada", tags="vip new")) == ["changed"]
    assert [(tag.name, tag.value) for tag in profile(doors).tags] == [("new", ""), ("vip", "gold")]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_row_with_an_address_of_another_customer_is_refused_by_its_column(
    doors: Doors, *, dry_run: bool
) -> None:
    add(doors, "ada", EMAIL)
    bob = row(2, "bob", PHONE, Contact("email", "ADA@example.com"))
    assert faults(doors, bob, dry_run=dry_run) == [("/email", "identity_taken")]
    assert doors.store.find("bob") is None
    assert doors.store.find_owner(claim_of(PHONE, DIGESTS)) is None


@pytest.mark.parametrize("dry_run", [True, False])
def test_of_two_rows_with_one_address_the_second_is_refused(doors: Doors, *, dry_run: bool) -> None:
    rows = [row(2, "ada", EVE), row(3, "bob", Contact("email", "EVE@example.com"))]
    assert faults(doors, *rows, dry_run=dry_run) == [("/email", "repeated")]
    assert results(doors, *rows, dry_run=dry_run)[1] == "rejected"
    assert doors.store.find("bob") is None


def test_of_two_rows_of_one_customer_the_second_is_refused(doors: Doors) -> None:
    assert faults(doors, row(2, "ada", name="A"), row(3, "ada", name="B")) == [
        ("/customer", "repeated")
    ]
    assert details(doors).name == "A"


def test_a_dry_run_says_what_the_file_would_do_and_does_nothing(doors: Doors) -> None:
    add(doors, "ada", EMAIL)
    add(doors, "dan", DAN)
    rows = [row(2, "ada", EVE), row(3, "bob", PHONE), row(4, "cid", DAN)]
    before, stored = profile(doors), dump()
    tried = results(doors, *rows, dry_run=True)
    assert (profile(doors), dump(), doors.store.find("bob")) == (before, stored, None)
    assert tried == results(doors, *rows) == ["changed", "created", "rejected"]


def test_who_was_merged_or_forgotten_is_refused_and_stays_so(doors: Doors) -> None:
    for customer in ("ada", "bob", "cid"):
        add(doors, customer)
    merging.merge("ada", "bob", stamp("merge"), doors.store)
    people.anonymise("cid", stamp("forget"), doors.store)
    before = profile(doors), profile(doors, "cid")
    rows = [row(2, "ada", EMAIL), row(3, "cid", PHONE)]
    assert faults(doors, *rows) == [("", "profile_merged"), ("", "profile_anonymised")]
    assert (profile(doors), profile(doors, "cid")) == before


def test_more_addresses_than_a_customer_may_have_are_refused(doors: Doors) -> None:
    full = [Contact("weibo", f"ada-{number}") for number in range(MOST_CONTACTS)]
    add(doors, "ada", *full)
    before = profile(doors)
    assert faults(doors, row(2, "ada", EMAIL)) == [("", "too_many")]
    assert profile(doors) == before


class _Racing(FakeProfileStore):
    """Somebody else changes a customer right before the first write."""

    def __init__(self) -> None:
        super().__init__()
        self.is_beaten = True

    def change(self, moves: Sequence[Move], stamp: Stamp, counting: Counting | None = None) -> None:
        if self.is_beaten and moves[0].before:
            self.is_beaten = False
            met = moves[0].before
            after = changed(met.profile, country="FR")
            super().change([Move(met, Person(after, met.sealed, met.claims))], stamp)
        super().change(moves, stamp, counting)


def test_what_others_change_meanwhile_is_kept() -> None:
    doors = Doors(_Racing(), FakeVault(), DIGESTS)
    add(doors, "ada", EMAIL)
    assert results(doors, row(2, "ada", language="fr")) == ["changed"]
    found = profile(doors)
    assert (found.version, found.country, found.language) == (3, "FR", "fr")
