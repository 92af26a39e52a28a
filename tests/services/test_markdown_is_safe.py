"""Whatever is typed, the HTML holds nothing but harmless tags, and closes them."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskflow.services.markdown import FORMATTED_LENGTH, render
from tests.services.properties import STEADY

BLOCKS = {"p", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
EMPTY = {"br", "hr"}
INLINE = {"a", "strong", "em", "s", "code"}
ATTRIBUTES = {
    "dir": {"auto"},
    "class": {"contains-task-list", "task-list-item"},
    "target": {"_blank"},
    "rel": {"noopener noreferrer nofollow"},
}
ATTACKS = [
    *("<script>alert(1)</script>", "<img/src=x onerror=alert(1)>", "<svg onload=x>", "<style>", "<a/href=x>", "<!--"),
    *("javascript:x", "JaVaScRiPt:x", "vbscript:x", "data:text/html,x", "file:///x", "&#106;avascript:x", "]]>", "-->"),
    *(
        "java&Tab;script:x",
        "jav\tascript:x",
        "%6aavascript:x",
        "&lt;script&gt;",
        "&quot;",
        "onclick=",
        "style=x:",
        "</p>",
    ),
    *(
        "http://",
        "https://[",
        "http://a:b@c",
        "www.",
        "a@b.c",
        "mailto:",
        "<http://",
        "http://%zz",
        "[](",
        "[x](",
        "![x](",
    ),
    *(
        "`",
        "```",
        "~~~",
        "<",
        ">",
        '"',
        "'",
        "#",
        "##",
        "- ",
        "[x]",
        "[ ]",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "[x]:",
        "\\",
    ),
    *("1. ", "*", "**", "_", "~~", "|", "|-|", "+ ", "---", "==="),
]
TEXTS = st.lists(st.sampled_from([*ATTACKS, " ", "\n", "\n\n", "    ", "\t", "\x00", "\x01", "\ud83d", "\u202e", "ש"]))


class Reader(HTMLParser):
    """Reads HTML as a browser would, and refuses what is not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in BLOCKS | TABLES | EMPTY | INLINE
        assert not (tag == "a" and "a" in self.open)
        for name, value in attrs:
            self.check(tag, name, value or "")
        if tag == "a":
            # An address that no browser understands is left out, and goes nowhere.
            assert {"target", "rel"} <= {name for name, _ in attrs}
        if tag not in EMPTY:
            self.open.append(tag)

    def check(self, tag: str, name: str, value: str) -> None:
        if name == "href":
            assert tag == "a"
            assert value.lower().startswith(("http://", "https://", "mailto:"))
        elif (tag, name) == ("ol", "start"):
            assert value.isdecimal()
        elif (tag, name) != ("a", "title"):
            assert value in ATTRIBUTES[name]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def check(text: str) -> None:
    html = render(text)
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    html.encode()


@given(st.one_of(st.text(), TEXTS.map("".join), TEXTS.map(" ".join)))
@STEADY
def test_any_text_is_harmless(text: str) -> None:
    check(text)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "around", ["{}", "[x]({})", "![x]({})", "<{}>", "[x]: {}\n[x]", "[x](http://a '{}')", "```{}\nx", "|{}|\n|-|"]
)
def test_an_attack_is_harmless_wherever_it_stands(attack: str, around: str) -> None:
    check(around.format(attack))


@pytest.mark.parametrize(
    "piece", [*ATTACKS, "*a ", "**a", "> - ", "[]: x\n", "http://a.", "www.a.", "a@", "|a|\n|-|\n", "\n"]
)
def test_the_worst_text_ends(piece: str) -> None:
    check(piece * (FORMATTED_LENGTH // len(piece)))
    assert render(piece * (1_000_000 // len(piece)))
