"""The REST API as one application, in front of the page."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from taskflow import __version__
from taskflow.api import health, tasks
from taskflow.api.crowd import Crowd
from taskflow.api.documentation import DESCRIPTION, describe
from taskflow.api.errors import ERROR_HANDLERS
from taskflow.api.fairness import FairTurns
from taskflow.api.methods import answer_everything
from taskflow.api.welcome import VaryOnAccept, add_welcome
from taskflow.settings import Settings
from taskflow.settings import settings as settings_of_process


def create_api(settings: Settings | None = None) -> FastAPI:
    """Return the API, with the limits of `settings`, by default those of this process.

    Whatever is mounted at "" afterwards gets the requests that no address of the API takes.
    """
    # Swagger UI comes from this server: a board may run where there is no internet, and tells no third party about
    # its visitors.
    api = FastAPIOffline(
        title="TaskFlow",
        summary="The task board's REST API",
        description=DESCRIPTION,
        version=__version__,
        docs_url="/docs",
        redoc_url=None,
        static_url="/docs/files",
        swagger_ui_parameters={"validatorUrl": None},
        exception_handlers=ERROR_HANDLERS,
    )
    # Not include_router, which would look for the route of every request twice.
    api.router.routes += [*health.router.routes, *tasks.router.routes]
    answer_everything(api, api.routes)
    add_welcome(api)
    describe(api)
    # Inside the turns, so that one client's crowd waits there and takes no place here.
    api.add_middleware(Crowd, prefix="/tasks")
    api.add_middleware(FairTurns, prefix="/tasks", settings=settings or settings_of_process())
    api.add_middleware(VaryOnAccept)
    return api
