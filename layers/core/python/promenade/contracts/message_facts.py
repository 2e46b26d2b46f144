"""What is told of accounts and of message templates."""

from typing import ClassVar

from promenade.contracts.channels import Channel
from promenade.kit.facts import Fact


class ChannelFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.channel"

    id: str
    version: int
    channel: Channel


class ChannelAccountAdded(ChannelFact, frozen=True):
    """Messages can go out by one more account."""


class ChannelAccountChanged(ChannelFact, frozen=True):
    """An account has other terms, or is on or off."""


class MessageTemplateFact(ChannelFact, frozen=True):
    name: str
    terms_version: int = 1


class MessageTemplateDrafted(MessageTemplateFact, frozen=True):
    """It exists, and nothing is sent by it yet."""


class MessageTemplateEdited(MessageTemplateFact, frozen=True):
    """Its terms are others, to be reviewed anew; what was approved before goes out meanwhile."""


class MessageTemplateSubmitted(MessageTemplateFact, frozen=True):
    """Others are asked to approve its terms."""


class MessageTemplateApproved(MessageTemplateFact, frozen=True):
    """Messages are made by these terms from now on."""


class MessageTemplateRejected(MessageTemplateFact, frozen=True):
    """Its terms have to be edited before they are submitted again."""
