"""What others do: their cards light up once, and a screen reader is told."""

from __future__ import annotations

from typing import Any, cast

import reflex as rx
from reflex_base.components.component import field
from reflex_base.utils.imports import ImportDict, ImportVar

from taskflow.components.text import tn
from taskflow.states.browser import needs
from taskflow.states.news import NewsState
from taskflow.states.people import PeopleState

# More than these are not read out one by one.
READ_OUT = 3

_LIGHT_UP = """[{backgroundColor: 'var(--accent-soft)', boxShadow: '0 0 0 2px var(--accent)'}, {}],
    {duration: 1500, easing: 'ease-in'}"""


class _News(rx.el.Div):
    """A live region with the hook that follows the news."""

    hook: rx.Var[Any] = field(default=rx.Var("undefined"), is_javascript_property=False)

    def add_imports(self) -> ImportDict:
        return {"react": [ImportVar(tag="useEffect")]}

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        return [self.hook]


def news() -> rx.Component:
    """Nothing to see."""
    # The revision stands there so that Reflex makes a component of its own of it, below what provides the States.
    revision = rx.Var.create(NewsState.revision)
    return _News.create(id="news", role="status", class_name="sr-only", hook=_follow(), data_revision=revision)


def _follow() -> rx.Var[Any]:
    items, key = rx.Var.create(NewsState.items), rx.Var.create(PeopleState.key)
    revision = rx.Var.create(NewsState.revision)
    many = tn("{n} change by others", "{n} changes by others", cast("int", rx.Var("news.length").to(int)))
    hook = f"""useEffect(() => {{
        const news = {items!s}.filter((item) => !item.by || item.by !== {key!s});
        const card = (id) => document.getElementById(`task-${{id}}`);
        for (const item of news) card(item.task_id)?.querySelector('article')?.animate({_LIGHT_UP});
        const region = document.getElementById('news');
        if (region && news.length)
            region.textContent = news.length > {READ_OUT} ? {many!s} : news.map((item) => item.sentence).join(' ');
    }}, [{revision!s}])"""
    return rx.Var(hook, _var_data=needs(items, key, revision, many))
