"""A message from its approved template to a provider, with what is stored."""

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Accepted, MessageRefused
from promenade.kit import aws
from promenade.kit.config import setting
from promenade.kit.vault import Vault
from promenade.outreach.channel.holds import senders
from promenade.outreach.channel.model.account import InApp
from promenade.outreach.channel.model.terms import AccountUse, MessageTerms
from promenade.outreach.channel.service import templates
from promenade.outreach.channel.service.ports import Change, Doors
from promenade.outreach.channel.service.sending import Sender
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.store.templates import DynamoTemplateStore
from tests.support.channels import account, alibaba, by, outgoing, terms
from tests.support.fakes.channel import FakeInbox
from tests.support.providers import alibaba as provider
from tests.support.providers.double import Double
from tests.support.stamps import NOON, stamp

ID = "message_template_1"


@pytest.fixture
def double() -> Double:
    return provider.double()


@pytest.fixture
def inbox() -> FakeInbox:
    return FakeInbox()


@pytest.fixture
def sender(stores: None, double: Double, inbox: FakeInbox) -> Sender:
    doors = DynamoAccountStore()
    for each in (account(), alibaba(), account("inbox-1", provider=InApp())):
        doors.add(each, stamp("request-1"))
    vault = Vault(setting("WEBHOOK_KEY_ID"))
    return senders(inbox, vault, "promenade/channels/", post=double, clock=lambda: NOON)


def approve(asked: MessageTerms) -> None:
    doors = Doors(DynamoAccountStore(), DynamoTemplateStore())
    templates.draft(ID, asked, stamp("draft"), doors)
    templates.submit(Change(ID, 1, by("maria", "submit")), doors)
    templates.approve(Change(ID, 2, by("olga", "approve")), doors)


def test_an_account_whose_secret_is_not_there_sends_nothing(sender: Sender, double: Double) -> None:
    approve(terms("{{name}} 退订回T", accounts=(AccountUse("ali-1", "SMS_1", "approved"),)))
    with pytest.raises(MessageRefused) as refused:
        sender.send(outgoing())
    assert (refused.value.reason, double.taken) == ("account", [])


def test_what_was_approved_is_sent_with_the_providers_own_template(
    sender: Sender, double: Double
) -> None:
    secret = '{"access_key_id": "LTAI5tExample", "access_key_secret": "example-secret"}'
    aws.client("secretsmanager").create_secret(
        Name="promenade/channels/alibaba", SecretString=secret
    )
    approve(terms("{{name}} 退订回T", accounts=(AccountUse("ali-1", "SMS_1", "approved"),)))
    assert sender.send(outgoing()) == Accepted("ali-1", "9006^0", 1)
    told = double.taken[0]
    assert (told["TemplateCode"], told["SignName"]) == ("SMS_1", "灯笼")
    assert told["TemplateParam"] == {"name": "Ada"}


def test_what_stays_in_the_house_is_handed_over(sender: Sender, inbox: FakeInbox) -> None:
    approve(terms("Hi {{name}}", channel=Channel.IN_APP, accounts=(AccountUse("inbox-1"),)))
    message = outgoing()
    assert sender.send(message) == Accepted("inbox-1", message.key, 1)
    assert inbox.messages == {message.key: message}


def test_sns_tells_the_id_of_what_it_took(sender: Sender) -> None:
    approve(terms())
    accepted = sender.send(outgoing())
    assert (accepted.account_id, accepted.units) == ("sms-1", 1)
    assert accepted.provider_id
