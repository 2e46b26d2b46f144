"""From a provider to the way it is asked: each call once, but for those that know keys."""

from collections.abc import Callable, Mapping
from typing import Protocol

from promenade.contracts.messages import Inbox, ProviderBusy, ProviderSilent
from promenade.kit.outward import Answer, Post, Request, Unanswered
from promenade.kit.places import NotPublic, NotReached
from promenade.kit.values import Kind, replace
from promenade.outreach.channel.model import account as kinds
from promenade.outreach.channel.model.sending import Deliver, Job, Taken, refusal_for
from promenade.outreach.channel.service.tokens import Tokens
from promenade.outreach.channel.wire.providers import (
    alibaba,
    amazon,
    tencent,
    webhook,
    wechat,
    weibo,
)
from promenade.outreach.channel.wire.providers.writing import written


class Adapter(Protocol):
    """A module of this package."""

    def request(self, job: Job, /) -> Request: ...

    def read(self, answer: Answer, /) -> Taken: ...


class Ways:
    """How every provider is asked; `inbox` takes what stays in the house."""

    def __init__(self, post: Post, tokens: Tokens, inbox: Inbox) -> None:
        self._post, self._tokens, self._inbox = post, tokens, inbox
        self._ways: Mapping[type[Kind], Deliver] = {
            kinds.Sns: amazon.send_sms,
            kinds.Ses: amazon.send_mail,
            kinds.Alibaba: lambda job: self._call(alibaba, job),
            kinds.Tencent: lambda job: self._call(tencent, job),
            kinds.Weibo: lambda job: self._call(weibo, job),
            kinds.Wechat: self._wechat,
            kinds.Webhook: lambda job: again(lambda: self._call(webhook, job)),
            kinds.InApp: self._in_app,
        }

    def __call__(self, job: Job) -> Taken:
        """Raises ProviderBusy, ProviderSilent or MessageRefused."""
        return self._ways[type(job.account.provider)](job)

    def _call(self, adapter: Adapter, job: Job) -> Taken:
        return adapter.read(posted(self._post, written(adapter.request, job)))

    def _wechat(self, job: Job) -> Taken:
        """With another token, once, where the one that was kept is good no longer."""
        try:
            return again(lambda: self._call(wechat, self._with_token(job)))
        except wechat.TokenStale:
            self._tokens.spoil(job.account_id)
        try:
            return again(lambda: self._call(wechat, self._with_token(job)))
        except wechat.TokenStale:
            raise ProviderBusy("The provider takes none of its own access tokens.") from None

    def _with_token(self, job: Job) -> Job:
        def fetch() -> tuple[str, int]:
            asked = written(lambda job: wechat.token_request(job.account, job.secret), job)
            try:
                fresh = wechat.read_token(posted(self._post, asked))
            except ProviderSilent as error:  # no message was on its way yet
                raise ProviderBusy("The provider tells no access token.") from error
            return fresh.text, fresh.for_s

        return replace(job, token=self._tokens.of(job.account_id, fetch, job.at_s))

    def _in_app(self, job: Job) -> Taken:
        self._inbox.put(job.message)
        return Taken(job.message.key)


def again(call: Callable[[], Taken]) -> Taken:
    """Of a provider that sends once for a key: where it does not answer, it is asked once more."""
    try:
        return call()
    except ProviderSilent as silence:
        try:
            return call()
        except ProviderBusy:  # that one was not taken, the first one may have been
            raise silence from None


def posted(post: Post, request: Request) -> Answer:
    """Raises ProviderBusy, ProviderSilent or MessageRefused."""
    try:
        return post(request)
    except NotPublic as error:
        raise refusal_for("account", error.detail) from error
    except NotReached as error:
        raise ProviderBusy("The provider cannot be reached.") from error
    except Unanswered as error:
        raise ProviderSilent("The provider does not answer.") from error
