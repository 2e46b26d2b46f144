"""Access tokens: one container fetches, all use what it got. The fake and the real store alike."""

import threading

import pytest

from promenade.contracts.messages import ProviderBusy
from promenade.kit.config import setting
from promenade.kit.vault import Vault
from promenade.outreach.channel.service.tokens import Token, Tokens, TokenStore
from promenade.outreach.channel.store.tokens import DynamoTokenStore
from tests.support.cloud import dump
from tests.support.fakes.channel import FakeTokenStore

NOW = 1_000_000


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> TokenStore:
    if request.param == "dynamo":
        return DynamoTokenStore(Vault(setting("WEBHOOK_KEY_ID")))
    return FakeTokenStore()


class Provider:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> tuple[str, int]:
        self.count += 1
        return f"token-{self.count}", 7_200


def test_a_token_is_fetched_once_for_all_containers(store: TokenStore) -> None:
    provider = Provider()
    found = {Tokens(store).of("wx", provider, NOW) for _ in range(5)}
    assert (found, provider.count) == ({"token-1"}, 1)


def test_who_comes_while_it_is_fetched_waits(store: TokenStore) -> None:
    provider = Provider()
    assert store.lease("wx", NOW, NOW + 10)
    with pytest.raises(ProviderBusy):
        Tokens(store).of("wx", provider, NOW)
    assert provider.count == 0
    assert Tokens(store).of("wx", provider, NOW + 10) == "token-1"


def test_it_is_fetched_anew_before_it_ends_while_others_use_it(store: TokenStore) -> None:
    provider, soon = Provider(), NOW + 7_000
    first, second = Tokens(store), Tokens(store)
    first.of("wx", provider, NOW)
    assert store.lease("wx", soon, soon + 10)
    assert second.of("wx", provider, soon) == "token-1"
    assert first.of("wx", provider, soon + 10) == "token-2"
    assert second.of("wx", provider, soon + 11) == "token-2"


def test_one_that_is_taken_no_longer_is_not_told_again(store: TokenStore) -> None:
    provider, tokens = Provider(), Tokens(store)
    tokens.of("wx", provider, NOW)
    tokens.spoil("wx")
    assert tokens.of("wx", provider, NOW + 60) == "token-2"
    assert Tokens(store).of("wx", provider, NOW + 60) == "token-2"


def test_a_provider_that_fails_is_asked_again_when_the_lease_is_over(store: TokenStore) -> None:
    def fail() -> tuple[str, int]:
        raise ProviderBusy("busy")

    with pytest.raises(ProviderBusy):
        Tokens(store).of("wx", fail, NOW)
    assert Tokens(store).of("wx", Provider(), NOW + 10) == "token-1"


def test_a_token_is_kept_sealed(stores: None) -> None:
    store = DynamoTokenStore(Vault(setting("WEBHOOK_KEY_ID")))
    store.keep("wx", Token("token-in-clear", NOW))
    assert store.find("wx") == Token("token-in-clear", NOW)
    assert "token-in-clear" not in str(dump())


def test_of_many_threads_one_fetches() -> None:
    store, provider, lock = FakeTokenStore(), Provider(), threading.Lock()
    lease = store.lease

    def alone(account_id: str, now_s: int, until_s: int) -> bool:
        with lock:
            return lease(account_id, now_s, until_s)

    store.lease = alone  # type: ignore[method-assign]
    told: list[str] = []

    def ask() -> None:
        try:
            told.append(Tokens(store).of("wx", provider, NOW))
        except ProviderBusy:
            told.append("busy")

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert provider.count == 1
    assert set(told) <= {"token-1", "busy"}
