"""The functions of the page that many components call, written out once: the page is half a megabyte as it is."""

from __future__ import annotations

import reflex as rx
from reflex_base.utils.imports import ImportDict, ImportVar

from taskflow.states.browser import SHARED


class _SharedFunctions(rx.Fragment):
    """Shows nothing."""

    def add_imports(self) -> ImportDict:
        return {"$/utils/state": [ImportVar(tag="refs")]}

    def add_custom_code(self) -> list[str]:
        return [f"refs.{name} = {script};" for name, script in SHARED.items()]


def shared_functions() -> rx.Component:
    """Define them; once, above everything that calls one."""
    return _SharedFunctions.create()
