"""What the stores of accounts and templates promise; the fakes and the real ones alike."""

from collections.abc import Mapping

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.message_facts import ChannelAccountChanged
from promenade.contracts.messages import MessageTemplate
from promenade.contracts.reviews import NotReady, ReviewState, SelfApproval
from promenade.kit.errors import Conflict, Invalid, NotFound, Stale
from promenade.kit.values import replace
from promenade.outreach.channel.model.account import Alibaba, Webhook, changed
from promenade.outreach.channel.model.template import StatusForbids
from promenade.outreach.channel.reader import DynamoTemplates
from promenade.outreach.channel.service import accounts, templates
from promenade.outreach.channel.service.ports import AccountDoors, Change, Doors, Filter
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.store.templates import DynamoTemplateStore, approved
from tests.support.channels import account, by, template, terms
from tests.support.fakes.channel import FakeAccountStore, FakeTemplateStore
from tests.support.stamps import stamp

ID = "message_template_1"


@pytest.fixture(params=["fake", "dynamo"])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    if request.param == "dynamo":
        return Doors(DynamoAccountStore(), DynamoTemplateStore())
    return Doors(FakeAccountStore(), FakeTemplateStore())


@pytest.fixture
def real(stores: None) -> Doors:
    return Doors(DynamoAccountStore(), DynamoTemplateStore())


def approve(doors: Doors, version: int, text: str = "Lantern: hi {{name}}, STOP") -> None:
    """Of a new template where there is none of the version."""
    if version == 1:
        doors.accounts.add(account(), stamp("account"))
        templates.draft(ID, terms(text), stamp("draft"), doors)
    templates.submit(Change(ID, version, by("maria", f"submit {version}")), doors)
    templates.approve(Change(ID, version + 1, by("olga", f"approve {version}")), doors)


def test_an_account_is_added_once_and_changes_over_the_version_before(doors: Doors) -> None:
    first = account()
    for _ in range(2):
        assert doors.accounts.add(first, stamp("request-1")) == first
    with pytest.raises(Conflict):
        doors.accounts.add(replace(first, request="other"), stamp("other"))
    after = changed(first, replace(first.terms, is_on=False))
    for _ in range(2):
        saved = doors.accounts.save(after, ChannelAccountChanged, stamp("off"))
        assert saved == after
    with pytest.raises(Stale):
        doors.accounts.save(after, ChannelAccountChanged, stamp("late"))
    assert doors.accounts.find_many(["sms-1", "none"]) == {"sms-1": after}
    assert doors.accounts.list_of(9, None).items == (after,)


def test_an_account_stays_with_its_provider(doors: Doors) -> None:
    doors.accounts.add(account(), stamp("add"))
    other = replace(account().terms, provider=Alibaba("灯笼", "secret"))
    with pytest.raises(Invalid):
        accounts.edit(Change("sms-1", 1, stamp("edit")), other, open_to(doors))
    assert accounts.get("sms-1", doors.accounts).version == 1


def test_an_account_stays_with_its_currency(doors: Doors) -> None:
    """A budget in yuan would pay dollars."""
    doors.accounts.add(account(), stamp("add"))
    other = replace(account().terms, currency="GBP")
    with pytest.raises(Invalid) as refused:
        accounts.edit(Change("sms-1", 1, stamp("edit")), other, open_to(doors))
    assert [(each.pointer, each.code) for each in refused.value.faults] == [
        ("/currency", "other_currency")
    ]
    assert accounts.get("sms-1", doors.accounts).terms == account().terms


def test_a_server_that_leads_inside_is_refused_whenever_it_is_named(doors: Doors) -> None:
    hook = replace(account().terms, provider=Webhook("https://hooks.example/in", "hook"))
    inside = replace(hook, provider=Webhook("https://INSIDE.example/in", "hook"))
    looking = AccountDoors(doors.accounts, lambda host: host == "inside.example")
    with pytest.raises(Invalid) as refused:
        accounts.add("hook-1", inside, stamp("add"), looking)
    assert [(each.pointer, each.code) for each in refused.value.faults] == [
        ("/provider/url", "not_public")
    ]
    assert doors.accounts.find("hook-1") is None
    accounts.add("hook-1", hook, stamp("add"), looking)
    with pytest.raises(Invalid):
        accounts.edit(Change("hook-1", 1, stamp("edit")), inside, looking)
    assert accounts.get("hook-1", doors.accounts).terms == hook


def open_to(doors: Doors) -> AccountDoors:
    return AccountDoors(doors.accounts, lambda _: False)


def test_a_template_is_drafted_once_and_by_accounts_that_exist(doors: Doors) -> None:
    with pytest.raises(Invalid):
        templates.draft(ID, terms(), stamp("draft"), doors)
    assert doors.templates.find(ID) is None
    doors.accounts.add(account(), stamp("account"))
    for _ in range(2):
        made = templates.draft(ID, terms(), stamp("draft"), doors)
        assert (made.version, made.status) == (1, "draft")
    with pytest.raises(Conflict):
        templates.draft(ID, terms("STOP {{name}}"), stamp("other"), doors)


