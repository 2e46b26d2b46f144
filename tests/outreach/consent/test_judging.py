"""An address that said STOP, and people who opt in themselves afterwards."""

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Reason, Recipient, Verdict
from promenade.outreach.consent.model.consent import Source
from promenade.outreach.consent.model.judging import causes_for, judge
from promenade.outreach.consent.model.person import Person, tell
from promenade.outreach.consent.model.suppression import Cause, Suppression, suppress
from tests.support.consents import at, saying

ADDRESS = "a" * 32
ADA = Recipient("ada", Channel.EMAIL, Purpose.MARKETING, ADDRESS)
STOPPED = Verdict("address_suppressed", at(10), "unsubscribe")


def kept(reason: Reason = Reason.UNSUBSCRIBE, *minutes: int) -> Suppression:
    found = Suppression(Channel.EMAIL, ADDRESS)
    for minute in minutes or (10,):
        found = suppress(found, reason, Cause(at(minute), "client:gateway"))
    return found


def opted_in(minute: int, source: Source = Source.SHOPPER) -> Person:
    return tell(Person("ada"), [saying("given", minute, source=source)]).after


@pytest.mark.parametrize("source", [Source.SHOPPER, Source.FORM, Source.REPLY])
def test_who_opts_in_themselves_after_a_stop_is_written_to_again(source: Source) -> None:
    assert judge(ADA, opted_in(11, source), kept()) == Verdict()
    assert causes_for(opted_in(11, source), kept()) == {}


@pytest.mark.parametrize("minute", [9, 10])
def test_a_stop_outlasts_what_was_given_before_or_at_once(minute: int) -> None:
    assert judge(ADA, opted_in(minute), kept()) == STOPPED


@pytest.mark.parametrize("source", [Source.STAFF, Source.IMPORT, Source.PROVIDER])
def test_nobody_opts_in_for_who_said_stop(source: Source) -> None:
    assert judge(ADA, opted_in(11, source), kept()) == STOPPED


def test_the_same_consent_given_again_counts_from_then() -> None:
    again = tell(opted_in(5), [saying("given", 11, source=Source.SHOPPER)])
    assert again.outcomes == ("confirmed",)
    assert judge(ADA, again.after, kept()) == Verdict()


def test_a_stop_that_is_said_again_wins_again_in_any_order() -> None:
    latest = Verdict("address_suppressed", at(12), "unsubscribe")
    for minutes in ((10, 12), (12, 10)):
        assert judge(ADA, opted_in(11), kept(Reason.UNSUBSCRIBE, *minutes)) == latest


def test_who_withdraws_after_opting_in_is_sent_nothing() -> None:
    withdrawn = tell(opted_in(11), [saying("withdrawn", 12)]).after
    assert judge(ADA, withdrawn, kept()) == Verdict("withdrawn", at(12), "import")


@pytest.mark.parametrize("reason", [each for each in Reason if each != Reason.UNSUBSCRIBE])
def test_no_consent_outweighs_another_reason(reason: Reason) -> None:
    suppressed = kept(reason)
    assert judge(ADA, opted_in(11), suppressed) == Verdict("address_suppressed", at(10), reason)
    both = suppress(suppressed, Reason.UNSUBSCRIBE, Cause(at(10), "client:gateway"))
    assert set(causes_for(opted_in(11), both)) == {reason}


def test_consent_of_another_person_or_channel_counts_for_nothing_here() -> None:
    assert judge(ADA, Person("ada"), kept()) == Verdict("never_asked")
    by_sms = saying("given", 11, source=Source.SHOPPER, cell=(Channel.SMS, Purpose.MARKETING))
    both = tell(opted_in(5), [by_sms]).after
    assert judge(ADA, both, kept()) == STOPPED
