"""The page's own CSS: what Tailwind's classes cannot say, because it depends on the whole page or on a library."""

from __future__ import annotations

from taskflow.ui.tokens import color_rules

_BASE = """
html,body{height:100%;background:var(--canvas);color:var(--ink)}
@layer base{:focus-visible{outline:2px solid var(--accent);outline-offset:2px}}
mark{background:var(--warning-soft);color:inherit;border-radius:3px;box-shadow:0 0 0 1px var(--warning-soft)}
.pb-safe{padding-bottom:max(1rem,env(safe-area-inset-bottom))}
.field-sizing-content{field-sizing:content}
@keyframes appear{from{visibility:hidden}}
@keyframes vanish{to{opacity:0}}
:root [data-sonner-toaster] [data-sonner-toast]{padding:.5rem .75rem}
@media (pointer:coarse){:root [data-sonner-toaster] [data-button]{min-height:2.75rem;min-width:2.75rem}}
@media (max-width:600px){body:has(.panel) [data-sonner-toaster][data-y-position=top]{top:auto!important;
bottom:calc(max(.5rem,env(safe-area-inset-bottom)) + var(--front-toast-height))!important}}
:root [data-sonner-toaster]{--mobile-offset-top:max(.5rem,env(safe-area-inset-top))!important}
.saved{animation:vanish .3s 3s both}
"""

# What is not to move when the board has come, see pages/document.py; and what gives way to the bar
# of the selection, or to the field in which one adds tasks.
_ROOM = """
@media (max-width:639px){[data-filtered] .invisible .chips:empty{display:block;width:100%;min-height:2rem}
body:has(.selection) .floats,body:has(#quick-add) .question{visibility:hidden}}
@media (max-width:639px) and (pointer:coarse){[data-filtered] .invisible .chips:empty{min-height:2.75rem}}
"""

# Where the page is lower than a few cards, as on a phone on its side or when much enlarged, all of it scrolls.
_SIZE = """
.board-layout{padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
 env(safe-area-inset-left)}
.panel{padding-top:env(safe-area-inset-top)}
@media (max-height:420px){.board-layout{height:auto;overflow:visible}#board-content{height:auto}
#board-content>main{flex:none;height:20rem}}
"""

# A page that is not about the board stands in its place.
_PAGES = "body:has(.instead-of-board) .board-layout{display:none}"

# A menu opens below its button, above it where there is no room; the button is the anchor by itself.
_MENUS = """
[popover].menu{position-area:bottom span-left;position-try-fallbacks:flip-block,flip-inline,flip-block flip-inline;
margin:4px 0}
[popover].sheet{position-area:bottom span-right}
@media (max-width:639px){[popover].sheet{position-area:none;width:auto;max-width:none;margin:0;
inset:auto .75rem max(.75rem,env(safe-area-inset-bottom))}}
"""

# Margins, not gaps: the library that drags measures them. Between drags, which need it otherwise, cards that others add
# or take away above do not push what one looks at.
_CARDS = """
.card{margin-bottom:.5rem;list-style:none}
:root:not([data-dragging]) .cards{overflow-anchor:auto!important}
.card h3 a{text-decoration:none;color:inherit;-webkit-user-drag:none}
.room{--card:calc(var(--card-height,80px) - .5rem);--row:var(--card-height,80px);border-radius:.75rem;
background:repeating-linear-gradient(var(--canvas) 0 var(--card),transparent 0 var(--row))}
.card-held>article{box-shadow:var(--held);border-color:var(--accent);rotate:1deg}
.card[style*="transition"]{transition-duration:.12s!important}
.cards[data-landing]::before{content:"";position:absolute;inset-inline:0;top:var(--landing-top);height:var(--landing-height);
border-radius:.75rem;background:var(--accent-soft);border-top:3px solid var(--accent)}
[data-dragging] *{cursor:grabbing!important}
[data-dragging] .columns{scroll-snap-type:none}
@media (max-width:767px){html[data-dragging]:has(.columns){overflow:auto hidden}
html[data-dragging]:has(.columns) :is(body,.board-layout,#board-content,main,.columns){overflow:visible}
html[data-dragging]:has(.columns) :is(.board-layout,#board-content){width:max-content}
html[data-dragging]:has(.columns) #board-content>:not(main){position:sticky;left:0;width:100vw}}
:root[data-density=compact] .card{margin-bottom:.25rem}
:root[data-density=compact] .card .excerpt{display:none}
:root[data-density=compact] .card article{padding-block:0 .25rem}
:root[data-density=compact] .card .facts{margin-top:-.25rem}
:root[data-density=compact] .card .facts:empty{display:none}
"""

