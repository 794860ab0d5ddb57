"""Files from outside are read in a child process with a limit of memory and time, never in this one.

A 584-byte PDF can take all memory, a workbook of one kilobyte can abort its reader, an image can claim gigapixels: the
child dies of it, we do not. What comes back is a plain value (no class of the child's choosing is ever built here), so
that a child that a file took over can't reach us either.
"""

import atexit
import contextlib
import gc
import io
import multiprocessing
import os
import pickle
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar

from models.errors import FileError, TandauError
from models.intake.outside import limits
from models.wording import current_language, tr, use_language

T = TypeVar("T")

CALLS_PER_CHILD = 500
"""A child is replaced after so many calls: the libraries it uses leak a little."""
HELLO_SECONDS = 30.0
"""A child that has not said hello by then did not start; even slow laptops with a virus scanner need a few seconds."""
CHILDREN = 2
"""How many children read at the same time at most; further callers wait."""


class TooMuchError(FileError):
    """The child ran out of memory or time, or died: the file is damaged, hostile or far too large."""


class NoReaderError(TandauError):
    """The child did not start: the fault is the computer's or the calling script's, not the file's."""


class _Answer(NamedTuple):
    kind: str
    value: Any
    problems: tuple[str, ...] = ()


_HELLO = b"ready"


class _PlainPickler(pickle.Pickler):
    """Writes what `_PlainUnpickler` builds, and refuses the rest before it goes over the pipe."""

    def reducer_override(self, obj: Any) -> Any:
        raise pickle.PicklingError(f"not a plain value: {type(obj).__name__}")


class _PlainUnpickler(pickle.Unpickler):
    """Builds numbers, text, bytes, tuples, lists, sets and dicts; refuses every class and function."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"not a plain value: {module}.{name}")


class _InPieces:
    """Bytes that a C reader fetches piece by piece: between two pieces other threads run, so the window goes on."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        return self._data.read(size)

    def readline(self) -> bytes:
        return self._data.readline()


class _Child:
    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, far_end = context.Pipe()
        self._process = context.Process(target=serve, args=(far_end,), name="tandau-reader", daemon=True)
        self._process.start()
        far_end.close()
        self.calls = 0
        if not self._says_hello():
            self.end()
            raise NoReaderError(
                tr(
                    "The part of the program that reads files from outside did not start, so nothing was read and "
                    "nothing was changed. Start the program anew; if that does not help, let the virus scanner allow "
                    "it. A script of your own that reads files needs “{guard}”.",
                    guard='if __name__ == "__main__":',
                )
            )

    def _says_hello(self) -> bool:
        try:
            return self._pipe.poll(HELLO_SECONDS) and self._pipe.recv_bytes(len(_HELLO)) == _HELLO
        except (EOFError, OSError):
            return False

    def ask(self, order: bytes, seconds: float) -> _Answer:
        """Return the child's answer. Raises EOFError or OSError when it died, TimeoutError when it is late."""
        self.calls += 1
        self._pipe.send_bytes(order)
        if not self._pipe.poll(seconds):
            raise TimeoutError
        answer = _PlainUnpickler(_InPieces(self._pipe.recv_bytes())).load()
        return _Answer(*answer)

    def end(self) -> None:
        """Kill the child where it still runs and free what belongs to it."""
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


class _Readers:
    """Children that wait for work. Thread-safe."""

    def __init__(self) -> None:
        self._free: list[_Child] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(CHILDREN)

    def ask(self, order: bytes, seconds: float) -> _Answer:
        with self._places:
            with self._lock:
                child = self._free.pop() if self._free else None
            child = child or _Child()
            keep = False
            try:
                answer = child.ask(order, seconds)
                keep = answer.kind != "memory" and child.calls < CALLS_PER_CHILD
                return answer
            finally:
                if keep:
                    with self._lock:
                        self._free.append(child)
                else:
                    child.end()

    def close(self) -> None:
        """End the children that wait."""
        with self._lock:
            free, self._free = self._free, []
        for child in free:
            child.end()


_readers = _Readers()


def close_readers() -> None:
    """End the waiting children; the next call starts a new one. Called by itself when the program ends."""
    _readers.close()


atexit.register(close_readers)


def run_outside(
    function: Callable[..., T], *args: Any, name: str = "", memory_mb: int = 768, seconds: float = 60.0
) -> T:
    """Run `function(*args)` in a child and return its plain value; `name` is the file's name for the message.

    `function` is a module-level function; arguments are picklable; the value is made of None, bool, int, float, str,
    bytes, tuple, list, set and dict. At most `memory_mb` MiB beyond what an idle child has, at most `seconds`.
    Raises FileError: the function's own, or TooMuchError where the child died, hung or ran out of memory;
    NoReaderError where no child starts.
    """
    order = pickle.dumps((current_language(), memory_mb, function, args))
    try:
        answer = _readers.ask(order, seconds)
    except TimeoutError as error:
        raise TooMuchError(
            tr(
                "“{name}” could not be read within {seconds} seconds and was left aside; nothing was taken from it. "
                "Open it in the program it was made with, save it anew and try again.",
                name=name,
                seconds=round(seconds),
            )
        ) from error
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        raise TooMuchError(_too_much(name)) from error
    match answer.kind:
        case "value":
            return answer.value  # type: ignore[no-any-return] # plain values carry no type over the pipe
        case "refused":
            raise FileError(str(answer.value), problems=answer.problems)
        case "memory":
            raise TooMuchError(_too_much(name))
        case _:
            raise FileError(
                tr(
                    "“{name}” is damaged or of another kind than its name says ({kind}); nothing was taken from it. "
                    "Open it in the program it was made with, save it anew and try again.",
                    name=name,
                    kind=answer.value,
                )
            )


def _too_much(name: str) -> str:
    return tr(
        "“{name}” is damaged or needs far more memory than such a file should; it was left aside and nothing was taken "
        "from it. Open it in the program it was made with, save it anew and try again.",
        name=name,
    )


def serve(pipe: "Connection[Any, Any]") -> None:
    """Work off orders until the pipe closes: what the child process runs."""
    limits.be_quiet()
    gc.set_threshold(200_000, 20, 50)  # tables are a million cells without a cycle among them
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send_bytes(_HELLO)
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))
    sys.stdout = sys.stderr = None
    os._exit(0)


def _answer(order: bytes) -> memoryview:
    try:
        language, memory_mb, function, args = pickle.loads(order)  # noqa: S301 - comes from our own parent
        use_language(language)
        with limits.memory(memory_mb):
            return _pickled(_Answer("value", function(*args)))
    except TandauError as error:
        return _pickled(_Answer("refused", error.args[0], tuple(error.problems)))
    except MemoryError:
        return _pickled(_Answer("memory", ""))
    except Exception as error:  # noqa: BLE001 - a library's defect on a hostile file is news for the parent, not an end
        return _pickled(_Answer("broken", type(error).__name__))


def _pickled(answer: _Answer) -> memoryview:
    file = io.BytesIO()
    _PlainPickler(file, protocol=5).dump(tuple(answer))
    return file.getbuffer()
