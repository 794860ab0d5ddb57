from pathlib import Path

import pytest

from models.errors import FileError, SealError
from models.sealing.cards import Card, card_bytes, parse_card, read_card, write_card
from models.sealing.keys import PrivateKey

KEY = PrivateKey.ephemeral(b"a" * 32)
CARD = Card(name="Әсел Ғабитқызы", position="сарапшы", organisation="«Үміт» ҚҚ", public_key=KEY.public_line)


def test_card_comes_back_and_has_one_form(tmp_path: Path) -> None:
    path = tmp_path / "asel.card"
    made = write_card(path, name=CARD.name, position=CARD.position, organisation=CARD.organisation, key=KEY)
    assert made == CARD == read_card(path)
    assert path.read_bytes() == card_bytes(CARD, KEY)
    with pytest.raises(FileError, match="already exists"):
        write_card(path, name="B", position="", organisation="", key=KEY)


@pytest.mark.parametrize("sign", ["\x1b[31m", "\n", "\x9b", "\u202e", "\u200b", "\u2028"])
def test_a_name_that_would_show_as_another_is_not_taken(tmp_path: Path, sign: str) -> None:
    forged = card_bytes(CARD.model_copy(update={"position": f"сарап{sign}шы"}), KEY)
    with pytest.raises(FileError, match="signs that nobody sees"):
        parse_card(forged, name="a.card")
    made = write_card(
        tmp_path / "a.card", name=f"{sign}Әсел", position=f"a{sign}", organisation=f" b {sign} c", key=KEY
    )
    assert read_card(tmp_path / "a.card") == made


def test_card_passes_a_mail_programs_line_ends() -> None:
    assert parse_card(card_bytes(CARD, KEY).rstrip() + b"\r\n", name="a.card") == CARD


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80])
def test_card_refuses_every_changed_byte_and_every_cut(mask: int) -> None:
    data = card_bytes(CARD, KEY).rstrip()
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= mask
        for other in (bytes(changed), data[:place]):
            with pytest.raises((FileError, SealError)):
                parse_card(other, name="a.card")


def test_card_of_another_key_or_a_newer_program_is_refused() -> None:
    other = PrivateKey.ephemeral(b"b" * 32)
    data = card_bytes(CARD, KEY).decode().replace(KEY.public_line, other.public_line).encode()
    with pytest.raises(SealError, match=r"“a\.card”"):
        parse_card(data, name="a.card")
    with pytest.raises(FileError, match="newer"):
        parse_card(b'{"format":2,"cards":[]}', name="a.card")
    with pytest.raises(ValueError, match="carries"):
        card_bytes(CARD, other)
    with pytest.raises(FileError):
        parse_card(b"[" * 60_000, name="a.card")


def test_what_is_no_file_of_ours_is_refused_without_a_programmers_words() -> None:
    with pytest.raises(FileError) as refused:
        parse_card(b"PK\x03\x04 a workbook", name="a.card")
    assert refused.value.problems == ()