_PANEL = """
@keyframes slide-in{from{transform:translateX(1.5rem);opacity:0}}
.panel{animation:slide-in .14s ease-out}
@media (max-width:767px){@keyframes slide-in{from{transform:translateY(1.5rem);opacity:0}}}
.prose>*+*{margin-top:.75em}.prose :is(h3,h4,h5,h6){font-weight:600}
.prose ul{list-style:disc;padding-inline-start:1.4em}.prose ol{list-style:decimal;padding-inline-start:1.6em}
.prose .contains-task-list{list-style:none;padding-inline-start:.2em}
.prose a{color:var(--accent);text-decoration:underline;text-underline-offset:2px}
.prose code{background:var(--sunken);border-radius:4px;padding:.1em .3em;font-size:.9em}
.prose pre{background:var(--sunken);border-radius:8px;padding:.75em;overflow-x:auto}
.prose pre code{background:none;padding:0}
.prose blockquote{border-inline-start:3px solid var(--line);padding-inline-start:.8em;color:var(--muted)}
.prose table{display:block;overflow-x:auto;border-collapse:collapse}
.prose :is(th,td){border:1px solid var(--line);padding:.25em .6em;text-align:start}.prose hr{border-color:var(--line)}
.kbd{min-width:1.5rem;padding:0 .375rem;border:1px solid var(--edge);border-bottom-width:2px;border-radius:6px;
font-size:.75rem;font-weight:600;line-height:1.4rem;font-family:inherit;text-align:center}
"""

# The library names its parts by attributes.
_PALETTE = """
[cmdk-root] [cmdk-input]{width:100%;height:3.25rem;padding:0 1.25rem;background:none;color:var(--ink);font-size:1rem;
border-bottom:1px solid var(--line);outline:none}
[cmdk-input]::placeholder{color:var(--muted)}
[cmdk-list]{max-height:min(24rem,60dvh);overflow-y:auto;overscroll-behavior:contain;padding:.5rem}
[cmdk-group-heading]{padding:.5rem .75rem .25rem;font-size:.75rem;font-weight:600;color:var(--muted)}
[cmdk-item]{display:flex;align-items:center;gap:.75rem;min-height:2.25rem;padding:0 .75rem;border-radius:.5rem;
font-size:.875rem;cursor:pointer}
@media (pointer:coarse){[cmdk-item]{min-height:2.75rem}}
[cmdk-item][data-selected=true]{background:var(--accent-soft);color:var(--ink)}
[cmdk-list]:not(:has([cmdk-item])){display:none}
[cmdk-empty]{padding:1.5rem;text-align:center;color:var(--muted);font-size:.875rem}
"""

_MOTION = """
@media (prefers-reduced-motion:reduce){*,*::before,*::after{animation-duration:1ms!important;
transition-duration:1ms!important;scroll-behavior:auto!important}.card[style*="transition"]{transition-duration:1ms!important}.card-held>article{rotate:none}}
"""

# All of the board and of its texts, and nothing to press.
_PRINT = """
@media print{button,header select,header select+svg,[role=search],[data-sonner-toaster],
.panel,.selection,aside,.board-layout .sr-only,.room{display:none!important}
html,body,.board-layout,.board-layout :not(svg,svg *){height:auto!important;
overflow:visible!important}
.board-layout,#board-content,main,main *{position:static!important}
.card [class*=line-clamp]{display:block!important;word-break:normal}
.truncate{white-space:normal!important;overflow-wrap:anywhere}
.card{break-inside:avoid}.card article{box-shadow:none!important}}
"""


def stylesheet() -> str:
    """Return all of it, in one line."""
    rules = (color_rules(), _BASE, _ROOM, _SIZE, _PAGES, _MENUS, _CARDS, _PANEL, _PALETTE, _MOTION, _PRINT)
    return "".join(rules).replace("\n", "")
