"""Amazon SNS for SMS and Amazon SES for mail, each asked once. They know no keys."""

from collections.abc import Mapping
from typing import Any

from promenade.contracts.messages import ProviderBusy
from promenade.kit.outward import Refusal, Unanswered, ask_aws_once
from promenade.kit.places import NotReached
from promenade.outreach.channel.model.account import Ses, Sns
from promenade.outreach.channel.model.sending import Job, Taken, refusal_for
from promenade.outreach.channel.wire.providers.answers import Verdict, busy, judge, silent, text_of
from promenade.outreach.channel.wire.providers.mail import raw_mail
from promenade.outreach.channel.wire.providers.phones import international
from promenade.outreach.channel.wire.providers.writing import written

KEY_TAG = "promenade-key"
"""Under which events of the mail tell its key back."""

_VERDICTS: Mapping[str, Verdict] = {
    "Throttl": "busy",
    "TooManyRequests": "busy",
    "ServiceUnavailable": "busy",
    "KMSThrottling": "busy",
    "InvalidParameter": "invalid_address",
    "InvalidParameterValue": "content",
    "OptedOut": "opted_out",
    "ValidationError": "content",
    "ValidationException": "content",
    "MessageRejected": "content",
    "AuthorizationError": "account",
    "AccessDenied": "account",
    "AccountSendingPaused": "account",
    "ConfigurationSet": "account",
    "MailFromDomainNotVerified": "sender",
}

_UNVERIFIED = "is not verified"
"""In what MessageRejected says of who may not send yet: of a sender, or, in the sandbox of an
account, of whom it may not send to."""


def send_sms(job: Job) -> Taken:
    """Raises ProviderBusy, ProviderSilent or MessageRefused."""
    return _asked("sns", "publish", written(sms_request, job))


def send_mail(job: Job) -> Taken:
    """Raises ProviderBusy, ProviderSilent or MessageRefused."""
    return _asked("ses", "send_raw_email", written(mail_request, job))


def sms_request(job: Job) -> dict[str, Any]:
    """Raises MessageRefused."""
    account = job.account.provider
    if not isinstance(account, Sns):
        raise TypeError(account)
    told = {"AWS.SNS.SMS.SMSType": "Promotional" if job.is_marketing else "Transactional"}
    if account.sender_id:
        told["AWS.SNS.SMS.SenderID"] = account.sender_id
    return {
        "PhoneNumber": international(job.address),
        "Message": job.message.content.text.clear,
        "MessageAttributes": {
            name: {"DataType": "String", "StringValue": value} for name, value in told.items()
        },
    }


def mail_request(job: Job) -> dict[str, Any]:
    """Raises MessageRefused."""
    account = job.account.provider
    if not isinstance(account, Ses):
        raise TypeError(account)
    asked: dict[str, Any] = {
        "Source": account.sender,
        "Destinations": [job.address],
        "RawMessage": {"Data": raw_mail(job)},
    }
    if account.configuration_set:
        asked["ConfigurationSetName"] = account.configuration_set
        asked["Tags"] = [{"Name": KEY_TAG, "Value": job.message.key}]
    return asked


def _asked(service: str, operation: str, asked: Mapping[str, Any]) -> Taken:
    try:
        id_ = text_of(ask_aws_once(service, operation, asked), "MessageId")
    except NotReached as error:
        raise ProviderBusy("The provider cannot be reached.") from error
    except Unanswered as error:
        raise silent("no answer") from error
    except Refusal as error:
        raise _verdict(error, asked.get("Source", "")) from error
    if not id_:
        raise silent("no id")
    return Taken(id_)


def _verdict(refusal: Refusal, sender: str) -> Exception:
    if refusal.status in (429, 503):
        return busy(f"status {refusal.status}")
    if refusal.answered == "MessageRejected" and _UNVERIFIED in refusal.words:
        is_sender = sender.lower() in refusal.words.lower()
        return refusal_for("sender" if is_sender else "account", "An address is not verified.")
    return judge(refusal.answered, _VERDICTS)
