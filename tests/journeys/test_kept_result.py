"""A result signed long ago opens for ever: its table comes out of today's program as it was signed then.

`kept/` holds results of the sample contest as the program of that month wrote them (keys and people are invented). When
this test fails, the new program would call an old, honest result forged. Such a change needs a new format of the result
and the old way of counting beside the new one; the kept files are never written anew.
"""

import gzip
from pathlib import Path

import pytest

from models.protocol.verification import verify
from models.sitting.held.result_files import open_result

KEPT = sorted(Path(__file__).with_name("kept").glob("*.result.gz"))


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_an_old_result_recomputes_to_what_was_signed(kept: Path, tmp_path: Path) -> None:
    there = tmp_path / "contest.result"
    there.write_bytes(gzip.decompress(kept.read_bytes()))
    assert open_result(there).unlawful == ()
    assert all(finding.holds is not False for finding in verify([there]))


def test_results_are_kept() -> None:
    assert KEPT
