"""Who customers are: one address is one person's, whatever happens at once."""

import pytest

from promenade.customer.profile.model.merging import MergeFinal, MergeForbidden
from promenade.customer.profile.model.person import (
    Contact,
    Details,
    IdentityTaken,
    ProfileAnonymised,
    ProfileMerged,
    Traits,
)
from promenade.customer.profile.reader import DynamoRecipients
from promenade.customer.profile.service import merging, people
from promenade.customer.profile.service.people import Asked
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.wire.bodies import NewProfileBody, ProfileBody, read_asked
from promenade.kit.errors import Conflict, Invalid, NotFound, Stale
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault
from tests.support.fakes.profile import FakeProfileStore
from tests.support.profiles import DAY, EMAIL, PHONE, add, asked, order, profile, tell
from tests.support.stamps import NOON, stamp


@pytest.fixture(params=[FakeProfileStore, DynamoProfileStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    return Doors(request.param(), FakeVault(), DIGESTS)


def found(doors: Doors, contact: Contact) -> str:
    return people.find(contact, None, DIGESTS, doors.store).profile.id


def details(doors: Doors, customer: str = "ada") -> Details:
    shown = people.get(customer, doors.store)
    return people.open_all(shown, doors.vault, lambda: None)


def test_a_customer_is_found_by_an_address_however_it_is_written(doors: Doors) -> None:
    add(doors, "ada", EMAIL, PHONE)
    assert found(doors, Contact("email", " ada@EXAMPLE.com")) == "ada"
    assert found(doors, Contact("email", "ａda@example.com")) == "ada"
    assert found(doors, Contact("phone", "138-1234-5678")) == "ada"
    with pytest.raises(NotFound):
        found(doors, Contact("email", "bob@example.com"))


def test_what_others_gave_as_an_id_is_compared_exactly_and_by_its_app(doors: Doors) -> None:
    add(doors, "ada", Contact("wechat", "oAbC", "wx1"))
    assert found(doors, Contact("wechat", "oAbC", "wx1")) == "ada"
    for other in (("oabc", "wx1"), ("oAbC", "wx2")):
        with pytest.raises(NotFound):
            found(doors, Contact("wechat", *other))


def test_an_address_in_other_letters_is_not_another_persons(doors: Doors) -> None:
    add(doors, "ada", EMAIL)
    before = doors.store.find("bob")
    with pytest.raises(IdentityTaken) as refused:
        add(doors, "bob", PHONE, Contact("email", "ADA@example.com"))
    assert refused.value.facts == {"kind": "email"}
    assert doors.store.find("bob") is before is None
    with pytest.raises(NotFound):
        found(doors, PHONE)


def test_an_address_left_out_is_free_again(doors: Doors) -> None:
    add(doors, "ada", EMAIL, PHONE)
    people.put(asked("ada", PHONE), 1, stamp("drop"), doors)
    add(doors, "bob", EMAIL)
    assert (found(doors, EMAIL), found(doors, PHONE)) == ("bob", "ada")


def test_the_same_call_again_answers_the_same(doors: Doors) -> None:
    assert add(doors, "ada", EMAIL) == add(doors, "ada", EMAIL)
    with pytest.raises(Conflict):
        people.add(asked("ada"), stamp("other"), doors)
    once = people.put(asked("ada", PHONE), 1, stamp("put"), doors)
    assert people.put(asked("ada", PHONE), 1, stamp("put"), doors) == once
    with pytest.raises(Stale):
        people.put(asked("ada"), 1, stamp("another"), doors)


def test_a_call_with_a_key_is_told_what_it_made_whatever_became_of_it(doors: Doors) -> None:
    by_key = replace(stamp("add"), request="request_1")
    made = people.add(asked("ada", EMAIL), by_key, doors)
    people.anonymise("ada", stamp("forget"), doors.store)
    assert people.add(asked("ada", EMAIL), by_key, doors) == made
    with pytest.raises(Conflict):
        people.add(asked("bob"), replace(by_key, fingerprint="other"), doors)
    assert doors.store.find("bob") is None


def test_a_put_makes_what_is_not_there_over_version_zero_alone(doors: Doors) -> None:
    with pytest.raises(NotFound):
        people.put(asked("ada"), 1, stamp(), doors)
    assert people.put(asked("ada", language="zh-CN"), 0, stamp(), doors).language == "zh-CN"


def test_a_customers_own_correction_leaves_the_addresses(doors: Doors) -> None:
    add(doors, "ada", EMAIL, zone="Asia/Shanghai")
    after = replace(asked("ada"), traits=Traits("en"), details=Details("Ada", None))
    assert people.correct(after, 1, stamp("own"), doors).zone is None
    assert details(doors) == Details("Ada", None, (EMAIL,))
    assert found(doors, EMAIL) == "ada"


def test_who_is_merged_counts_for_the_other_and_goes_back_with_what_came_since(
    doors: Doors,
) -> None:
    add(doors, "ada", EMAIL)
    add(doors, "bob", PHONE)
    tell(doors, order("A-1"), order("B-1", customer="bob", paid_minor=100, currency="EUR"))
    alone = profile(doors), profile(doors, "bob")
    merging.merge("bob", "ada", stamp("merge"), doors.store)
    tell(doors, order("B-2", customer="bob"))
    both = profile(doors)
    assert (both.figures.paid_count, both.figures.net_minor) == (3, {"CNY": 9600, "EUR": 100})
    assert both.channels == ("email", "phone")
    assert found(doors, PHONE) == "ada"
    assert details(doors).contacts == (EMAIL, PHONE)
    merging.unmerge("bob", stamp("back"), doors.store)
    assert profile(doors).figures == alone[0].figures
    assert profile(doors, "bob").figures.net_minor == {"CNY": 4800, "EUR": 100}
    assert found(doors, PHONE) == "bob"


def test_a_merger_is_said_once_and_is_final_after_thirty_days(doors: Doors) -> None:
    add(doors, "ada")
    add(doors, "bob")
    once = merging.merge("bob", "ada", stamp(), doors.store)
    assert merging.merge("bob", "ada", stamp(), doors.store) == once
    with pytest.raises(ProfileMerged):
        people.put(asked("bob"), 2, stamp("put"), doors)
    late = replace(stamp("late"), at=NOON + 30 * DAY)
    with pytest.raises(MergeFinal):
        merging.unmerge("bob", replace(late, at=late.at + DAY), doors.store)
    assert merging.unmerge("bob", late, doors.store).state == "active"


def test_no_merger_makes_a_chain_or_a_ring(doors: Doors) -> None:
    for each in ("ada", "bob", "cyd"):
        add(doors, each)
    merging.merge("bob", "ada", stamp(), doors.store)
    for one, other in (("ada", "ada"), ("ada", "cyd"), ("cyd", "bob"), ("bob", "cyd")):
        with pytest.raises((MergeForbidden, ProfileMerged)):
            merging.merge(one, other, stamp(), doors.store)
    with pytest.raises(MergeForbidden):
        merging.unmerge("cyd", stamp(), doors.store)
    assert profile(doors, "cyd").version == 1


def test_who_is_forgotten_leaves_figures_alone(doors: Doors) -> None:
    add(doors, "ada", EMAIL, language="zh-CN", country="CN")
    add(doors, "bob", PHONE)
    tell(doors, order("A-1"), order("B-1", customer="bob"))
    merging.merge("bob", "ada", stamp(), doors.store)
    gone = people.anonymise("bob", stamp("forget"), doors.store)
    assert (gone.id, gone.state, gone.figures.paid_count) == ("ada", "anonymised", 2)
    assert (gone.language, gone.country, gone.channels) == (None, None, ())
    assert people.anonymise("ada", stamp("again"), doors.store) == gone
    for customer in ("ada", "bob"):
        person = doors.store.find(customer)
        assert person
        assert (person.sealed, person.claims) == (None, ())
    add(doors, "cyd", EMAIL, PHONE)
    with pytest.raises(ProfileAnonymised):
        people.put(asked("ada"), gone.version, stamp("put"), doors)
    tell(doors, order("B-2", customer="bob"))
    assert profile(doors).figures.paid_count == 3


def test_nothing_personal_is_stored_in_clear(stores: None) -> None:
    doors = Doors(DynamoProfileStore(), FakeVault(), DIGESTS)
    add(doors, "c-1", EMAIL, PHONE, Contact("wechat", "oAbC", "wx1"))
    stored = repr(dump()).casefold()
    assert not [each for each in ("ada@", "5678", "oabc", "王芳", "杭州") if each in stored]


def test_senders_read_people_and_open_addresses_one_by_one(stores: None) -> None:
    doors = Doors(DynamoProfileStore(), FakeVault(), DIGESTS)
    add(doors, "ada", EMAIL, language="zh-CN", zone="Asia/Shanghai")
    add(doors, "bob", PHONE)
    add(doors, "cyd", Contact("weibo", "1234"))
    merging.merge("bob", "ada", stamp(), doors.store)
    people.anonymise("cyd", stamp(), doors.store)
    told = DynamoRecipients(FakeVault()).of(["bob", "cyd", "dan"])
    assert list(told) == ["bob"]
    who = told["bob"]
    assert (who.customer, who.merged) == ("ada", ("bob",))
    assert (who.language, who.zone) == ("zh-CN", "Asia/Shanghai")
    assert [(each.kind, each.value[:]) for each in who.open().addresses] == [
        ("email", "Ada@Example.com"),
        ("phone", "+8613812345678"),
    ]
    name = who.open().name
    assert (name and name[:]) == "王芳"
    assert not [each for each in ("Example", "王芳") if each in repr(who.open())]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("王芳", "王芳"),
        ("Null", "Null"),
        ("evil\u202egnp", "evilgnp"),
        ("undefined", None),
        (r"\N", None),
        (" NULL ", None),
        ("\u202e", None),
        (None, None),
    ],
)
def test_messages_call_nobody_by_what_is_no_name(
    stores: None, name: str | None, called: str | None
) -> None:
    doors = Doors(DynamoProfileStore(), FakeVault(), DIGESTS)
    people.add(Asked("ada", Traits(), Details(name, contacts=(EMAIL,))), stamp(), doors)
    found = DynamoRecipients(FakeVault()).of(["ada"])["ada"].open().name
    assert (found and found[:]) == called


@pytest.mark.parametrize(
    ("contact", "pointer", "code"),
    [
        (Contact("email", "ada"), "/contacts/0/value", "no_address"),
        (Contact("email", "a da@b.cn"), "/contacts/0/value", "no_address"),
        (Contact("phone", "none"), "/contacts/0/value", "no_address"),
        (Contact("phone", "1234"), "/contacts/0/value", "no_address"),
        (Contact("wechat", "oAbC"), "/contacts/0/app", "missing"),
        (Contact("email", "a@b.cn", "wx1"), "/contacts/0/app", "not_taken"),
    ],
)
def test_what_is_no_address_is_refused(
    doors: Doors, contact: Contact, pointer: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add(doors, "ada", contact)
    assert [(each.pointer, each.code) for each in refused.value.faults] == [(pointer, code)]
    assert doors.store.find("ada") is None


def test_a_zone_that_does_not_exist_is_refused() -> None:
    body = NewProfileBody(customer="ada", zone="Asia/Nowhere")
    with pytest.raises(Invalid) as refused:
        read_asked("ada", body)
    assert refused.value.faults[0].code == "unknown_zone"
    assert read_asked("ada", ProfileBody(zone="Asia/Shanghai")).traits.zone == "Asia/Shanghai"
