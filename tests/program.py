"""Starts the real program, the way a user or the deployment does, and ends all of it again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

import httpx
import psutil
import yaml

ROOT = Path(__file__).resolve().parent.parent
# What the program needs to run, as in a clone, without what a developer's own run has left beside it.
PARTS = ("assets", "reflex.lock", "requirements.txt", "rxconfig.py", "taskflow")
# All that a bare machine's PATH offers to the program: no node, npm or bun among it.
SYSTEM_COMMANDS = ("bash", "cat", "dirname", "env", "mkdir", "rm", "sed", "sh", "uname")
# Of the developer's own environment, what would change the program under test.
FOREIGN_VARIABLES = (
    "REFLEX",
    "__REFLEX",
    "PYTEST",
    "DATABASE",
    "CORS",
    "SQLALCHEMY",
    "ALEMBIC",
    "VIRTUAL_ENV",
    "PORT",
    "TASKFLOW",
)

Mode = Literal["development", "production", "deployment"]


class ProgramFailedError(AssertionError):
    """The program did not come up, or a command failed; the message ends with its last words."""

    def __init__(self, what: str, log: str) -> None:
        tail = "\n".join(log.splitlines()[-60:])
        super().__init__(f"{what}\n--- the end of its log ---\n{tail}")


@dataclass
class Program:
    """A running program. `url` serves the page, `api_url` the API and the websocket; only `reflex run` has two.

    `patience` is how many seconds a start may take, the installation of npm's packages included where it compiles.
    """

    command: list[str]
    folder: Path
    environment: dict[str, str]
    url: str
    api_url: str
    database_url: str
    log_path: Path
    patience: float
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def log(self) -> str:
        """Return everything that the program has printed, over all its restarts."""
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def start(self) -> None:
        """Start, and return as soon as page and API answer; raise ProgramFailedError if they do not."""
        with self.log_path.open("ab") as log:
            self._process = _spawn(self.command, self.folder, self.environment, log)
        deadline = time.monotonic() + self.patience
        with httpx.Client(trust_env=False, timeout=10) as client:
            for address in (f"{self.api_url}/health", self.url):
                while (problem := _problem(client, address)) is not None:
                    if self._process.poll() is not None:
                        raise ProgramFailedError(f"It ended with code {self._process.returncode}.", self.log)
                    if time.monotonic() > deadline:
                        raise ProgramFailedError(f"After {self.patience:.0f} s, {address}: {problem}", self.log)
                    time.sleep(0.05)

    def stop(self) -> None:
        """End the program and every process it started; return when the last is gone."""
        if self._process is not None:
            _end_group(self._process)
            self._process = None

    def kill(self) -> None:
        """End every process of the program at once, in the middle of whatever it does, as `kill -9` does."""
        processes = self.processes()
        for process in processes:
            process.kill()
        psutil.wait_procs(processes)
        self.stop()

    def restart(self) -> None:
        """Stop and start again: same address, same database, same folder."""
        self.stop()
        self.start()

    def processes(self) -> list[psutil.Process]:
        """Return the running processes of the program, itself first."""
        if self._process is None:
            return []
        itself = psutil.Process(self._process.pid)
        return [itself, *itself.children(recursive=True)]

    def memory(self) -> int:
        """Return the resident memory of the process tree in bytes; a page that two processes share counts twice."""
        return sum(process.memory_info().rss for process in self.processes())


@contextmanager
def start_program(
    mode: Mode,
    folder: Path,
    scratch: Path,
    database_url: str,
    environment: Mapping[str, str] | None = None,
    application: str = "taskflow.taskflow:app",
) -> Iterator[Program]:
    """Run the program from `folder` on free ports until the block ends; `scratch` takes its log and other leavings.

    - "development": `reflex run`, from a copy of the sources
    - "production": `reflex run --env prod`, from a copy of the sources
    - "deployment": the start command of render.yaml, from a folder in which its build command has run; `application`
      may stand for the program in it, to watch it from inside
    """
    scratch.mkdir(parents=True, exist_ok=True)
    port, page_port = free_ports(2)
    variables = {"DATABASE_URL": database_url, "REFLEX_STATES_WORKDIR": str(scratch / "states"), **(environment or {})}
    reflex = str(Path(sys.executable).parent / "reflex")
    if mode == "development":
        command = [reflex, "run", "--backend-port", str(port), "--frontend-port", str(page_port)]
    elif mode == "production":
        page_port = port
        command = [reflex, "run", "--env", "prod", "--frontend-port", str(port)]
    else:
        page_port = port
        command = ["bash", "-c", blueprint()["startCommand"].replace("taskflow.taskflow:app", application)]
        variables["PORT"] = str(port)
    # Only the deployment's host activates a virtual environment for us.
    tools = ("granian",) if mode == "deployment" else ()
    program = Program(
        command=command,
        folder=folder,
        environment=bare_environment(scratch, tools) | variables,
        url=f"http://localhost:{page_port}",
        api_url=f"http://localhost:{port}",
        database_url=database_url,
        log_path=scratch / "program.log",
        patience=30 if mode == "deployment" else 180,
    )
    try:
        program.start()
        yield program
    finally:
        program.stop()


def copy_sources(target: Path) -> Path:
    """Copy what the program consists of to the new folder `target`, and return it."""
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.db*", "external"))
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    return target


def build_program(target: Path, scratch: Path) -> Path:
    """Run the build command of render.yaml in a copy of the sources at `target`, and return that folder."""
    copy_sources(target)
    environment = bare_environment(scratch, ("pip", "reflex")) | {"DATABASE_URL": f"sqlite:///{scratch / 'build.db'}"}
    done = subprocess.run(
        ["bash", "-c", blueprint()["buildCommand"]],
        cwd=target,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode != 0:
        raise ProgramFailedError("The build command of render.yaml failed.", done.stdout)
    return target


def blueprint() -> dict[str, Any]:
    """Return the one service that render.yaml describes."""
    (service,) = yaml.safe_load((ROOT / "render.yaml").read_text())["services"]
    return service


def bare_environment(scratch: Path, tools: tuple[str, ...] = ()) -> dict[str, str]:
    """Return this environment as a bare machine would have it, with `tools` of the virtual environment on its PATH."""
    folder = scratch / "bin"
    folder.mkdir(parents=True, exist_ok=True)
    own = {tool: Path(sys.executable).parent / tool for tool in tools}
    found = {name: path for name in SYSTEM_COMMANDS if (path := shutil.which(name))}
    for name, path in {**found, **own}.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(path)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN_VARIABLES)}
    return {**kept, "PATH": str(folder)}


def free_ports(count: int) -> list[int]:
    """Return `count` different ports that nobody listens on now."""
    sockets = [socket.create_server(("localhost", 0)) for _ in range(count)]
    try:
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _spawn(command: list[str], folder: Path, environment: dict[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    # A session of its own, so that everything it starts can be ended together.
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _problem(client: httpx.Client, address: str) -> str | None:
    try:
        answer = client.get(address, headers={"Accept": "text/html"})
    except httpx.TransportError as error:
        return repr(error)
    return None if answer.is_success else f"{answer.status_code} {answer.text[:500]}"


def _end_group(process: subprocess.Popen[bytes], grace: float = 15) -> None:
    try:
        tree = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        tree = []
    for one in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, one)
        except ProcessLookupError:
            break
        try:
            process.wait(grace)
        except subprocess.TimeoutExpired:
            continue
        _, alive = psutil.wait_procs(tree, timeout=grace)
        if not alive:
            break
    process.wait()
