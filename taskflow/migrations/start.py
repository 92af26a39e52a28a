"""What the start of a server does with its database. Ends the process with one sentence when that cannot work."""

from __future__ import annotations

import reflex.model
from reflex.utils.exec import get_compile_context
from reflex_base.config import get_config
from reflex_base.constants import CompileContext
from starlette.types import ASGIApp

from taskflow.migrations.errors import DatabaseNotReady
from taskflow.migrations.upgrade import prepare_database
from taskflow.models.database import create_engine, engine
from taskflow.settings import SettingsError, settings


def prepare_database_or_exit() -> None:
    """Bring the database up to date.

    Raises:
        SystemExit: with the sentence that says why it cannot be used. Python prints it to stderr, without a traceback,
            and exits with code 1; so do the processes in which a server runs its workers.
    """
    try:
        # An engine of its own: servers fork after this, and a connection must not be shared between processes.
        own = create_engine(settings())
        try:
            prepare_database(own)
        finally:
            own.dispose()
    except (SettingsError, DatabaseNotReady) as error:
        raise SystemExit(str(error)) from None


def prepare_database_before_serving(application: ASGIApp) -> ASGIApp:
    """Return the application once its database is up to date. For the `api_transformer` of `rx.App`.

    Reflex calls it in every process that serves, however the server was started, and in none that only compiles.

    Raises:
        SystemExit: as above.
    """
    prepare_database_or_exit()
    return application


def prepare_database_before_compiling() -> None:
    """Under `reflex run`, bring the database up to date before the page is compiled; under anything else do nothing.

    Otherwise the sentence would come a minute late, and the development server would go on without its worker. An
    export needs no database.

    Raises:
        SystemExit: as above.
    """
    if get_compile_context() is CompileContext.RUN:
        prepare_database_or_exit()


def share_engine_with_reflex() -> None:
    """Make `rx.session()` use the engine of this process, with its pool and its way of beginning transactions.

    Reflex takes an engine nowhere else than in this private registry, which a test watches. Connects to nothing.
    """
    # The configuration comes first: it is what turns an unusable variable into a sentence.
    url = str(get_config().db_url)
    reflex.model._ENGINE[url] = engine()  # noqa: SLF001
