import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.errors import FileError
from models.intake.outside.child import TooMuchError, run_outside
from models.intake.outside.workbooks import read_with_calamine
from models.wording import use_language


def test_a_plain_value_comes_back() -> None:
    assert run_outside(divmod, 17, 5) == (3, 2)


def test_a_child_that_aborts_hangs_or_eats_memory_leaves_us_alive() -> None:
    for function, args, limits in (
        (os.abort, (), {}),
        (os._exit, (3,), {}),
        (time.sleep, (60,), {"seconds": 0.2}),
        (bytearray, (3 * 2**30,), {"memory_mb": 64}),
    ):
        with pytest.raises(TooMuchError, match=r"a\.pdf"):
            run_outside(function, *args, name="a.pdf", **limits)
        assert run_outside(abs, -1) == 1


def test_a_value_that_is_not_plain_is_refused() -> None:
    with pytest.raises(FileError):
        run_outside(os.stat_result, tuple(range(10)))


def test_a_library_error_is_said_without_its_text() -> None:
    with pytest.raises(FileError) as caught:
        run_outside(int, "ЖСН 020314500014", name="b.xlsx")
    assert "ValueError" in str(caught.value)
    assert "020314500014" not in str(caught.value)


def test_the_child_speaks_the_language_of_the_window(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"PK\x03\x04 cut off")
    use_language("ru")
    with pytest.raises(FileError, match="обрывается"):
        run_outside(read_with_calamine, str(file))


GUARDLESS = """
from models.intake.outside import child as outside
from models.intake.outside.child import NoReaderError, run_outside
from models.wording import use_language

{before}
use_language("ru")
try:
    run_outside(abs, -1)
except NoReaderError as error:
    print("nothing was read" if "ничего не прочитано" in str(error) else error)
"""


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("", id="dies before its hello"),
        pytest.param(
            "import multiprocessing, time\n"
            "outside.HELLO_SECONDS = 0.5\n"
            "time.sleep(60 if multiprocessing.current_process().name == 'tandau-reader' else 0)",
            id="never says hello",
        ),
    ],
)
def test_a_child_that_does_not_start_is_told_at_once(before: str, tmp_path: Path) -> None:
    script = tmp_path / "no_guard.py"
    script.write_text(GUARDLESS.format(before=before), encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert told.stdout.decode().strip() == "nothing was read"
