import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from models.errors import FileError, SealError
from models.sealing.encryption import encrypt
from models.sealing.keys import PrivateKey, load_key, new_key
from models.sealing.public_keys import fingerprint, plain_line, spoken
from models.sealing.signatures import Namespace, verify

ASEL = PrivateKey.ephemeral(b"a" * 32)
BOLAT = PrivateKey.ephemeral(b"b" * 32)
PASSPHRASE = "қызғалдақ дала самалы"


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PrivateKey]:
    path = tmp_path_factory.mktemp("keys") / "id_ed25519"
    return path, new_key(path, PASSPHRASE)


def test_key_opens_with_its_passphrase_only(key_file: tuple[Path, PrivateKey]) -> None:
    path, made = key_file
    loaded = load_key(path, PASSPHRASE)
    assert loaded.public_line == made.public_line
    assert loaded.decrypt(encrypt("құпия".encode(), [made.public_line])) == "құпия".encode()
    for wrong in ("", "қызғалдақ дала самал", PASSPHRASE.upper()):
        with pytest.raises(SealError, match="passphrase"):
            load_key(path, wrong)


def test_new_key_is_slow_to_guess_and_never_overwrites(key_file: tuple[Path, PrivateKey]) -> None:
    path, _ = key_file
    before = path.read_bytes()
    with pytest.raises(FileError):
        new_key(path, PASSPHRASE)
    assert path.read_bytes() == before
    begun = time.process_time()
    with pytest.raises(SealError):
        load_key(path, "another passphrase")
    assert time.process_time() - begun > 0.1


@pytest.mark.parametrize("passphrase", ["", "short", " " * 20, "1234567"])
def test_new_key_refuses_a_weak_passphrase(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(SealError, match="too short"):
        new_key(tmp_path / "key", passphrase)
    assert list(tmp_path.iterdir()) == []


def test_load_key_tells_what_is_no_key_and_what_is_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(FileError):
        load_key(path, "x")
    other = rsa.generate_private_key(65537, 2048)
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    with pytest.raises(SealError, match="another kind"):
        load_key(path, "")
    for data in (b"", b"hello", ASEL.public_line.encode(), bytes(60_000)):
        path.write_bytes(data)
        with pytest.raises(SealError, match="not a private key"):
            load_key(path, PASSPHRASE)


def test_damaged_key_files_are_refused_in_words(key_file: tuple[Path, PrivateKey], tmp_path: Path) -> None:
    made = key_file[1]
    # The same file, but quick to open: each try would cost a real key's slowness.
    quick = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(PASSPHRASE.encode())
    data = made._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, quick)
    broken = tmp_path / "key"
    for place in range(30, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 1
        broken.write_bytes(changed)
        with suppress(SealError):  # or a changed line break, which changes nothing
            assert load_key(broken, PASSPHRASE).public_line == made.public_line


def test_private_key_never_shows_itself() -> None:
    assert repr(ASEL) == f"PrivateKey({ASEL.fingerprint})"


def test_fingerprint_is_the_usual_tools(tmp_path: Path) -> None:
    if not (tool := shutil.which("ssh-keygen")):
        pytest.skip("ssh-keygen is not installed")
    (tmp_path / "a.pub").write_text(ASEL.public_line + " asel@example\n")
    out = subprocess.run([tool, "-lf", tmp_path / "a.pub"], capture_output=True, text=True, check=True).stdout
    assert out.split()[1] == ASEL.fingerprint == fingerprint(ASEL.public_line + " a comment")


def test_spoken_fingerprint_differs_between_keys_and_reads_the_same_everywhere() -> None:
    groups = spoken(ASEL.public_line).split()
    assert [len(group) for group in groups] == [5] * 6
    assert "".join(groups).isdigit()
    assert spoken(ASEL.public_line) != spoken(BOLAT.public_line)
    assert plain_line(ASEL.public_line + " comment") == ASEL.public_line


@pytest.mark.parametrize("line", ["", "ssh-ed25519", "ssh-rsa AAAA", "ssh-ed25519 AAAA", "ssh-ed25519 ы", "x y z"])
def test_other_public_keys_are_refused(line: str) -> None:
    with pytest.raises(SealError):
        fingerprint(line)
    with pytest.raises(SealError):
        encrypt(b"", [line])


@given(st.binary(max_size=300), st.sampled_from(Namespace))
def test_signature_fits_exactly_its_key_kind_and_content(data: bytes, namespace: Namespace) -> None:
    signature = ASEL.sign(namespace, data)
    assert signature == ASEL.sign(namespace, data)
    verify(ASEL.public_line, namespace, data, signature)
    with pytest.raises(SealError):
        verify(BOLAT.public_line, namespace, data, signature)
    with pytest.raises(SealError):
        verify(ASEL.public_line, namespace, data + b"\0", signature)
    with pytest.raises(SealError):
        verify(ASEL.public_line, "tandau-other", data, signature)


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80])
def test_signature_refuses_every_changed_byte_and_every_cut(mask: int) -> None:
    signature = ASEL.sign(Namespace.SHEET, b"data")
    for place in range(len(signature)):
        changed = bytearray(signature)
        changed[place] ^= mask
        for other in (bytes(changed), signature[:place]):
            with pytest.raises(SealError):
                verify(ASEL.public_line, Namespace.SHEET, b"data", other)