def test_somebody_else_approves_and_only_what_is_asked(doors: Doors) -> None:
    doors.accounts.add(account(), stamp("account"))
    templates.draft(ID, terms(), stamp("draft"), doors)
    with pytest.raises(StatusForbids):
        templates.approve(Change(ID, 1, by("olga", "early")), doors)
    templates.submit(Change(ID, 1, by("olga", "submit")), doors)
    for actor in ("maria", "olga"):
        with pytest.raises(SelfApproval):
            templates.approve(Change(ID, 2, by(actor, "approve")), doors)
    with pytest.raises(Stale):
        templates.approve(Change(ID, 1, by("pia", "old")), doors)
    assert templates.get(ID, doors).status is ReviewState.PENDING
    for _ in range(2):
        found = templates.approve(Change(ID, 2, by("pia", "approve")), doors)
    assert (found.version, found.status, found.approved) == (
        3,
        "approved",
        templates.get(ID, doors).approved,
    )


def test_what_is_sent_back_is_edited_before_it_is_submitted_again(doors: Doors) -> None:
    doors.accounts.add(account(), stamp("account"))
    templates.draft(ID, terms(), stamp("draft"), doors)
    templates.submit(Change(ID, 1, by("maria", "submit")), doors)
    templates.reject(Change(ID, 2, by("olga", "reject")), "Too loud", doors)
    with pytest.raises(StatusForbids) as refused:
        templates.submit(Change(ID, 3, by("maria", "again")), doors)
    assert refused.value.detail == "It was rejected: send its terms again first."
    assert refused.value.said("zh") == "审核未通过：请先重新保存内容，再提交。"
    assert templates.get(ID, doors).version == 3
    edited = templates.edit(
        Change(ID, 3, by("maria", "edit")), terms("Lantern {{name}}, STOP"), doors
    )
    assert (edited.status, edited.terms_version) == ("draft", 4)


def test_what_lacks_an_opt_out_is_not_submitted(doors: Doors) -> None:
    doors.accounts.add(account(), stamp("account"))
    templates.draft(ID, terms("Lantern {{name}}"), stamp("draft"), doors)
    with pytest.raises(NotReady):
        templates.submit(Change(ID, 1, by("maria", "submit")), doors)
    assert templates.get(ID, doors).version == 1


def test_templates_are_listed_by_channel_and_status(doors: Doors) -> None:
    for id_ in ("a", "b"):
        doors.templates.add(template(id_), stamp("request-1"))
    found = doors.templates.list_by(Filter(Channel.SMS), 1, None)
    rest = doors.templates.list_by(Filter(Channel.SMS, ReviewState.DRAFT), 9, found.next)
    assert [each.id for each in (*found.items, *rest.items)] == ["a", "b"]
    assert doors.templates.list_by(Filter(Channel.SMS, ReviewState.APPROVED), 9, None).items == ()
    assert doors.templates.list_by(Filter(Channel.EMAIL), 9, None).items == ()


def test_what_is_not_there_is_not_found(doors: Doors) -> None:
    with pytest.raises(NotFound):
        templates.get("none", doors)
    with pytest.raises(NotFound):
        accounts.get("none", doors.accounts)


def read() -> Mapping[str, MessageTemplate]:
    return DynamoTemplates().of([ID, "none"])


def test_messages_are_made_by_the_newest_approved_version(real: Doors) -> None:
    approve(real, 1)
    found = read()[ID]
    assert (found.version, found.unit_cost_micros, set(found.variables)) == (1, 6_450, {"name"})
    made = found.render("fr", {"name": "Ada"}, str)
    assert made.text.clear == "Lantern: hi Ada, STOP"
    templates.edit(Change(ID, 3, by("maria", "edit")), terms("Lantern {{name}}, STOP"), real)
    assert read()[ID].version == 1
    approve(real, 4)
    assert read()[ID].version == 4
    kept = approved(ID, 1)
    assert kept is not None
    assert kept.terms.texts["en"].text == "Lantern: hi {{name}}, STOP"
    assert approved(ID, 2) is None


def test_a_draft_and_one_whose_accounts_are_off_send_nothing(real: Doors) -> None:
    assert read() == {}
    real.accounts.add(account(), stamp("account"))
    templates.draft(ID, terms(), stamp("draft"), real)
    assert read() == {}
    approve_drafted(real)
    assert set(read()) == {ID}
    off = replace(account().terms, is_on=False)
    accounts.edit(Change("sms-1", 1, stamp("off")), off, open_to(real))
    assert read() == {}


def approve_drafted(doors: Doors) -> None:
    templates.submit(Change(ID, 1, by("maria", "submit")), doors)
    templates.approve(Change(ID, 2, by("olga", "approve")), doors)


def test_no_more_than_a_hundred_are_asked_for(stores: None) -> None:
    with pytest.raises(ValueError, match="101 templates"):
        DynamoTemplates().of([ID] * 101)
