"""One typed line is a task: what stands behind ! @ and due: is taken out of the title."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from taskflow.models.task import Priority, Status
from taskflow.services.quick_add import SCANNED_LENGTH, Kind, QuickTask, Recognised, parse
from tests.services.properties import STEADY

TUESDAY = date(2026, 3, 10)
PEOPLE = ["Ada Lovelace", "Alan Turing", "Émilie du Châtelet", "Émile Zola", "李小龙", "Bob"]

TOKENS = (
    '!high !h ! !low @ @bob @" " @ada_l @שרה due: due:fri due:31/12 due:9999m pour:31.02. échéance: \\ \\!low , #a שלום'
)
PIECES = st.sampled_from([*TOKENS.split(), " ", "\n", "\x00", "\ud83d", "🚀", "\u200f", "\u202e"])


def read(text: str) -> QuickTask:
    return parse(text, language="en", today=TUESDAY, assignees=PEOPLE)


def test_a_line_says_everything_about_a_task() -> None:
    assert read("Send !high the invoice @bob due:tomorrow") == QuickTask(
        title="Send the invoice",
        priority=Priority.HIGH,
        assignee="Bob",
        due_date=date(2026, 3, 11),
        recognised=(
            Recognised(Kind.PRIORITY, "!high", Priority.HIGH),
            Recognised(Kind.ASSIGNEE, "@bob", "Bob"),
            Recognised(Kind.DUE, "due:tomorrow", date(2026, 3, 11)),
        ),
    )


def test_it_makes_a_new_task() -> None:
    new = read("Send the invoice @bob due:tomorrow").to_create(status=Status.DONE)
    assert (new.title, new.status, new.priority, new.assignee, new.due_date) == (
        "Send the invoice",
        Status.DONE,
        Priority.MEDIUM,
        "Bob",
        datetime(2026, 3, 11, tzinfo=UTC),
    )
    assert read("Rest !low").to_create().priority is Priority.LOW


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_the_words_of_both_languages_always_work(language: str) -> None:
    assert parse("!haute due:demain échéance:friday", language=language, today=TUESDAY).due_date == date(2026, 3, 13)


@pytest.mark.parametrize(
    ("typed", "priority"),
    [
        ("!high", "high"),
        ("!HIGH", "high"),
        ("!haute", "high"),
        ("!h", "high"),
        ("!medium", "medium"),
        ("!Moyenne", "medium"),
        ("!m", "medium"),
        ("!low", "low"),
        ("!bàsse", "low"),
        ("!bas", "low"),
        ("!low,", "low"),
    ],
)
def test_a_priority(typed: str, priority: str) -> None:
    assert (read(f"milk {typed}").title, read(f"{typed} milk").priority) == ("milk", Priority(priority))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("@Bob", "Bob"),
        ("@BOB.", "Bob"),
        ("@ada", "Ada Lovelace"),
        ("@ada_love", "Ada Lovelace"),
        ('@"Ada Lovelace"', "Ada Lovelace"),
        ("@“ada lovelace”,", "Ada Lovelace"),
        ("@«\u00a0Ada Lovelace\u00a0»", "Ada Lovelace"),
        ("@emilie", "Émilie du Châtelet"),
        ("@李小龙", "李小龙"),
        # The beginning of two names, or of none.
        ("@a", "a"),
        ("@emil", "emil"),
        ("@Grace_Hopper", "Grace Hopper"),
        ("@O’Neill-Smith", "O’Neill-Smith"),
        ("@שרה", "שרה"),
        # Between quotation marks stands a whole name, of any characters.
        ('@"Ada"', "Ada"),
        ('@"42 (Labs)"', "42 (Labs)"),
    ],
)
def test_a_name(typed: str, name: str) -> None:
    quick = read(f"milk {typed}")
    assert (quick.title, quick.assignee) == ("milk", name)


@pytest.mark.parametrize(
    "text",
    [
        "due:someday",
        "due:31/02",
        "due:2026-13-01",
        "due:9999999d",
        "due:99999w",
        "due:",
        "due: tomorrow",
        "overdue:tomorrow",
        "!urgent",
        "!",
        "!!!",
        "!high!",
        "milk!high",
        "(!high)",
        "@",
        "@@",
        "@,",
        '@""',
        '@"Ada Love',
        '@"Ada"Love',
        "@10:30",
        "@3pm",
        "@types/node",
        "@ada@example.org",
        "a@b.c",
        f"@{'x' * 101}",
        '@"a\x00b"',
        "https://example.org/@ada?due:tomorrow",
        "C:\\@ada",
        "#label",
        "\\milk",
        "\\",
    ],
)
def test_what_is_no_token_stays_in_the_title(text: str) -> None:
    assert read(f"Buy {text} today") == QuickTask(f"Buy {text} today")


@pytest.mark.parametrize("token", ["!high", "@bob", '@"Ada Lovelace"', "due:tomorrow"])
def test_behind_a_backslash_a_token_is_text(token: str) -> None:
    assert read(f"Say \\{token} now") == QuickTask(f"Say {token} now")


def test_the_last_of_a_kind_wins() -> None:
    quick = read("milk !low @bob due:today !high @ada due:tomorrow")
    assert (quick.title, quick.priority, quick.assignee) == ("milk", Priority.HIGH, "Ada Lovelace")
    assert quick.due_date == date(2026, 3, 11)
    assert [token.text for token in quick.recognised][:3] == ["!low", "@bob", "due:today"]


def test_tokens_alone_make_no_task() -> None:
    quick = read(" !high  @bob ")
    assert quick.title == ""
    with pytest.raises(ValidationError):
        quick.to_create()


def test_spaces_and_line_breaks_are_one_space() -> None:
    assert read("\n a \t b\r\n!low c  ").title == "a b c"


def test_a_text_too_long_for_a_note_is_taken_as_it_is() -> None:
    longest = "x" * (SCANNED_LENGTH - len(" !high"))
    assert read(f"{longest} !high").priority is Priority.HIGH
    assert read(f"{longest}x !high") == QuickTask(f"{longest}x !high")


@given(text=st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
@STEADY
def test_any_text_is_read(text: str) -> None:
    quick = read(text)
    assert quick.title == " ".join(quick.title.split())
    # Nothing is lost: every word is in the title or in a token.
    left = [*quick.title.split(), *(word for token in quick.recognised for word in token.text.split())]
    assert sorted(word.lstrip("\\") for word in left) == sorted(word.lstrip("\\") for word in text.split())


@pytest.mark.parametrize("piece", ["!high ", '@"', "@a ", "due:", "x", " ", "\\", "🚀\u202e", "\x00"])
def test_a_pasted_megabyte_is_taken_as_it_is(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert read(text) == QuickTask(" ".join(text.split()))
