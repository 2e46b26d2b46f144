"""Short links: a set is one write, and each leads where the set says and nowhere else."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from promenade.contracts.deliveries import Reached
from promenade.contracts.paths import PATHS
from promenade.contracts.tracking import PIXEL
from promenade.customer.tracking.holds import DynamoLinks
from promenade.customer.tracking.model.links import VALID_FOR, Place, set_key
from promenade.customer.tracking.service.links import LinkExpired, LinkForged, Marks, lead
from promenade.customer.tracking.service.ports import LinkStore, Whose
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.kit.digests import Digests
from promenade.kit.errors import Conflict
from promenade.kit.values import replace
from tests.support.fakes.tracking import FakeLinkStore
from tests.support.tracking import ADA, BASE, HELP, HOME, KEYS, LINKS, SALE, at, stamp, token

MARKS = Marks(KEYS)


@pytest.fixture(params=[FakeLinkStore, DynamoLinkStore])
def store(request: pytest.FixtureRequest, stores: None) -> LinkStore:
    found: LinkStore = request.param()
    return found


@pytest.fixture
def made(store: LinkStore) -> Callable[[str, str], str]:
    return DynamoLinks(MARKS, BASE, lambda: at(0), store).made(LINKS)


def test_each_link_leads_to_its_target_for_its_person(
    made: Callable[[str, str], str], store: LinkStore
) -> None:
    for person in LINKS.people:
        for target in LINKS.targets:
            led = lead(token(made(person.customer, target)), at(60), MARKS, store)
            assert (led.reached, led.target) == (person, target)


def test_an_address_is_short_and_of_our_own(made: Callable[[str, str], str]) -> None:
    address = made("ada", HOME)
    assert address.startswith(f"{BASE}/l/")
    assert len(token(address)) == 24
    assert re.fullmatch(PATHS["link"].pattern, token(address))
    assert made("ada", PIXEL).startswith(f"{BASE}/o/")


def test_the_same_set_again_makes_the_same_links(store: LinkStore) -> None:
    links = DynamoLinks(MARKS, BASE, lambda: at(0), store)
    later = DynamoLinks(MARKS, BASE, lambda: at(900), store)
    assert links.made(LINKS)("bo", SALE) == later.made(LINKS)("bo", SALE)
    turned = replace(LINKS, people=LINKS.people[::-1])
    assert later.made(turned)("bo", SALE) == links.made(LINKS)("bo", SALE)
    assert later.made(replace(LINKS, id="request-2"))("bo", SALE) != links.made(LINKS)("bo", SALE)


def test_one_who_was_not_in_the_set_that_is_kept_is_erased_all_the_same(stores: None) -> None:
    """Who lost the race of two sets of one id has left a place of theirs."""
    store = DynamoLinkStore()
    kept = store.keep(LINKS, stamp())
    store.disown(Whose(set_key(LINKS.id), 7), "dora")
    assert store.find_set(set_key(LINKS.id)) == kept


def test_of_two_sets_of_one_id_the_faster_one_is_kept(store: LinkStore) -> None:
    kept = store.keep(LINKS, stamp())
    with pytest.raises(Conflict):
        store.keep(LINKS, replace(stamp(), fingerprint="another"))
    assert store.find_set(set_key(LINKS.id)) == kept


def test_who_or_what_is_not_in_the_set_has_no_link(made: Callable[[str, str], str]) -> None:
    with pytest.raises(ValueError, match="not in"):
        made("ada", "https://elsewhere.example.com")
    with pytest.raises(ValueError, match="not in"):
        made("dora", HELP)


def test_a_set_has_no_more_links_than_their_numbers_count() -> None:
    people = tuple(Reached(str(number), "a") for number in range(100))
    many = replace(LINKS, people=people, targets=tuple(map(str, range(656))))
    store = FakeLinkStore()
    with pytest.raises(ValueError, match="65536"):
        DynamoLinks(MARKS, BASE, lambda: at(0), store).made(many)
    assert store.kept == {}


@pytest.mark.parametrize("place", range(24))
def test_a_link_with_one_character_changed_is_none(place: int) -> None:
    store = FakeLinkStore()
    sent = token(DynamoLinks(MARKS, BASE, lambda: at(0), store).made(LINKS)("ada", HOME))
    other = "B" if sent[place] == "A" else "A"
    with pytest.raises(LinkForged):
        lead(f"{sent[:place]}{other}{sent[place + 1 :]}", at(60), MARKS, store)


@pytest.mark.parametrize("text", ["", "A", "!", "A" * 24, "A" * 23, "A" * 32, "é"])
def test_what_is_no_token_is_none(text: str) -> None:
    with pytest.raises(LinkForged):
        MARKS.read(text)


def test_a_place_beyond_the_set_is_none_though_it_is_marked(
    made: Callable[[str, str], str], store: LinkStore
) -> None:
    place = MARKS.read(token(made("ada", HOME)))
    beyond = MARKS.token(Place(place.set_key, len(LINKS.people) * len(LINKS.targets)))
    with pytest.raises(LinkForged):
        lead(beyond, at(60), MARKS, store)


def test_a_link_ends_to_the_second(made: Callable[[str, str], str], store: LinkStore) -> None:
    sent, end = token(made("ada", HOME)), at(0) + VALID_FOR
    assert lead(sent, end - timedelta(seconds=1), MARKS, store).reached == ADA
    with pytest.raises(LinkExpired):
        lead(sent, end, MARKS, store)


def test_a_new_key_marks_and_the_old_one_is_still_known(store: LinkStore) -> None:
    old = token(DynamoLinks(MARKS, BASE, lambda: at(0), store).made(LINKS)("ada", HOME))
    both = Marks(KEYS | {"2": Digests(lambda: b"new")})
    assert both.read(old) == MARKS.read(old)
    assert both.token(both.read(old)) != old
    with pytest.raises(LinkForged):
        Marks({"2": Digests(lambda: b"new")}).read(old)


def test_a_picture_is_no_page_and_a_page_no_picture(
    made: Callable[[str, str], str], store: LinkStore
) -> None:
    page = lead(token(made("ada", HOME)), at(60), MARKS, store)
    assert page.expecting(is_open=False) == page
    with pytest.raises(LinkForged):
        page.expecting(is_open=True)
