import hashlib
import io
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from models.contest.application import Application
from models.contest.contest import Contest
from models.contest.founding import new_contest
from models.contest.profile_files import load_profile
from models.errors import CancelledError, FileError
from models.intake.attachments import AttachmentScan, Matcher, kind_of, match_attachments, scan_attachments
from models.intake.columns import recognise
from models.intake.outside.media import DOCX, JPEG, PDF, PNG
from models.intake.outside.preview import preview
from models.intake.outside.tables import Table, TableRow
from models.intake.plan import IntakePlan, RowKind, plan_intake

NOW = datetime(2024, 4, 25, 9, 0, tzinfo=UTC)
HEADINGS = ("Код", "ФИО", "ИИН", "Название проекта", "Область", "Дата рождения", "Сумма гранта")


def table(*rows: Sequence[str], headings: tuple[str, ...] = HEADINGS, name: str = "t") -> Table:
    return Table(name, headings, 1, tuple(TableRow(at, tuple(row)) for at, row in enumerate(rows, 2)))


def plan(
    contest: Contest, data: Table, existing: Sequence[Application] = (), scan: AttachmentScan | None = None
) -> IntakePlan:
    return plan_intake(data, recognise(data.headings), contest, existing, scan, now=NOW)


def stored(made: IntakePlan, existing: Sequence[Application] = ()) -> list[Application]:
    kept = {one.code: one for one in existing}
    kept.update({row.application.code: row.application for row in made.rows if row.application})
    return list(kept.values())


PETROV = ("", "Петров Пётр", "020314500014", "Двор", "Абай облысы", "14.03.2002", "900 000")
GALI = ("", "Ғали Әсел", "", "Үлгі", "Алматы облысы", "01.02.2003", "")


def test_taking_in_twice_changes_nothing(contest: Contest) -> None:
    data = table(PETROV, GALI, ("", "", "", "", "", "", "x"))
    first = plan(contest, data)
    assert [(row.row, row.kind, row.code) for row in first.rows] == [
        (2, RowKind.NEW, "ABAI-0001"), (3, RowKind.NEW, "ALMATY-REGION-0001"), (4, RowKind.REFUSED, "")
    ]  # fmt: skip
    again = plan(contest, data, stored(first))
    assert again.counts == {RowKind.NEW: 0, RowKind.CHANGED: 0, RowKind.UNCHANGED: 2, RowKind.REFUSED: 1}
    assert stored(again, stored(first)) == stored(first)


def test_a_lot_of_one_territory_takes_what_names_no_other_region() -> None:
    profile = load_profile("zhas-2022")
    contest = new_contest(profile, lot="almaty-region", id=UUID(int=1), contract_date=None)
    headings = ("ФИО", "Название проекта", "Область", "Адрес регистрации")
    data = table(
        ("Али А", "Бір", "Талғар ауданы", "Талғар ауданы, 1"),
        ("Дос Б", "Екі", "", ""),
        ("Жан В", "Үш", "Алматинская область", ""),
        ("Ким Г", "Төрт", "Іле ауданы", "Карагандинская область, Темиртау"),
        ("Ли Д", "Бес", "Қарағанды облысы", ""),
        headings=headings,
    )
    rows = plan(contest, data).rows
    assert [(row.code, row.application.territory, bool(row.notes)) for row in rows if row.application] == [
        ("ALMATY-REGION-0001", "almaty-region", True),
        ("ALMATY-REGION-0002", "almaty-region", True),
        ("ALMATY-REGION-0003", "almaty-region", False),
        ("ALMATY-REGION-0004", "", True),
        ("ALMATY-REGION-0005", "", True),
    ]
    assert rows[0].application is not None
    assert ("territory", "Талғар ауданы") in rows[0].application.columns


def test_codes_stay_with_their_person_whatever_the_order(contest: Contest) -> None:
    first = stored(plan(contest, table(PETROV, GALI)))
    more = plan(contest, table(GALI, ("", "Жаңа Жан", "", "Бақ", "абай", "01.01.2001", ""), PETROV), first)
    assert [(row.code, row.kind) for row in more.rows] == [
        ("ALMATY-REGION-0001", RowKind.UNCHANGED), ("ABAI-0002", RowKind.NEW), ("ABAI-0001", RowKind.UNCHANGED)
    ]  # fmt: skip


