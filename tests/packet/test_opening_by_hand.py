"""docs/files.md, run as it stands: public tools open and check every file that the program makes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat

from models.conflicts.declarations import Answer
from models.protocol.files import Source, write_protocol
from models.scoring.marks import points
from models.scoring.sheet_files import seal_signed, sign_sheet
from models.scoring.workspace.marks import declare, set_mark
from models.scoring.workspace.store import Workspace
from models.sealing.cards import write_card
from models.sitting.acts import AttendanceTaken, ChairElected, Choice, Opened, Presence, Vote
from models.sitting.held.result_files import build_result, open_result, write_result

PAGE = Path(__file__).resolve().parents[2] / "docs" / "files.md"
TOOLS = ("age", "ssh-keygen", "unzip", "jq", "sha256sum", "pdfdetach", "xxd", "cmp")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(small: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files under the names that the page uses; the key's passphrase is “the passphrase”."""
    made = tmp_path_factory.mktemp("by-hand")
    packet = small.write(made / "contest.packet")
    encryption = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(b"the passphrase")
    key = made / "id_ed25519"
    key.write_bytes(small.m1._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, encryption))
    key.chmod(0o600)
    write_card(made / "m1.card", name="Мүше Ғалым", position="Төраға", organisation="Қор", key=small.m1)
    roster, every = small.manifest.roster, small.declared(*[Answer.NO_CONFLICT] * 3)
    sheets = [
        sign_sheet(small.sheet(packet, member, declarations=every), key, roster)
        for member, key in (("m1", small.m1), ("m2", small.m2))
    ]
    (made / "m1.sheet").write_bytes(seal_signed(sheets[0], roster))
    here = ("m1", "m2")
    acts = (
        Opened(at=small.at, by="s1", number="7", on=small.at.date(), place="Қонаев", form="in-person"),
        AttendanceTaken(at=small.at, by="s1", presence=tuple((one, Presence.PRESENT) for one in here)),
        ChairElected(
            at=small.at, by="s1", chair="m1", votes=tuple(Vote(member=one, choice=Choice.FOR) for one in here)
        ),
    )
    result = build_result(packet, small.manifest, [one.sheet for one in sheets], acts)
    write_result(made / "contest.result", result, sheets, small.m1)
    source = Source.of(open_result(made / "contest.result"))
    for public in (False, True):
        written = write_protocol(source, made, public=public)
        written.rename(made / f"protocol-{'public' if public else 'full'}.pdf")
    with Workspace.create_or_open(made / "workspace", small.m1) as workspace, workspace.session() as session:
        declare(session, packet, "m1", every)
        set_mark(session, packet, "m1", "A-1", "C1", points(4))
    return made


@pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {', '.join(MISSING)}")
def test_every_command_of_the_page_works(folder: Path) -> None:
    script = "\n".join(["set -euo pipefail", *blocks("sh")])
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert [line.split(" for ")[0] for line in done.stdout.splitlines() if line.startswith("Good")] == [
        'Good "tandau-card" signature',
        'Good "tandau-packet" signature',
        'Good "tandau-sheet" signature',
        'Good "tandau-result" signature',
        'Good "tandau-sheet" signature',
    ]
    read = subprocess.run([sys.executable, "-c", *blocks("python")], cwd=folder, capture_output=True, check=True)
    assert read.stdout.decode().strip() == "[('A-1', 'C1', 4, '')]"


@pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {', '.join(MISSING)}")
def test_a_changed_byte_shows(folder: Path, tmp_path: Path) -> None:
    checks = "\n".join(block for block in blocks("sh") if "tandau-result" in block)
    for source in folder.iterdir():
        if source.name in ("contest.result", "contest.packet"):
            shutil.copy(source, tmp_path)
    setup = "set -eu\nunzip -q contest.packet -d packet\nunzip -q contest.result -d result\n"
    setup += 'sed -i \'s/"kind":"chair-elected"/"kind":"chair-electeD"/\' result/result.json\n'
    changed = setup + checks.replace("unzip -q contest.result -d result", "")
    done = subprocess.run(["bash", "-c", changed], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "incorrect signature" in done.stderr
