"""Tasks drawn in order: by this process, or by several that may be killed without harm."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from glyph.render.batch.row_drawer import DrawerSpec, Outcome, Started, Task

T = TypeVar("T")
AHEAD = 4  # tasks begun, for each worker, before the oldest is done
_SPAWN = multiprocessing.get_context("spawn")  # a fork would copy locks that our threads hold


def draw_here(items: Iterable[tuple[T, Task | None]], spec: DrawerSpec) -> Generator[tuple[T, Outcome | None]]:
    """Draw tasks in this process; files are written in a thread.

    Args:
        items: anything with its task; without one it is passed through.
        spec: what draws.

    Yields:
        The items in order, with what came of their tasks.
    """
    started: deque[tuple[T, Started | None]] = deque()
    with spec.open() as drawer:
        for item, task in items:
            started.append((item, drawer.start(task) if task else None))
            if len(started) > AHEAD:
                item, oldest = started.popleft()
                yield item, drawer.finish(oldest) if oldest else None
        for item, oldest in started:
            yield item, drawer.finish(oldest) if oldest else None


def draw_in_processes(
    items: Iterable[tuple[T, Task | None]], spec: DrawerSpec, num_workers: int, seconds: float | None = None
) -> Generator[tuple[T, Outcome | None]]:
    """Draw tasks in worker processes, as ``draw_here`` does; no more items are taken than keep them busy.

    Args:
        items: as in ``draw_here``.
        spec: what draws.
        num_workers: processes.
        seconds: after which a task is given up and its process killed.

    Raises:
        ChildProcessError: if a process ends before its first task.
    """
    workers = [_Worker(spec) for _ in range(num_workers)]
    slots: deque[_Slot[T]] = deque()
    source = iter(items)
    is_empty = False
    try:
        while not is_empty or slots:
            while slots and slots[0].is_done:
                slot = slots.popleft()
                yield slot.item, slot.outcome
            idle = next((worker for worker in workers if worker.is_idle), None)
            if not is_empty and idle and len(slots) < AHEAD * num_workers:
                taken = next(source, None)
                if taken is None:
                    is_empty = True
                    continue
                slots.append(_Slot(*taken))
                if not slots[-1].is_done:
                    idle.give(slots[-1], seconds)
            elif not idle or (slots and not slots[0].is_done):
                _collect(workers)
    finally:
        for worker in workers:
            worker.kill()


class _Slot(Generic[T]):
    """An item that waits for its turn."""

    def __init__(self, item: T, task: Task | None) -> None:
        self.item, self.task = item, task
        self.outcome: Outcome | None = None
        self.is_done = task is None

    def settle(self, outcome: Outcome) -> None:
        self.outcome, self.is_done = outcome, True


@dataclass(slots=True)
class _Deadline:
    seconds: float
    at: float


class _Worker:
    """A process that draws one task at a time, and is started anew when it dies or hangs."""

    def __init__(self, spec: DrawerSpec) -> None:
        self._spec = spec
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, self._spec), daemon=True)
        self._process.start()
        theirs.close()
        self._is_ready = False
        self._slot: _Slot[Any] | None = None
        self.deadline: _Deadline | None = None

    @property
    def is_idle(self) -> bool:
        return self._is_ready and self._slot is None

    def give(self, slot: _Slot[Any], seconds: float | None) -> None:
        self._slot = slot
        self.deadline = _Deadline(seconds, time.monotonic() + seconds) if seconds else None
        try:
            self.pipe.send(slot.task)
        except OSError:
            self._died()

    def collect(self) -> None:
        """Take what the process has sent, or notice that it ended."""
        try:
            outcome = self.pipe.recv()
        except (EOFError, OSError):
            self._died()
            return
        if self._slot is not None:
            self._slot.settle(outcome)
        self._is_ready, self._slot, self.deadline = True, None, None

    def give_up(self) -> None:
        """Kill and restart the process because its task has exceeded the time limit."""
        assert self._slot is not None and self.deadline is not None
        self._restart(f"took longer than {self.deadline.seconds:g} s")

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def _died(self) -> None:
        self._process.join(5)
        code = self._process.exitcode
        how = signal.Signals(-code).name if code is not None and code < 0 else f"exit status {code}"
        if not self._is_ready:
            raise ChildProcessError(f"a process that draws ended while it started ({how})")
        self._restart(f"the process that drew it ended ({how})")

    def _restart(self, problem: str) -> None:
        self.kill()
        if self._slot is not None:
            self._slot.settle(Outcome(problem=problem))
        self._start()


def _collect(workers: list[_Worker]) -> None:
    """Wait until a worker has sent something, has ended, or is out of time."""
    deadlines = [worker.deadline.at for worker in workers if worker.deadline]
    timeout = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
    ready = wait([worker.pipe for worker in workers], timeout)
    now = time.monotonic()
    for worker in workers:
        if worker.pipe in ready:
            worker.collect()
        elif worker.deadline and worker.deadline.at <= now:
            worker.give_up()


def _serve(pipe: Connection, spec: DrawerSpec) -> None:
    """The life of a worker: say that it is ready, then draw what comes until nothing can come any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with spec.open() as drawer:
        drawer.warm_up()
        pipe.send(None)
        try:
            while True:
                pipe.send(drawer.finish(drawer.start(pipe.recv())))
        except (EOFError, OSError):  # the parent has closed its end, or is gone
            return


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
