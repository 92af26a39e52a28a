"""schemathesis attacks the API from its own OpenAPI document: whatever it sends, the answers are what that promises."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema
from sqlalchemy import Engine

from taskflow.api.app import create_api
from tests.api.conftest import page_behind
from tests.emptying import empty

# Some answers take their time, and the database is the same for all examples of one operation.
SLOW_BUT_FINE = [
    HealthCheck.too_slow,
    HealthCheck.filter_too_much,
    HealthCheck.data_too_large,
    HealthCheck.function_scoped_fixture,
]
# About half a minute for both databases on two cores. Not by chance: a failure can be looked into.
ATTACK = settings(
    max_examples=25, stateful_step_count=6, deadline=None, derandomize=True, suppress_health_check=SLOW_BUT_FINE
)
# What schemathesis expects of a request that is right in itself, and 412: no document tells what is stale.
ANSWERS_TO_GOOD_REQUESTS = ["2xx", "3xx", "401", "403", "404", "409", "412", "429"]


def described() -> BaseSchema:
    """Return the API's document, tied to the API as it is served, in front of the page."""
    application = create_api()
    application.mount("", page_behind)
    config = SchemathesisConfig.from_dict(
        {
            "checks": {"positive_data_acceptance": {"expected-statuses": ANSWERS_TO_GOOD_REQUESTS}},
            # Words that it finds in our sources while it runs would make each attack another one.
            "analysis": {"constants": {"enabled": False}},
        }
    )
    return schemathesis.openapi.from_asgi("/openapi.json", application, config=config)


document = described()


@document.parametrize()
@ATTACK
@pytest.mark.usefixtures("engine")
def test_every_operation_keeps_its_promises(case: Any) -> None:
    case.call_and_validate()


def test_operations_one_after_the_other_keep_their_promises(engine: Engine) -> None:
    class Clients(document.as_state_machine()):
        def setup(self) -> None:
            # What one story leaves behind would change the next, which hypothesis takes for chance.
            empty(engine)

    Clients.run(settings=ATTACK)
