"""A mail as Amazon SES sends it, with one-click unsubscribing (RFC 8058)."""

import html
import re
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

from promenade.kit.mail_addresses import is_mail_address
from promenade.outreach.channel.model.account import Ses
from promenade.outreach.channel.model.rendering import one_line
from promenade.outreach.channel.model.sending import Job, Reason, refusal_for

_URL = re.compile(r"(?:https://|http://[a-z-]{1,40}\.localhost:)[!-;=?-~]{1,900}")
"""A name under `localhost` is this machine, which needs no TLS."""

_PLAIN = re.compile(r"[ !#-<>-\[\]-~]{1,60}")
"""What a header says as it is, in quotes too: no part of it is an encoded word (RFC 2047), and it
is no longer than its line."""

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
    mail.set_content(_text(content.text.clear, url, word), cte="base64")
    if content.html.clear:
        page = _page(content.html.clear, url, word)
        mail.add_alternative(page, subtype="html", cte="base64")
    return _head(job, account, url) + mail.as_bytes()


def _head(job: Job, account: Ses, url: str) -> bytes:
    """Written as it is: `EmailMessage` would read encoded words that somebody put into a name, and
    write the breaks of lines in them; and folding would break an address that is longer than a
    line."""
    sender, subject = _address(account.sender, "account"), job.message.content.subject.clear
    lines = [
        f"From: {_phrase(account.sender_name)} <{sender}>",
        f"To: {_address(job.address, 'invalid_address')}",
        f"Subject: {_unstructured(subject)}",
    ]
    if account.reply_to:
        lines.append(f"Reply-To: {_address(account.reply_to, 'account')}")
    return "".join(f"{line}\r\n" for line in (*lines, *_one_click(url))).encode("ascii")


def _address(text: str, reason: Reason) -> str:
    if not is_mail_address(text):
        raise refusal_for(reason, "The address is no e-mail address.")
    return text


def _phrase(text: str) -> str:
    line = one_line(text).strip()
    return f'"{line}"' if _PLAIN.fullmatch(line) else _encoded(line)


def _unstructured(text: str) -> str:
    line = one_line(text).strip()
    return line if _PLAIN.fullmatch(line) else _encoded(line)


def _encoded(line: str) -> str:
    """By which any text stays text."""
    return Header(line, "utf-8", header_name="Subject").encode(linesep="\r\n")


def _one_click(url: str) -> list[str]:
    if not url:
        return []
    if not _URL.fullmatch(url):
        raise refusal_for("content", "The address to unsubscribe at is none.")
    return [f"List-Unsubscribe: <{url}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]


def _text(text: str, url: str, word: str) -> str:
    return f"{text}\n\n{word}: {url}\n" if url else text


def _page(page: str, url: str, word: str) -> str:
    """With a link before its end."""
    if not url:
        return page
    link = f'<p><a href="{html.escape(url)}">{word}</a></p>'
    return _END.sub(lambda end: link + end[0], page, count=1) if _END.search(page) else page + link
