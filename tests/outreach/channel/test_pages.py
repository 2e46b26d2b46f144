"""What a mail may show: nothing in it does anything by itself."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.channels import Channel
from promenade.outreach.channel.model import pages, terms
from promenade.outreach.channel.model.terms import Text
from tests.support.channels import terms as message
from tests.support.spent import cpu_s

AT = "/texts/en/html"
PIECES = [
    *("<", ">", "</", "/>", "<!--", "-->", "--", "!>", "<!", "<?", "<![CDATA[", "]]>", "=", '"'),
    *("'", " ", "\n", "`", "onclick=alert(1)", "href=", "javascript:", "&#106;", "{{name}}", "x"),
    *("script", "style", "svg", "iframe", "p", "a", "img", "b"),
]


def told(page: str) -> list[tuple[str, dict[str, object]]]:
    return [(each.code, dict(each.facts)) for each in pages.faults(page, AT)]


HONEST = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/">
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" lang="zh">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>a < b</title>
<!--[if mso]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<!--[if !mso]><!--><style type="text/css">@media (width <= 600px) { p > a { color: red } }</style>
<!--<![endif]--></head><body style="background: url('https://shop.example/a.png')" bgcolor=#ffffff>
<TABLE role='presentation' width=100%><tr><td background="https://shop.example/b.png">&copy; 1 < 2
<a href="{{link:https://shop.example/sale?a=1&amp;b=2}}" title="{{name}} > you">{{name}}</a>
<a href='mailto:help@shop.example'>a</a><a href=tel:+4930123456 >b</a><a href="#top">c</a>
<img src="cid:logo" alt="on: sale" width="1"/><br></td></tr></TABLE></body></html>"""


def test_what_shows_something_is_taken() -> None:
    assert told(HONEST) == []


@pytest.mark.parametrize(
    ("page", "tag"),
    [
        ("<p>a</p>\n<script>alert(1)</script>", "script"),
        ("\n<SCRIPT src='https://evil.example/a.js'>", "script"),
        ("\n<iframe srcdoc='a'></iframe>", "iframe"),
        ("\n<form action='https://evil.example/'></form>", "form"),
        ("\n<object data='a'></object>", "object"),
        ("\n<embed src='a'>", "embed"),
        ("\n<base href='https://evil.example/'>", "base"),
        ("\n<svg onload='alert(1)'></svg>", "svg"),
        ("\n<link rel='import' href='https://evil.example/'>", "link"),
        ("\n<noscript><p title='</noscript>", "noscript"),
    ],
)
def test_an_element_that_does_something_is_told_with_its_line(page: str, tag: str) -> None:
    assert told(page)[0] == ("unsafe_html", {"name": tag, "line": 2})


@pytest.mark.parametrize("tag", ["style", "title"])
def test_what_is_text_until_it_ends_hides_nothing(tag: str) -> None:
    for page in (f"<{tag}><!--</{tag}><script>-->", f"<{tag}/><!--</{tag} ><script>-->"):
        assert told(page)[0] == ("unsafe_html", {"name": "script", "line": 1})


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("<img src='https://a.cn/' onerror='alert(1)'>", "onerror"),
        ("<body\nOnLoad=alert(1)>", "onload"),
        ("<meta http-equiv='refresh' content='0;url=https://evil.example/'>", "http-equiv"),
        ("<meta http-equiv=' &#82;efresh' content='0'>", "http-equiv"),
        ("<a href='javascript:alert(1)'>a</a>", "href"),
        ("<a href=' Java&#10;Script&colon;alert(1)'>a</a>", "href"),
        ("<a href='\x01javascript:alert(1)'>a</a>", "href"),
        ("<a href=&#106;avascript:alert(1)>a</a>", "href"),
        ("<img src='data:image/svg+xml,a'>", "src"),
        ("<td background='vbscript:a'>", "background"),
        ("<a href='{{name}}'>a</a>", "href"),
        ("<a href='/sale'>a</a>", "href"),
    ],
)
def test_an_attribute_that_does_something_is_told_with_its_line(page: str, name: str) -> None:
    assert told(f"\n\n{page}") == [("unsafe_html", {"name": name, "line": 3})]


@pytest.mark.parametrize(
    "page",
    [
        *("<img src=https://a.cn/ onerror=alert(1) ", "<a", "</", "<!-- a", "<style>a", "<title>"),
        *("<!--><script>alert(1)</script>-->", "<!-- --!><script>alert(1)</script> -->"),
        *("<!---><script>-->", "<![CDATA[<script>]]>", "<a title='>", '<a "b" title="c">'),
        *("<style></style x><script></script><style></style>", "<style/>", "<title><p></p>"),
        *("<p class={{name}}>", "<p {{name}}>", "<a b=`c`>", "<a b=>", "<a =b>"),
        *("<p/onclick=alert(1)>", "<p a='b'onclick=alert(1)>", "</p onclick=alert(1)>", "</ p>"),
    ],
)
def test_what_programs_read_each_in_its_own_way_is_refused(page: str) -> None:
    assert told(page)[-1] == ("unclear_html", {"line": 1})


class Looking(HTMLParser):
    """As a program reads it that mends what it can."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in ("script", "iframe", "svg") else []
        self.found += [name for name, _ in attrs if name.startswith("on")]
        self.found += [value for _, value in attrs if value and value.startswith("javascript:")]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_another_reader_finds_nothing_in_what_is_taken(page: str) -> None:
    looking = Looking()
    looking.feed(page)
    looking.close()
    if looking.found:
        assert told(page) != []


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<!", "<a b=", "<a b='", "<style>", "</", "<?", "<x>", "<p a a a"]
)
def test_any_page_is_looked_at_at_once(piece: str) -> None:
    assert cpu_s(lambda: list(pages.faults((piece * 30_000)[:30_000], AT))) < 1


def test_a_template_is_at_fault_where_its_page_is() -> None:
    page = Text("Hi {{name}}", "Hi", "<p>{{name}}</p><script>")
    found = message(channel=Channel.EMAIL, texts={"en": page})
    assert [(each.pointer, each.code) for each in terms.faults(found)] == [(AT, "unsafe_html")]
