"""A mail as Amazon SES sends it, with one-click unsubscribing (RFC 8058)."""

import html
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from promenade.kit.mail_addresses import is_mail_address
from promenade.outreach.channel.model.account import Ses
from promenade.outreach.channel.model.sending import Job, refusal_for

_URL = re.compile(r"(?:https://|http://[a-z-]{1,40}\.localhost:)[!-;=?-~]{1,900}")
"""A name under `localhost` is this machine, which needs no TLS."""

_WORDS = {"zh": "退订"}
_UNSUBSCRIBE = "Unsubscribe"
_END = re.compile(r"</body\s*>", re.IGNORECASE)


def raw_mail(job: Job) -> bytes:
    """Raises MessageRefused."""
    account, content = job.account.provider, job.message.content
    if not isinstance(account, Ses):
        raise TypeError(account)
    url, word = job.message.unsubscribe_url, _WORDS.get(content.language[:2].lower(), _UNSUBSCRIBE)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(account.sender_name, addr_spec=account.sender)
    mail["To"] = _recipient(job.address)
    mail["Subject"] = content.subject.clear
    if account.reply_to:
        mail["Reply-To"] = account.reply_to
    mail.set_content(_text(content.text.clear, url, word), cte="base64")
    if content.html.clear:
        page = _page(content.html.clear, url, word)
        mail.add_alternative(page, subtype="html", cte="base64")
    return _one_click(url) + mail.as_bytes()


def _recipient(address: str) -> Address:
    if not is_mail_address(address):
        raise refusal_for("invalid_address", "The address is no e-mail address.")
    return Address(addr_spec=address)


def _one_click(url: str) -> bytes:
    """Written as they are: folding would break an address that is longer than a line."""
    if not url:
        return b""
    if not _URL.fullmatch(url):
        raise refusal_for("content", "The address to unsubscribe at is none.")
    told = f"List-Unsubscribe: <{url}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    return told.encode()


def _text(text: str, url: str, word: str) -> str:
    return f"{text}\n\n{word}: {url}\n" if url else text


def _page(page: str, url: str, word: str) -> str:
    """With a link before its end."""
    if not url:
        return page
    link = f'<p><a href="{html.escape(url)}">{word}</a></p>'
    return _END.sub(lambda end: link + end[0], page, count=1) if _END.search(page) else page + link