def test_a_change_says_field_old_and_new_and_keeps_what_has_no_column(contest: Contest) -> None:
    first = stored(plan(contest, table(PETROV)))
    changed = plan(
        contest, table(("020314500014", "Петров", "Сад"), headings=("ИИН", "Фамилия", "Название проекта")), first
    )
    (row,) = changed.rows
    assert [(one.field, one.old, one.new) for one in row.changes] == [("project.title", "Двор", "Сад")]
    assert row.application.project.grant_asked == 900_000


def test_rows_that_say_the_same_person_twice_are_named_together(contest: Contest) -> None:
    other = (*PETROV[:3], "Сад", *PETROV[4:])
    refused = plan(contest, table(PETROV, GALI, other)).rows
    assert [row.kind for row in refused] == [RowKind.REFUSED, RowKind.NEW, RowKind.REFUSED]
    assert all("2, 4" in row.reasons[0] for row in refused if row.reasons)
    assert [row.kind for row in plan(contest, table(PETROV, PETROV)).rows] == [RowKind.NEW, RowKind.REFUSED]


def test_one_person_with_two_codes_is_taken_and_noted(contest: Contest) -> None:
    rows = plan(contest, table(("A-1", *PETROV[1:]), ("A-2", *PETROV[1:]))).rows
    assert [(row.kind, row.code, len(row.notes)) for row in rows] == [(RowKind.NEW, "A-1", 1), (RowKind.NEW, "A-2", 1)]


def test_a_code_twice_refuses_both_rows(contest: Contest) -> None:
    rows = plan(contest, table(("A-1", *PETROV[1:]), ("a-1", *GALI[1:]))).rows
    assert [row.kind for row in rows] == [RowKind.REFUSED, RowKind.REFUSED]


def test_a_refused_row_is_named_as_the_table_names_it(contest: Contest) -> None:
    wrong_date = ("A-9", "Ғали Әсел Нұрланқызы", "", "Үлгі", "Алматы облысы", "31.02.2003", "")
    nobody = ("", "", "", "Үлгі", "Алматы облысы", "", "")
    refused = plan(contest, table(wrong_date, nobody)).rows
    assert [(row.kind, row.code, row.name) for row in refused] == [
        (RowKind.REFUSED, "A-9", "Ғали Әсел Нұрланқызы"), (RowKind.REFUSED, "", "")
    ]  # fmt: skip


def test_a_code_of_another_person_is_refused(contest: Contest) -> None:
    first = stored(plan(contest, table(("A-1", *PETROV[1:]))))
    (row,) = plan(contest, table(("A-1", "Ғали Әсел", "030201600017", "Үлгі", "абай", "01.02.2003", "")), first).rows
    assert (row.kind, "another person" in row.reasons[0]) == (RowKind.REFUSED, True)
    corrected = ("A-1", "Петров Пётр", "020314500022", *PETROV[3:])
    assert plan(contest, table(corrected), first).rows[0].kind is RowKind.CHANGED


@pytest.mark.parametrize("code", ["../x", "a/b", "a\\b", "-a", "a" * 50, "a:b"])
def test_a_code_that_could_be_a_path_is_refused(contest: Contest, code: str | None) -> None:
    assert plan(contest, table((code, *PETROV[1:]))).rows[0].kind is RowKind.REFUSED


