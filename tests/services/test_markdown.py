"""Markdown becomes what people expect to see of it."""

from __future__ import annotations

import re

import pytest

from taskflow.services.markdown import DEEPEST_NESTING, FORMATTED_LENGTH, render


def plainly(html: str) -> str:
    """Return the HTML without line breaks between blocks, and without what every link and outermost block carries."""
    return re.sub(r'\n| dir="auto"| target="_blank" rel="noopener noreferrer nofollow"', "", html)


def test_a_text_is_formatted() -> None:
    text = "# Plan\n\nCall **Ada**, *today*:\n\n1. ask\n2. ~~wait~~\n\n> said\n\n---\n`x < y`"
    assert plainly(render(text)) == (
        "<h3>Plan</h3><p>Call <strong>Ada</strong>, <em>today</em>:</p><ol><li>ask</li><li><s>wait</s></li></ol>"
        "<blockquote><p>said</p></blockquote><hr><p><code>x &lt; y</code></p>"
    )


def test_a_line_break_stays_one() -> None:
    assert plainly(render("milk\nbread\n\neggs\n")) == "<p>milk<br>bread</p><p>eggs</p>"


def test_a_checklist_shows_what_is_done() -> None:
    assert plainly(render("- [ ] milk\n- [x] **bread**")) == (
        '<ul class="contains-task-list"><li class="task-list-item">☐ milk</li>'
        '<li class="task-list-item">☑ <strong>bread</strong></li></ul>'
    )
    # With blank lines between, each item is a paragraph.
    assert "<p>☑ bread</p>" in render("- [ ] milk\n\n- [X] bread")
    assert render("- [x]\n- [y] no") == render("- \\[x]\n- \\[y] no")


def test_a_table() -> None:
    assert plainly(render("| a | b |\n|---|--:|\n| 1 | 2 |")) == (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )


def test_code_is_kept_as_it_is() -> None:
    assert plainly(render("```js\nif (a < b)  c\n```")) == "<pre><code>if (a &lt; b)  c</code></pre>"


def test_headings_go_below_those_of_the_page() -> None:
    html = plainly(render("\n\n".join(f"{'#' * level} x" for level in range(1, 7))))
    assert re.findall("<(h.)>", html) == ["h3", "h4", "h5", "h6", "h6", "h6"]


@pytest.mark.parametrize(
    ("typed", "address", "shown"),
    [
        ("[site](https://example.org 'Title')", "https://example.org", "site"),
        ("<https://example.org/a?b=c&d>", "https://example.org/a?b=c&amp;d", "https://example.org/a?b=c&amp;d"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("www.example.io/a", "http://www.example.io/a", "www.example.io/a"),
        ("ada@example.pl", "mailto:ada@example.pl", "ada@example.pl"),
        ("http://bücher.example", "http://xn--bcher-kva.example", "http://bücher.example"),
        ("![a *cat*](http://example.org/cat.png)", "http://example.org/cat.png", "a cat"),
        ("![](http://example.org/cat.png)", "http://example.org/cat.png", "http://example.org/cat.png"),
        ("[![cat](http://example.org/cat.png)](http://example.org)", "http://example.org", "cat"),
    ],
)
def test_a_link_opens_beside_the_board(typed: str, address: str, shown: str) -> None:
    html = render(f"See {typed}, now")
    assert f'<a href="{address}"' in html
    assert f'target="_blank" rel="noopener noreferrer nofollow">{shown}</a>, now' in html
    assert html.count("<a ") == 1


@pytest.mark.parametrize(
    "typed",
    [
        "[x](/relative)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "![x](data:image/png;base64,AAAA)",
        "[x](http:example.org)",
        "ftp://example.org",
        "//example.org",
        "main.py and README.md",
        "example.org",
    ],
)
def test_what_is_no_link_to_the_web_stays_as_it_was_typed(typed: str) -> None:
    assert plainly(render(typed)) == f"<p>{typed}</p>"


@pytest.mark.parametrize("typed", ["[x]()", "![x]()", "[![x]()]()"])
def test_a_link_to_nowhere_is_its_text(typed: str) -> None:
    assert plainly(render(typed)) == "<p>x</p>"


def test_html_is_shown_as_text() -> None:
    assert plainly(render("<b onclick='x()'>bold</b> &lt;")) == ("<p>&lt;b onclick='x()'&gt;bold&lt;/b&gt; &lt;</p>")


def test_each_block_finds_its_own_direction() -> None:
    html = render("שלום\n\n- שלום\n\n> שלום\n>\n> - x\n\n# שלום\n\n|א|ב|\n|-|-|\n\n    code")
    # Not the blocks within: a list in Hebrew has its marks on the right only when the list itself sees the letters.
    assert re.findall("<([a-z0-9]+)[^>]* dir=", html) == ["p", "ul", "blockquote", "h3", "table", "pre"]


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00", "\ud83d", "[x]: http://example.org"])
def test_nothing_to_show(text: str) -> None:
    assert plainly(render(text)) in {"", "<p>\ufffd</p>", "<p>?</p>"}


def test_a_very_long_text_is_shown_without_formatting() -> None:
    text = "*a* <b>\n"
    html = render(text * (FORMATTED_LENGTH // len(text) + 1))
    assert html.startswith('<p dir="auto">*a* &lt;b&gt;<br>*a*')


def test_deep_nesting_ends() -> None:
    assert render(">" * 5000 + "x").count("<blockquote") == DEEPEST_NESTING
