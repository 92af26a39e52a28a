"""The address of the open task, /t/<id>, and the ways there and back.

The router of the page goes there by itself. Reflex's own redirect waits for the server, so that nothing would
open while the connection is lost.
"""

from __future__ import annotations

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from taskflow.states.browser import REFS, Events, browser_function, on_event

# The router fetches the script of a page when it first goes there; without a server it would leave the board for an
# error of the browser's. The scripts are tiny, so they come as soon as the first screen has all that it needs.
_FETCH_PAGES = """useEffect(() => {
    const timer = setInterval(() => {
        if (document.querySelector('[aria-busy=true]')) return;
        clearInterval(timer);
        for (const page of Object.values(window.__reactRouterManifest?.routes ?? {}))
            import(/* @vite-ignore */ page.module).catch(() => {});
    }, 2000);
    return () => clearInterval(timer);
}, [])"""

# The id that the address names, empty on the board. What shows it also lets the functions below reach the router.
task_in_address = rx.Var(
    "taskInAddress",
    _var_type=str,
    _var_data=VarData.merge(
        REFS,
        VarData(
            hooks={
                "const taskInAddress = useLocation().pathname.match(/^\\/t\\/([^/]+)/)?.[1] ?? ''": None,
                "refs.navigate = useNavigate()": None,
                _FETCH_PAGES: None,
            },
            imports={
                "react": [ImportVar(tag="useEffect")],
                "react-router": [ImportVar(tag="useLocation"), ImportVar(tag="useNavigate")],
            },
        ),
    ),
).guess_type()


def open_task(task_id: rx.Var[str], *, when: str = "true") -> Events:
    """Go to a task, keeping the filters; from one task to the next without a step in the browser's history."""
    script = f"""() => {{
        if ({when}) refs.navigate(`/t/${{{task_id!s}}}${{location.search}}`,
            {{replace: location.pathname.startsWith('/t/')}});
    }}"""
    return on_event(browser_function(script, task_id))


def leave_task() -> Events:
    """Go back to the board: one step back where that is the board, so that the history keeps its sense."""
    script = """() => {
        if (history.state?.idx > 0) history.back();
        else refs.navigate(`/${location.search}`, {replace: true});
    }"""
    return on_event(browser_function(script))