def test_signature_passes_the_usual_tool(tmp_path: Path) -> None:
    if not (tool := shutil.which("ssh-keygen")):
        pytest.skip("ssh-keygen is not installed")
    (tmp_path / "signers").write_text(f'm1 namespaces="tandau-sheet" {ASEL.public_line}\n')
    (tmp_path / "sheet.sig").write_bytes(ASEL.sign(Namespace.SHEET, b"data"))
    call = [tool, "-Y", "verify", "-f", tmp_path / "signers", "-I", "m1", "-n", "tandau-sheet", "-s"]
    assert (
        subprocess.run([*call, tmp_path / "sheet.sig"], input=b"data", capture_output=True, check=False).returncode == 0
    )
    assert (
        subprocess.run([*call, tmp_path / "sheet.sig"], input=b"dato", capture_output=True, check=False).returncode != 0
    )


def test_signatures_of_the_usual_tool_are_accepted(tmp_path: Path) -> None:
    if not (tool := shutil.which("ssh-keygen")):
        pytest.skip("ssh-keygen is not installed")
    subprocess.run([tool, "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"], check=True)
    (tmp_path / "data").write_bytes(b"data")
    call = [tool, "-q", "-Y", "sign", "-f", tmp_path / "key", "-n", "tandau-card", tmp_path / "data"]
    subprocess.run(call, check=True, capture_output=True)
    key = load_key(tmp_path / "key", "")
    verify(key.public_line, Namespace.CARD, b"data", (tmp_path / "data.sig").read_bytes())
    assert key.sign(Namespace.CARD, b"data") == (tmp_path / "data.sig").read_bytes()


def test_encryption_opens_for_its_readers_only() -> None:
    sealed = encrypt(b"data", [ASEL.public_line, ASEL.public_line])
    assert ASEL.decrypt(sealed) == b"data"
    with pytest.raises(SealError, match="not sealed to your key"):
        BOLAT.decrypt(sealed)
    with pytest.raises(SealError):
        encrypt(b"data", [])


def test_damaged_encryption_is_refused() -> None:
    sealed = encrypt(b"data" * 50, [ASEL.public_line])
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        for other in (bytes(changed), sealed[:place]):
            with pytest.raises(SealError):
                ASEL.decrypt(other)


def test_age_opens_what_was_encrypted(tmp_path: Path) -> None:
    if not (tool := shutil.which("age")):
        pytest.skip("age is not installed")
    key = ASEL._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    (tmp_path / "key").write_bytes(key)
    (tmp_path / "key").chmod(0o600)
    sealed = encrypt(b"data", [BOLAT.public_line, ASEL.public_line])
    assert (
        subprocess.run([tool, "-d", "-i", tmp_path / "key"], input=sealed, capture_output=True, check=True).stdout
        == b"data"
    )
    sealed = subprocess.run([tool, "-r", ASEL.public_line], input=b"back", capture_output=True, check=True).stdout
    assert ASEL.decrypt(sealed) == b"back"


def test_pyrage_errors_are_the_ones_we_catch() -> None:
    assert pyrage.DecryptError.__mro__[1] is Exception


def test_an_endless_header_is_refused_at_once() -> None:
    key = PrivateKey.ephemeral(b"a" * 32)
    with pytest.raises(SealError, match="damaged"):
        key.decrypt(b"age-encryption.org/v1\n" + b"-> X a\n" * 1_000_000 + b"--- x\n")
