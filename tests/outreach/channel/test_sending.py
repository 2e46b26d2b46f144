"""By which account a message goes out, and what becomes of it where one is down."""

from datetime import timedelta

import pytest

from promenade.contracts.messages import Accepted, MessageRefused, ProviderBusy, ProviderSilent
from promenade.kit.values import replace
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.model.sending import Job, Taken, refusal_for
from promenade.outreach.channel.model.template import Approved
from promenade.outreach.channel.model.terms import AccountUse
from promenade.outreach.channel.service.sending import Doors, Sender
from tests.support.channels import account, outgoing, terms
from tests.support.stamps import NOON

USES = (AccountUse("a"), AccountUse("b"))


class Shop:
    """With two accounts, `a` and `b`; `failing` is what they answer."""

    def __init__(self, **accounts: Account) -> None:
        self.now = NOON
        self.accounts = {"a": account("a"), "b": account("b"), **accounts}
        self.failing: dict[str, Exception] = {}
        self.asked: list[str] = []
        self.booked_us: dict[str, int] = {}
        self.sender = Sender(
            Doors(self._approved, lambda _: self.accounts, lambda _: {}, self._deliver, self._book),
            lambda: self.now,
            self._pause,
        )

    def send(self) -> Accepted:
        assert self.sender.turn("sms", 1, 3) == 0
        return self.sender.send(outgoing())

    def _book(self, account_id: str, now_us: int, span_us: int, patience_us: int) -> int | None:
        begins = max(now_us, self.booked_us.get(account_id, 0))
        if begins > now_us + patience_us:
            return None
        self.booked_us[account_id] = begins + span_us
        return begins

    def _pause(self, s: float) -> None:
        self.now += timedelta(seconds=s)

    def _approved(self, _: str, version: int) -> Approved | None:
        return Approved(1, terms(accounts=USES), NOON) if version == 1 else None

    def _deliver(self, job: Job) -> Taken:
        self.asked.append(job.account_id)
        if failure := self.failing.get(job.account_id):
            raise failure
        return Taken(f"{job.account_id}-1")


def test_the_first_account_sends() -> None:
    assert Shop().sender.send(outgoing()) == Accepted("a", "a-1", 1)


@pytest.mark.parametrize(
    "failure",
    [
        ProviderBusy("busy"),
        refusal_for("account", "no money"),
        refusal_for("sender", "not verified"),
    ],
)
def test_where_one_is_down_the_next_one_sends_and_it_is_left_alone(failure: Exception) -> None:
    shop = Shop()
    shop.failing = {"a": failure}
    for _ in range(2):
        assert shop.send().account_id == "b"
    assert shop.asked == ["a", "b", "b"]
    shop.failing, shop.now = {}, NOON + timedelta(minutes=1)
    assert shop.send().account_id == "a"


@pytest.mark.parametrize(
    ("failure", "raised"),
    [
        (ProviderSilent("silent"), ProviderSilent),
        (refusal_for("invalid_address", "none"), MessageRefused),
        (refusal_for("opted_out", "stopped"), MessageRefused),
        (refusal_for("content", "too long"), MessageRefused),
    ],
)
def test_what_may_have_been_taken_or_never_will_be_goes_by_no_other(
    failure: Exception, raised: type[Exception]
) -> None:
    shop = Shop()
    shop.failing = {"a": failure}
    with pytest.raises(raised):
        shop.sender.send(outgoing())
    assert shop.asked == ["a"]


def test_who_is_silent_again_and_again_costs_no_more_messages() -> None:
    shop = Shop()
    shop.failing = {"a": ProviderSilent("silent")}
    for _ in range(3):
        with pytest.raises(ProviderSilent):
            shop.send()
    assert [shop.send().account_id for _ in range(2)] == ["b", "b"]
    shop.now += timedelta(minutes=1)
    with pytest.raises(ProviderSilent):
        shop.send()


def test_one_answer_between_silences_tells_that_it_is_there() -> None:
    shop, silence = Shop(), ProviderSilent("silent")
    for failure in (silence, silence, None, silence, silence):
        shop.failing = {"a": failure} if failure else {}
        if failure:
            with pytest.raises(ProviderSilent):
                shop.send()
        else:
            shop.send()
    assert shop.asked == ["a"] * 5


def test_where_all_are_busy_the_message_waits() -> None:
    shop = Shop()
    shop.failing = dict.fromkeys("ab", ProviderBusy("busy"))
    for _ in range(2):
        with pytest.raises(ProviderBusy):
            shop.sender.send(outgoing())
    assert shop.asked == ["a", "b"]


def test_no_account_is_asked_more_often_in_a_second_than_it_takes() -> None:
    slow = account("a", rate_per_s=1)
    shop = Shop(a=slow, b=account("b", rate_per_s=1))
    assert [shop.sender.send(outgoing()).account_id for _ in range(2)] == ["a", "b"]
    with pytest.raises(ProviderBusy):
        shop.sender.send(outgoing())
    shop.now += timedelta(seconds=1)
    assert shop.sender.send(outgoing()).account_id == "a"


def test_a_hundred_messages_go_out_at_their_accounts_rate() -> None:
    shop = Shop(a=account("a", rate_per_s=10))
    for _ in range(100):
        shop.send()
    assert shop.asked == ["a"] * 100
    assert timedelta(seconds=9.8) <= shop.now - NOON <= timedelta(seconds=10)


def test_who_waits_for_long_books_behind_who_waits_less() -> None:
    shop = Shop(a=account("a", rate_per_s=10), b=account("b", is_on=False))
    shop.booked_us["a"] = int((NOON + timedelta(seconds=4)).timestamp() * 1e6)
    assert shop.sender.turn("sms", 1, 3) == 5
    assert shop.now == NOON
    assert shop.sender.turn("sms", 1, 10) == 0
    assert shop.now == NOON + timedelta(seconds=4)


def test_where_the_first_account_is_booked_for_long_the_second_one_sends() -> None:
    shop = Shop()
    shop.booked_us["a"] = int((NOON + timedelta(seconds=4)).timestamp() * 1e6)
    assert shop.send().account_id == "b"


@pytest.mark.parametrize(
    ("failure", "closed_s"),
    [(ProviderBusy("busy"), 5), (refusal_for("account", "no money"), 60)],
)
def test_who_is_busy_or_at_fault_is_given_no_turn_for_some_time(
    failure: Exception, closed_s: int
) -> None:
    shop = Shop()
    shop.failing = dict.fromkeys("ab", failure)
    with pytest.raises(type(failure)):
        shop.sender.send(outgoing())
    assert shop.sender.turn("sms", 1, 3) == closed_s
    shop.now += timedelta(seconds=closed_s)
    assert shop.sender.turn("sms", 1, 3) == 0
    assert shop.asked == ["a", "b"]


def test_where_no_account_is_on_nobody_waits_for_a_turn() -> None:
    shop = Shop(a=account("a", is_on=False), b=account("b", is_on=False))
    assert shop.sender.turn("sms", 1, 3) == 0


def test_an_account_that_is_off_sends_nothing_soon_after() -> None:
    shop = Shop()
    shop.sender.send(outgoing())
    shop.accounts["a"] = account("a", is_on=False)
    shop.now += timedelta(seconds=31)
    assert shop.sender.send(outgoing()).account_id == "b"


def test_what_nobody_approved_is_not_sent() -> None:
    shop = Shop()
    with pytest.raises(MessageRefused):
        shop.sender.send(replace(outgoing(), template_version=2))
    assert shop.asked == []
