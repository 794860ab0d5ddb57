"""What the office knows of declarations, and the mirror lists with their names, on screen and as a table."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.centre.conflicts.declarations import declare_in_office, declared, read_sheets, take_declared
from models.centre.conflicts.mirror_list import conflict_picture, mirror_table
from models.centre.conflicts.pairs import everyone, know
from models.centre.papers.exports import csv_bytes
from models.centre.store import Central
from models.conflicts.declarations import Answer, Declaration
from models.conflicts.involved import Involved
from models.conflicts.mirror import Side
from models.errors import StoreError
from models.sealing.keys import PrivateKey

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
BY = "Хатшы"
KIN = Declaration(application="A-001", answer=Answer.CONFLICT, kind="relative", note="інім")
FREE = Declaration(application="A-002", answer=Answer.NO_CONFLICT)


def test_the_later_declaration_stands_and_only_what_is_no_plain_no(central: Central, sample: Any) -> None:
    with central.session() as session:
        sample.found(session)
        assert take_declared(session, sample.id, {"m2": (AT, (KIN, FREE)), "m77": (AT, ())}, by=BY, at=AT) == ("m2",)
        assert declared(session, sample.id) == {"m2": (KIN,)}
        assert take_declared(session, sample.id, {"m2": (AT, ())}, by=BY, at=AT) == ()
        assert take_declared(session, sample.id, {"m2": (AT + timedelta(hours=1), ())}, by=BY, at=AT) == ("m2",)
        assert declared(session, sample.id) == {}


def test_staff_declare_in_the_office(central: Central, sample: Any) -> None:
    with central.session() as session:
        sample.found(session)
        declare_in_office(session, sample.id, "s1", (KIN,), on=AT, by=BY, at=AT)
        (secretary,) = [one for one in everyone(session, sample.id) if one.id == "s1"]
        assert (secretary.declared_at, secretary.declared) == (AT, (KIN,))
        (line,) = conflict_picture(session, sample.id, on=AT.date()).lines
        assert (line.row.side, line.name, line.part, line.declares) == (
            Side.UNSUPPORTED, secretary.name, "secretary", "conflict"
        )  # fmt: skip
        unknown = KIN.model_copy(update={"application": "A-999"})
        for person, said in (("k9", (KIN,)), ("s1", (unknown,)), ("s1", (KIN, KIN)),
                             ("s1", (KIN.model_copy(update={"kind": None}),))):  # fmt: skip
            with pytest.raises(StoreError):
                declare_in_office(session, sample.id, person, said, on=AT, by=BY, at=AT)


def test_the_table_names_everyone_and_no_contact(central: Central, sample: Any) -> None:
    with central.session() as session:
        sample.found(session)
        secret = Involved(
            id="m2", name="x", part="member", phone="+7 701 000 0001", address="Абай көшесі 7, 15", iin="690306491411"
        )
        know(session, sample.id, secret, by=BY, at=AT)
        picture = conflict_picture(session, sample.id, on=AT.date())
        headings, rows = mirror_table(picture)
    (row,) = rows
    assert row[:4] == ("Probable, but not declared", "Мүше 2", "member", "A-001")
    assert (row[7], row[9]) == ("yes", "has not declared yet")
    text = csv_bytes(headings, rows).decode("utf-8-sig")
    assert not [word for word in ("701 000", "690306491411", "Абай көшесі 7, 15") if word in text]


def test_a_file_that_is_no_sheet_is_refused_alone(central: Central, sample: Any, tmp_path: Path) -> None:
    other = tmp_path / "x.sheet"
    other.write_bytes(b"no sheet")
    with central.session() as session:
        sample.found(session)
        read = read_sheets(session, sample.id, [other], PrivateKey.ephemeral(b"s" * 32))
    assert (dict(read.told), [path for path, _ in read.refused]) == ({}, [other])
