"""The part of a column that scrolls: the drawn cards, and room above and below for those that are not.

The rooms are as high as their cards would be, so the scroll bar tells where one is; the browser's scroll anchoring, or
else the hook here, keeps what one looks at in its place while cards come above it.
"""

from __future__ import annotations

from typing import Any, cast

import reflex as rx
from reflex.vars import NumberVar
from reflex_base.components.component import field
from reflex_base.utils.imports import ImportDict, ImportVar

from taskflow.components.text import t
from taskflow.models.task import Status
from taskflow.services.tasks import End
from taskflow.states.browser import REFS, Events, browser_function, current, needs, on_event, shared_function
from taskflow.states.columns import ABOVE, COLUMNS, WINDOW
from taskflow.states.moves import dragging
from taskflow.states.quick_add import adding_to
from taskflow.states.scrolling import ScrollState
from taskflow.ui.button import button

# With fewer cards than these left above or below what one sees, the next are fetched.
FEW_ABOVE, FEW_BELOW = 8, 8
# An answer that changes nothing is not asked for again at once.
PATIENCE_MILLISECONDS = 1000

# (scroller): the drawn cards, and their mean height. A held card lies on the page, not in its list.
_MEASURE = shared_function(
    "measureCards",
    """(scroller) => {
    const cards = [...scroller.querySelectorAll('.cards > .card:not(.card-held)')];
    const start = scroller.getBoundingClientRect().top, top = (card) => card.getBoundingClientRect().top - start;
    return {cards, top, height: refs.cardHeights?.[scroller.dataset.column] ?? 80};
}""",
)

# (event): leaves in refs.look what to ask the server for, if anything; in refs.seen the first card that one sees.
_FOLLOW = shared_function(
    "followScroll",
    f"""(event) => {{
    refs.look = null;
    const scroller = event.currentTarget, {{column}} = scroller.dataset;
    const above = Number(scroller.dataset.above), below = Number(scroller.dataset.below);
    const {{cards, top, height}} = {_MEASURE}(scroller);
    if (!cards.length) return;
    const end = scroller.clientHeight, ends = cards[0].id + cards.at(-1).id;
    const first = cards.findIndex((card) => top(card) + card.offsetHeight > 0);
    let last = cards.length - 1;
    while (last > 0 && top(cards[last]) > end) last--;
    const inView = first < 0 ? null : cards[first];
    (refs.seen ??= {{}})[column] = inView && {{id: inView.id, top: top(inView)}};
    if (!above && !below) return;
    let near = inView, skip = 0;
    if (first < 0) {{
        near = cards.at(-1);
        skip = below ? Math.round(-top(near) / height) : 0;
    }} else if (top(cards[0]) > end) {{
        near = cards[0];
        skip = above ? -Math.round(top(near) / height) : 0;
    }} else if (!(above && first < {FEW_ABOVE}) && !(below && cards.length - 1 - last < {FEW_BELOW})) return;
    // One question at a time; the answer makes the page look again.
    const asked = (refs.looks ??= {{}})[column];
    if (asked?.ends === ends && Date.now() - asked.at < {PATIENCE_MILLISECONDS}) return;
    refs.looks[column] = {{ends, at: Date.now()}};
    refs.look = {{near: near.dataset.task, skip, visible: Math.ceil(end / height)}};
}}""",
)

# (event, isAbove): the same for somebody who does not scroll and presses the button at an end of the drawn cards.
_STEP = shared_function(
    "stepScroll",
    f"""(event, isAbove) => {{
    // A screen reader presses what is out of view; what is fetched would go again at once. The browser, which has just
    // been scrolled, may keep another card in its place than the first that one sees now.
    event.currentTarget.scrollIntoView({{block: 'nearest', behavior: 'instant'}});
    const scroller = event.currentTarget.closest('.column-scroll'), {{cards, height}} = {_MEASURE}(scroller);
    refs.steadied = scroller.dataset.column;
    const near = isAbove ? cards[0] : cards.at(-1), visible = Math.ceil(scroller.clientHeight / height);
    refs.look = near && {{near: near.dataset.task, skip: isAbove ? -visible : 0, visible}};
}}""",
)

# (scroller): shows the end of the column that `refs.wantsEnd` names, and says whether it was drawn.
SHOW_END = shared_function(
    "showEnd",
    """(scroller) => {
    const {end, takesFocus} = refs.wantsEnd, cards = scroller.querySelectorAll('.cards > .card');
    if (scroller.dataset[end === 'top' ? 'above' : 'below'] !== '0') return false;
    refs.wantsEnd = null;
    scroller.scrollTop = end === 'top' ? 0 : scroller.scrollHeight;
    const card = end === 'top' ? cards[0] : cards[cards.length - 1];
    if (takesFocus) card?.querySelector('h3 a').focus({preventScroll: true});
    return true;
}""",
)

