"""Descriptions as others write them: what is kept, what goes, what is refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.safe_html import clean, words

REL = ' rel="nofollow noopener noreferrer"'


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Two cups & a <i>pot</i>", "Two cups &amp; a <i>pot</i>"),
        ('<p class="x" style="color:red">Soft</p>', "<p>Soft</p>"),
        ("<div><span>One</span></div><br/>Two", "One<br>Two"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c"),
        ("<style>p{}</style>x<!-- y -->", "x"),
        ("1 < 2 > 0", "1 &lt; 2 &gt; 0"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ('<a href="https://shop.example/x?a=1&b=2">x</a>',
         f'<a href="https://shop.example/x?a=1&amp;b=2"{REL}>x</a>'),
        ('<a href="/x">x</a><a href="mailto:a@b.example">y</a>', "<a>x</a><a>y</a>"),
        ('<img src="https://shop.example/a.png">', ""),
        ("<h2>青花瓷</h2>\n<p>手绘</p>", "<h2>青花瓷</h2>\n<p>手绘</p>"),
        ('say "hi"', "say &quot;hi&quot;"),
        ("<meta charset='utf-8'>Soft", "Soft"),
        ("e&#x301;&#0;&#12;!<p>&#824;", "é!<p>&#824;</p>"),
    ],
)  # fmt: skip
def test_what_a_text_needs_is_kept_and_the_rest_goes(sent: str, kept: str) -> None:
    assert (clean(sent).html, clean(sent).active) == (kept, "")


@pytest.mark.parametrize(
    ("sent", "active"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<SCRIPT/SRC=//x.example></SCRIPT>", "script"),
        ("<p>a<iframe src=https://x.example></iframe>", "iframe"),
        ('<img src=x onerror="alert(1)">', "onerror"),
        ("<svg/onload=alert(1)>", "onload"),
        ("<svg><script>1</script></svg>", "script"),
        ('<a href="javascript:alert(1)">x</a>', "href"),
        ('<a href=" jAva&#x0a;script:alert(1)">x</a>', "href"),
        ('<a href="data:text/html,x">x</a>', "href"),
        ('<form action="https://x.example"><input></form>', "form"),
        ("<object data=x></object>", "object"),
        ('<meta http-equiv=" Refresh" content="0">', "meta"),
        ("<math><mi xlink:href='javascript:1'>", "xlink:href"),
    ],
)
def test_what_would_run_is_named(sent: str, active: str) -> None:
    assert clean(sent).active == active
    assert not {"<s", "<i", "<f", "<o", "<m"} & {clean(sent).html[at : at + 2] for at in range(99)}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a<script", "a&lt;script"),
        ("<p>a</p><b 'c>d", "<p>a</p><b>d</b>"),
        ("a<p <script>b", "a<p>b</p>"),
        ("a<!-- b <script>c", "a"),
        ("a<!-->b<script>1", "ab1"),
        ("<![CDATA[<p>]]>", "]]&gt;"),
        ("a &am", "a &amp;am"),
    ],
)
def test_what_is_cut_off_opens_nothing(sent: str, kept: str) -> None:
    assert clean(sent).html == kept


@given(st.text("<>/=\"'& abipscrltonhef!-[]#;\n", max_size=200))
def test_what_is_clean_stays_as_it_is(sent: str) -> None:
    once = clean(sent).html
    assert clean(once).html == once
    assert clean(once).active == ""


WORST = [
    "<",
    "<a ",
    "<!--",
    "<![",
    "</",
    "<p>",
    "&",
    "<a b='",
    "<a '>' ",
    "<?",
    "<a a =",
    "<style>",
]


@pytest.mark.parametrize("unit", WORST)
def test_the_worst_text_takes_no_time(unit: str) -> None:
    began = time.process_time()
    clean(unit * (40_000 // len(unit)))
    assert time.process_time() - began < 0.5


def test_words_are_what_people_read() -> None:
    assert words("<p>Soft &amp; warm</p>\n<ul><li>red</li></ul>") == "Soft & warm red"