def test_plan_and_budget_tables_are_joined_by_code_or_iin(contest: Contest) -> None:
    steps = table(("A-1", "1", "Жинау", "май"), ("A-1", "2", "Егу", "июнь"),
                  headings=("Код", "№", "Мероприятие", "Сроки"), name="план")  # fmt: skip
    costs = table(("020314500014", "Бояу", "2", "500", "1 000"), headings=("ИИН", "Статья", "Кол-во", "Цена", "Сумма"))
    data = table(("A-1", *PETROV[1:]))
    mapping = recognise(data.headings)
    made = plan_intake(data, mapping, contest, (), now=NOW, plan_table=steps, budget_table=costs)
    project = made.rows[0].application.project
    assert [(row.number, row.action) for row in project.plan] == [(1, "Жинау"), (2, "Егу")]
    assert [(row.item, row.amount) for row in project.budget] == [("Бояу", 1000)]
    wrong = table(("A-1", "Бояу", "2", "көп", "1 000"), headings=("Код", "Статья", "Кол-во", "Цена", "Сумма"))
    (refused,) = plan_intake(data, mapping, contest, (), now=NOW, budget_table=wrong).rows
    assert "row 2" in refused.reasons[0]


def image(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def gigapixels() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def pdf(pages: int = 2) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(300, 400)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def docx(text: str = "Сәлем") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
        archive.writestr("word/document.xml", body)
    return out.getvalue()


def put(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_files_find_their_application_by_code_or_iin(contest: Contest, tmp_path: Path) -> None:
    for name, data in {
        "ABAI-0001/удостоверение.jpg": image("JPEG"), "abai-0001 форма.docx": docx(), "ABAI-00010/x.png": image(),
        "020314500014/копия.JPG": image("JPEG"), "чужой.pdf": pdf(), "ABAI-0001/Thumbs.db": b"x",
        "ABAI-0001/empty.pdf": b"", "ABAI-0001/letter.pdf": b"not a pdf",
    }.items():  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    scan = scan_attachments(tmp_path)
    found, aside = match_attachments(scan, [("ABAI-0001", "020314500014")], contest.profile.project.documents)
    files = found["ABAI-0001"]
    assert sorted((one.attachment.name, one.attachment.media_type) for one in files) == [
        ("abai-0001 форма.docx", DOCX), ("копия.JPG", JPEG)
    ]  # fmt: skip
    assert {one.name for one in aside} == {
        "ABAI-0001/удостоверение.jpg", "ABAI-00010/x.png", "чужой.pdf", "ABAI-0001/empty.pdf", "ABAI-0001/letter.pdf"
    }  # fmt: skip
    assert all(one.attachment.sha256 == hashlib.sha256(Path(one.path).read_bytes()).hexdigest() for one in files)


def test_attachments_are_added_once_and_never_taken_away(contest: Contest, tmp_path: Path) -> None:
    put(tmp_path, **{"020314500014__a.png": image(), "020314500014__b.pdf": pdf()})
    first = plan(contest, table(PETROV), (), scan_attachments(tmp_path))
    assert [len(row.files) for row in first.rows] == [2]
    kept = stored(first)
    again = plan(contest, table(PETROV), kept, scan_attachments(tmp_path))
    assert (again.rows[0].kind, again.rows[0].files) == (RowKind.UNCHANGED, ())
    (tmp_path / "020314500014" / "a.png").unlink()
    put(tmp_path, **{"020314500014__c.png": image(size=(5, 5))})
    more = plan(contest, table(PETROV), kept, scan_attachments(tmp_path)).rows[0]
    assert [one.name for one in more.application.attachments] == ["a.png", "b.pdf", "c.png"]
    assert [one.field for one in more.changes] == ["attachments"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    put(outside, **{"secret.png": image()})
    inside = tmp_path / "inside"
    put(inside, **{"A-1__a.png": image()})
    (inside / "A-1" / "folder").symlink_to(outside)
    (inside / "A-1" / "file.png").symlink_to(outside / "secret.png")
    scan = scan_attachments(inside)
    assert [one.name for one in scan.files] == ["A-1/a.png"]
    assert [one.name for one in scan.left_aside] == ["A-1/file.png", "A-1/folder"]


def test_an_unknown_kind_is_personal(contest: Contest) -> None:
    documents = contest.profile.project.documents
    assert kind_of("x/IMG_0001.jpg", documents) == ("other", True)
    for document in documents:
        assert kind_of(f"A-1/{document.words[0].upper()}.pdf", documents) == (document.code, document.personal)


def test_a_bomb_among_good_files_is_the_only_one_left_aside(tmp_path: Path) -> None:
    put(tmp_path, **{"A__a.png": image(), "A__bomb.png": gigapixels(), "A__z.jpg": image("JPEG")})
    scan = scan_attachments(tmp_path)
    assert [one.name for one in scan.files] == ["A/a.png", "A/z.jpg"]
    assert [one.name for one in scan.left_aside] == ["A/bomb.png"]


def test_a_page_is_drawn_no_wider_than_asked() -> None:
    from PIL import Image

    for data, kind, pages in ((image(size=(900, 600)), PNG, 1), (image("JPEG", (900, 600)), JPEG, 1), (pdf(3), PDF, 3)):
        shown = preview(data, kind, 7, 200)
        assert shown.pages == pages
        with Image.open(io.BytesIO(shown.png)) as drawn:
            assert drawn.width == 200
    assert preview(docx("Қош келдіңіз"), DOCX).text == "Қош келдіңіз"


def test_what_can_not_be_shown_is_said() -> None:
    for data, kind in ((gigapixels(), PNG), (b"junk", PDF), (b"PK\x03\x04junk", DOCX), (b"x", "text/html")):
        with pytest.raises(FileError, match=r"f\.bin"):
            preview(data, kind, name="f.bin")


@pytest.mark.parametrize("kind", [PNG, JPEG, PDF, DOCX])
def test_flipped_bytes_give_a_picture_or_a_refusal(kind: str) -> None:
    whole = {PNG: image(), JPEG: image("JPEG"), PDF: pdf(), DOCX: docx()}[kind]
    dice = random.Random(11)
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        try:
            shown = preview(bytes(data), kind, name="f")
        except FileError:
            continue
        assert shown.pages >= 1


def test_a_scan_reports_where_it_is_and_stops_when_told(tmp_path: Path) -> None:
    data = image("JPEG")
    for number in range(50):
        put(tmp_path, **{f"A-{number}__{at}.jpg": data + bytes([number, at]) for at in range(3)})
    seen: list[tuple[int, int]] = []
    assert len(scan_attachments(tmp_path, report=lambda done, of: not seen.append((done, of))).files) == 150
    assert seen == [(0, 150), (64, 150), (128, 150), (150, 150)]
    with pytest.raises(CancelledError):
        scan_attachments(tmp_path, report=lambda done, of: done < 64)


def test_a_code_in_look_alike_letters_joins_its_application_and_says_so(contest: Contest) -> None:
    first = stored(plan(contest, table(("A-1", *PETROV[1:]))))
    for written in ("А-1", "а–1"):  # Cyrillic А; with a dash
        (row,) = plan(contest, table((written, *PETROV[1:])), first).rows
        assert (row.kind, row.code) == (RowKind.UNCHANGED, "A-1")
        assert "only look like" in row.notes[0]


def test_a_look_alike_code_that_may_mean_two_is_refused(contest: Contest) -> None:
    first = stored(plan(contest, table(("AB-1", *PETROV[1:]))))
    first += [first[0].model_copy(update={"code": "АВ-1"})]  # both letters Cyrillic
    (row,) = plan(contest, table(("AВ-1", *PETROV[1:])), first).rows  # one of each
    assert row.kind is RowKind.REFUSED
    assert "AB-1, АВ-1" in row.reasons[0]


def test_look_alike_codes_in_one_table_are_refused_together(contest: Contest) -> None:
    rows = plan(contest, table(("A-1", *PETROV[1:]), ("А-1", *GALI[1:]))).rows
    assert [row.kind for row in rows] == [RowKind.REFUSED, RowKind.REFUSED]
    assert "look alike" in rows[0].reasons[0]


def test_files_find_their_application_by_a_look_alike_code() -> None:
    matcher = Matcher([("A-1", ""), ("B-1", ""), ("В-1", "")])
    assert matcher.whose("А-1/форма.docx") == "A-1"
    assert (matcher.whose("B-1.pdf"), matcher.whose("В-1.pdf")) == ("B-1", "В-1")
    assert Matcher([("BA-1", ""), ("ВА-1", "")]).whose("BА-1.pdf") is None