# After each change of the window: what one sees stays, or the end is shown that was asked for, and more is fetched.
_SETTLE = shared_function(
    "settleScroll",
    f"""(column) => {{
    const scroller = document.querySelector(`.column-scroll[data-column="${{column}}"]`);
    if (!scroller) return;
    // Before anything is measured. Not on the scroller: a length that all cards inherit would have all styled anew.
    const fitRooms = () => scroller.querySelectorAll('.room').forEach((room) =>
        room.style.setProperty('--card-height', `${{refs.cardHeights?.[column] ?? 80}}px`));
    fitRooms();
    const {{cards, top}} = {_MEASURE}(scroller), seen = refs.seen?.[column];
    const isStill = 'dragging' in document.documentElement.dataset;
    if (!isStill && scroller.dataset.above === '0' && cards.length > 1) {{
        const height = (top(cards.at(-1)) - top(cards[0])) / (cards.length - 1);
        if (height > 0) (refs.cardHeights ??= {{}})[column] = height;
        fitRooms();
    }}
    // The server remembers the window of a page that was loaded anew.
    if (!seen && cards.length && !scroller.scrollTop && scroller.dataset.above !== '0')
        scroller.scrollTop = top(cards[Math.min({ABOVE}, cards.length - 1)]);
    const card = seen && document.getElementById(seen.id);
    const isOurs = refs.steadied === column || !CSS.supports('overflow-anchor', 'auto');
    if (card && !isStill && scroller.scrollTop > 0 && isOurs) scroller.scrollTop += top(card) - seen.top;
    if (refs.steadied === column) refs.steadied = null;
    if (refs.wantsEnd?.column === column) {SHOW_END}(scroller);
    else if ({current(adding_to)} === `${{column}} {End.BOTTOM.value}` && scroller.dataset.below === '0')
        scroller.scrollTop = scroller.scrollHeight;
    scroller.dispatchEvent(new Event('scroll'));
}}""",
)

# (column, above, isHeld): while a card is held, cards are added below and none is taken away above.
_room_above = browser_function(
    "(column, above, isHeld) => ((refs.roomAbove ??= {})[column] = isHeld ? refs.roomAbove[column] ?? above : above)"
)


class _Scroller(rx.el.Div):
    """A box that scrolls, with the hook that settles it."""

    hook: rx.Var[Any] = field(default=rx.Var("undefined"), is_javascript_property=False)

    def add_imports(self) -> ImportDict:
        return {"react": [ImportVar(tag="useLayoutEffect")]}

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        return [self.hook]


def scroll_area(status: Status, *children: rx.Component) -> rx.Component:
    """The column's cards in `children`, and the rooms around them."""
    state = COLUMNS[status]
    cards = rx.Var.create(state.cards)
    above = _room_above.call(status.value, state.above, dragging.value).to(int)
    known = state.total - state.above - cards.length()
    # When not all have been counted, there is room for some more.
    below = rx.cond(state.is_minimum & (known < WINDOW), WINDOW, known).to(int)
    hook = f"useLayoutEffect(() => {{ {_SETTLE}('{status.value}') }}, [{cards!s}, {below!s}])"
    return _Scroller.create(
        _room(above, _step(status, t("Show earlier"), is_above=True), class_name="flex-col-reverse"),
        *children,
        _room(below, rx.cond(state.has_more, _step(status, t("Show more"), is_above=False))),
        hook=rx.Var(hook, _var_data=needs(cards, below)),
        on_scroll=[on_event(browser_function(_FOLLOW)), _ask(status)],
        data_column=status.value,
        data_above=above,
        data_below=below,
        class_name="column-scroll relative flex min-h-0 flex-1 flex-col overflow-y-auto px-2 pb-4 pt-0.5",
    )


def fetch_end() -> Events:
    """Fetch the end of a column that a script of the page has put into `refs.wantsEnd`."""
    column, end = (rx.Var(f"refs.wantsEnd.{part}", _var_data=REFS).to(str) for part in ("column", "end"))
    return cast("Any", ScrollState.go_to)(column, end)


def _room(count: NumberVar[int], step: rx.Component, class_name: str = "flex-col") -> rx.Component:
    return rx.cond(
        count > 0,
        rx.el.div(
            step,
            class_name=f"room flex shrink-0 {class_name}",
            style={"height": rx.Var(f"`calc(var(--card-height, 80px) * ${{{count!s}}})`", _var_data=needs(count))},
        ),
    )


def _step(status: Status, words: rx.Var[str], *, is_above: bool) -> rx.Component:
    script = f"(event) => ({_STEP})(event, {str(is_above).lower()})"
    return button(
        words,
        look="quiet",
        class_name="my-1 w-full bg-sunken!",
        on_click=[on_event(browser_function(script)), _ask(status)],
    )


def _ask(status: Status) -> Events:
    near, skip, visible = (rx.Var(f"refs.look.{name}", _var_data=REFS) for name in ("near", "skip", "visible"))
    look = cast("Any", ScrollState.look)(status.value, near.to(str), skip.to(int), visible.to(int))
    return rx.cond(rx.Var("refs.look", _var_data=REFS).to(bool), look, rx.noop())
