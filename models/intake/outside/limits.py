"""What a child process that reads files from outside may use: memory, no core dump, no words on the terminal."""

import contextlib
import os
import sys
from collections.abc import Iterator

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _LIMIT_PROCESS_MEMORY = 0x100
    _LIMIT_DIE_ON_UNHANDLED = 0x400
    _NO_ERROR_BOXES = 0x0001 | 0x0002

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("per_process_user_time", ctypes.c_int64),
            ("per_job_user_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    _job: int | None = None

    def _limit(limit: int) -> None:
        """Let this process commit `limit` bytes at most; 0 takes the limit away."""
        global _job  # noqa: PLW0603 - a process is in its job once and for all
        if _job is None:
            _job = _kernel.CreateJobObjectW(None, None)
            if not _job or not _kernel.AssignProcessToJobObject(_job, _kernel.GetCurrentProcess()):
                raise ctypes.WinError(ctypes.get_last_error())
        settings = _Extended()
        settings.basic.flags = _LIMIT_DIE_ON_UNHANDLED | (_LIMIT_PROCESS_MEMORY if limit else 0)
        settings.process_memory = limit
        if not _kernel.SetInformationJobObject(_job, _EXTENDED_LIMITS, ctypes.byref(settings), ctypes.sizeof(settings)):
            raise ctypes.WinError(ctypes.get_last_error())

    _IDLE = 200 * 2**20

    @contextlib.contextmanager
    def memory(mb: int) -> Iterator[None]:
        """Let this process take `mb` MiB beyond an idle one; an allocation above fails."""
        _limit(_IDLE + mb * 2**20)
        try:
            yield
        finally:
            _limit(0)

    def be_quiet() -> None:
        """Write nothing to the terminal and show no box when a library crashes."""
        _kernel.SetErrorMode(_NO_ERROR_BOXES)
        _silence()

else:
    import resource
    from pathlib import Path

    @contextlib.contextmanager
    def memory(mb: int) -> Iterator[None]:
        """Let this process take `mb` MiB beyond what it has; an allocation above fails."""
        has = 0
        with contextlib.suppress(OSError, ValueError):
            has = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (has + mb * 2**20, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

    def be_quiet() -> None:
        """Write nothing to the terminal and leave no core dump (it would hold personal data) when a library crashes."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _silence()


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        with contextlib.suppress(OSError):
            os.dup2(nothing, stream)
