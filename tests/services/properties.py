"""How many examples a property is tried on, and the same ones in every run."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

# A failure in CI is the same failure on the desk; a slow machine is no failure. A test empties its board itself.
STEADY = settings(
    derandomize=True,
    deadline=None,
    print_blob=True,
    # Not made smaller: on a database that can take minutes, longer than pytest lets a test run.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
