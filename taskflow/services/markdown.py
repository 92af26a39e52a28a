"""Turns what people wrote, in Markdown, into HTML that is safe on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# A longer text is shown without formatting: some texts take the parser a time that grows with their square.
FORMATTED_LENGTH = 10_000
# Deeper nested quotes and lists are left out.
DEEPEST_NESTING = 20

_ADDRESS = re.compile(r"https?://[^/?#]|mailto:.", re.IGNORECASE)
# The page's own headings come first: its name, and the name of the task.
_LOWERED = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}

# The second wall: the parser lets nothing else through, and should it ever, this does not.
_CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "hr", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li"),
        *("a", "strong", "em", "s", "code", "table", "thead", "tbody", "tr", "th", "td"),
    },
    attributes={
        **{block: {"dir"} for block in ("p", "h3", "h4", "h5", "h6", "blockquote", "ul", "table")},
        "ol": {"dir", "start"},
        "a": {"href", "title"},
    },
    allowed_classes={"ul": {"contains-task-list"}, "ol": {"contains-task-list"}, "li": {"task-list-item"}},
    set_tag_attribute_values={"a": {"target": "_blank"}, "pre": {"dir": "auto"}},
    link_rel="noopener noreferrer nofollow",
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)


def render(text: str) -> str:
    """Return a text in Markdown, as GitHub reads it, as safe HTML; any text will do.

    A line break stays one. Raw HTML is shown as text, an image as a link with its description, a link to anywhere
    but the web and mail as it was typed. `#` is a heading of the third level, and what is ticked off has a ☑.
    """
    # The cleaner, which is not written in Python, takes no half of a surrogate pair.
    readable = text.encode(errors="replace").decode()
    if len(readable) > FORMATTED_LENGTH:
        lines = escape(readable).replace("\n", "<br>")
        return f'<p dir="auto">{lines}</p>'
    return _CLEANER.clean(_parser().render(readable)).strip()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("gfm-like", {"html": False, "breaks": True, "tasklists": True, "maxNesting": DEEPEST_NESTING})
    parser.validateLink = lambda url: _ADDRESS.match(url) is not None
    parser.core.ruler.push("adapt", _adapt)
    _recognise_bare_addresses(parser.linkify)
    return parser


def _recognise_bare_addresses(linkify: Any) -> None:
    # Without a scheme only www. and e-mail: "main.py" and "README.md" could be sites, in Paraguay and in Moldova.
    linkify.set({"fuzzy_link": False})
    # What may follow www. is what may follow http://, a host of at most 253 characters first: else "www.www.www.…"
    # would be read again and again to its end.
    site = linkify.re["src_host_port_strict"] + linkify.re["src_path"]
    host = re.compile(rf"(?![^\s/?#:]{{250}}){site}", re.IGNORECASE)

    def measure(_linkify: object, text: str, start: int) -> int:
        found = host.match(text, start)
        return found.end() - start if found else 0

    def complete(_linkify: object, link: Any) -> None:
        link.url = f"http://{link.url}"

    linkify.add("www.", {"validate": measure, "normalize": complete})


def _adapt(state: StateCore) -> None:
    """Change what was parsed into what this page shows."""
    for index, token in enumerate(state.tokens):
        token.tag = _LOWERED.get(token.tag, token.tag)
        if token.level == 0 and token.nesting == 1:
            # Only the outermost block: it looks for its first letter only in what has no direction of its own.
            token.attrSet("dir", "auto")
        if token.type == "inline":
            token.children = list(_shown(token.children or []))
        is_checked = token.meta.pop("checked", None)
        if is_checked is not None and (first := state.tokens[index + 2]).type == "inline":
            # A character, because a checkbox without a name of its own says nothing to a screen reader.
            first.children = [Token("text", "", 0, content="☑ " if is_checked else "☐ "), *(first.children or [])]


def _shown(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens with links for images, and without links to nowhere, whose text stays."""
    address = ""  # of the link around the token
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs["href"])
        if token.type == "image":
            yield from _as_link(token, is_in_link=bool(address))
        elif address or token.type not in {"link_open", "link_close"}:
            yield token
        if token.type == "link_close":
            address = ""


def _as_link(image: Token, *, is_in_link: bool) -> list[Token]:
    address = str(image.attrs["src"])
    description = Token("text", "", 0, content="".join(part.content for part in image.children or []) or address)
    if is_in_link or not address:
        return [description]
    return [Token("link_open", "a", 1, attrs={"href": address}), description, Token("link_close", "a", -1)]
