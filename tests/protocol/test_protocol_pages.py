"""The finished pages: equal bytes, both halves alike, every letter found again, nothing outside the paper."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from models.errors import CancelledError
from models.progress import silent
from models.protocol.blocks import Column, Heading, Paper, Row, Signature, Signatures, Table, Text
from models.protocol.files import (
    PUBLIC_DATA,
    RESULT_FILE,
    PublicData,
    Source,
    preview_pdf,
    protocol_pdf,
    write_protocol,
    write_protocols,
)
from models.protocol.parity import differences, halves
from models.protocol.pdf import fonts
from models.protocol.pdf.build import build
from models.protocol.verification_pdf import read_protocol
from models.sitting.outcome import Question
from models.sitting.result import Result
from models.values import Both, sha256

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№"


def source(result: Result) -> Source:
    data = result.canonical()
    return Source(result, sha256(data), data)


@pytest.fixture(scope="module")
def full(result: Result) -> bytes:
    return protocol_pdf(source(result), public=False)


@pytest.fixture(scope="module")
def public(result: Result) -> bytes:
    return protocol_pdf(source(result), public=True)


def close(text: str) -> str:
    return re.sub(r"[\s\ufffe-]+", "", text)


def paper(*blocks: Heading | Text | Table | Signatures) -> Paper:
    words = Both(kk="Қағаз", ru="Бумага")
    return Paper(title=words, number="1", on=date(2022, 9, 5), fingerprint="ab" * 32, running=words, blocks=blocks)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    finally:
        document.close()


def test_same_data_give_the_same_bytes_in_two_processes(
    result: Result, full: bytes, public: bytes, tmp_path: Path
) -> None:
    (tmp_path / "result.json").write_bytes(result.canonical())
    program = (
        "import sys, hashlib, pathlib\n"
        "from models.protocol.files import Source, protocol_pdf\n"
        "from models.sitting.result import Result\n"
        "data = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "source = Source(Result.from_json(data, name='r'), hashlib.sha256(data).hexdigest(), data)\n"
        "for public in (True, False):\n"
        "    print(hashlib.sha256(protocol_pdf(source, public=public)).hexdigest())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "result.json")],
        check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "7"},
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert ran.stdout.split() == [hashlib.sha256(public).hexdigest(), hashlib.sha256(full).hexdigest()]


def test_both_halves_say_the_same(result: Result, full: bytes, public: bytes) -> None:
    codes = [line.application for outcome in result.outcome.territories for line in outcome.lines]
    names = [application.applicant for application in result.manifest.applications]
    names += [member.name for member in result.manifest.roster.members]
    fingerprint = source(result).sha256
    assert differences(full, codes=codes, names=names, fingerprint=fingerprint) == ()
    assert differences(public, codes=codes, names=names, fingerprint=fingerprint) == ()


def test_parity_finds_what_one_half_lacks() -> None:
    words = Both(kk="Жиыны 125, KAZ-7, Әсел", ru="Итого 124, KAZ-8, Асель")
    found = differences(build(paper(Text(words)), silent), codes=["KAZ-7"], names=["Әсел"], fingerprint="ab" * 32)
    assert len(found) == 6


def test_kazakh_stands_first_and_both_halves_share_number_and_date(full: bytes) -> None:
    kk, ru = halves(full)
    first = text_of(full).split("\n", 1)[0]
    assert first.strip() == "ХАТТАМА № 3/2022"
    assert "05.09.2022 ж." in kk.text
    assert "05.09.2022 г." in ru.text
    assert "ПРОТОКОЛ № 3/2022" in ru.text
    assert len(kk.feet) == len(ru.feet)


@pytest.mark.parametrize("name", [fonts.SERIF, fonts.SERIF_BOLD, fonts.SANS, fonts.SANS_BOLD])
def test_every_font_has_every_letter(name: str) -> None:
    assert fonts.readable(KAZAKH, name) == KAZAKH


def test_every_kazakh_letter_is_found_again(result: Result) -> None:
    table = Table((Column("₸", 40, grow=1),), (Row((KAZAKH,)), Row((KAZAKH,), strong=True)))
    found = text_of(build(paper(Text(KAZAKH), Text(KAZAKH, "strong"), table), silent))
    assert found.count(KAZAKH) == 8


def test_what_the_font_lacks_stands_visibly_as_its_code() -> None:
    assert fonts.readable("Аула 🌿\x07", fonts.SANS) == "Аула [U+1F33F][U+0007]"
    assert fonts.readable("йi\u0306", fonts.SANS) == "йĭ"
    assert fonts.readable("а\tб\r\nв", fonts.SANS) == "а б\nв"


def test_an_emoji_in_a_title_is_shown_not_dropped(full: bytes) -> None:
    kk, ru = halves(full)
    assert kk.text.count("[U+1F33F]") == ru.text.count("[U+1F33F]") > 0


def test_a_long_title_stands_whole_and_inside_the_page(result: Result, full: bytes) -> None:
    title = result.manifest.applications[0].project.title
    assert len(title) == 300
    kk, ru = halves(full)
    assert close(kk.text).count(close(title)) == close(ru.text).count(close(title)) > 0
    document = pypdfium2.PdfDocument(full)
    try:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for number in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(number)
                assert left >= 20
                assert bottom >= 20
                assert right <= width - 20
                assert top <= height - 20
    finally:
        document.close()


def test_wrapped_lines_never_exceed_their_room() -> None:
    words = "Құсайынова-Бекмағамбетова Гүлнұр " + "ы" * 120 + " соңы"
    lines = fonts.wrap(words, fonts.SANS, 8, 60)
    assert max(fonts.width(line, fonts.SANS, 8) for line in lines) <= 60
    assert close("".join(lines)) == close(words)


def test_headings_repeat_and_no_page_holds_a_single_row() -> None:
    rows = tuple(Row((str(n), "мәтін " * 40)) for n in range(100, 230))
    columns = (Column("Бас", 20), Column("Мәтін", 60, grow=1))
    document = pypdfium2.PdfDocument(build(paper(Table(columns, rows)), silent))
    try:
        for page in document:
            text = page.get_textpage().get_text_bounded()
            assert text.startswith("Бас")
            assert len(re.findall(r"^1\d\d|^2\d\d", text, flags=re.MULTILINE)) >= 2
    finally:
        document.close()


def test_an_empty_table_is_moved_to_the_next_page_where_it_does_not_fit() -> None:
    filler = [Text("мәтін " * 55) for _ in range(11)]
    for lines in range(12):
        found = text_of(build(paper(*filler, *[Text("бір жол")] * lines, Table((Column("Бас", 30),), ())), silent))
        assert found.count("Бас") == 2


def test_a_cell_longer_than_a_page_is_set_on_several() -> None:
    table = Table((Column("А", 30),), (Row(("сөз " * 3000,)), Row(("соңы",), note="ескерту " * 500)))
    found = text_of(build(paper(table), silent))
    assert (found.count("сөз"), found.count("ескерту")) == (6000, 1000)


def test_signatures_stay_together_with_the_text_above() -> None:
    places = tuple(Signature("Мүше", f"Аты Жөні {n}") for n in range(10, 22))
    filler = tuple(Text("мәтін " * 60) for _ in range(11))
    blocks = (*filler, Heading("Соңғы бөлім"), Text("Таңба"), Signatures("Қолдар", places))
    document = pypdfium2.PdfDocument(build(paper(*blocks), silent))
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    signed = [text for text in pages if "Аты Жөні 10" in text]
    assert len(signed) == 2
    assert all("Соңғы бөлім" in text and "Аты Жөні 21" in text for text in signed)


def test_the_full_form_carries_the_result_and_the_public_one_only_its_data(
    result: Result, full: bytes, public: bytes
) -> None:
    attached, printed, setters = read_protocol(full)
    assert attached == {RESULT_FILE: result.canonical()}
    assert set(printed) == {source(result).sha256}
    assert "reportlab" in setters
    attached, _, _ = read_protocol(public)
    assert list(attached) == [PUBLIC_DATA]
    assert PublicData.from_json(attached[PUBLIC_DATA], name="p").fingerprint == source(result).sha256


def test_the_public_form_lacks_what_it_must(result: Result, public: bytes) -> None:
    everything = text_of(public) + read_protocol(public)[0][PUBLIC_DATA].decode()
    for secret in (
        "сіңлім", "әпкесі", "көрші", "мүгедектігі", "жалған құжат", "Қабылданбаған Қанат", "Кеткен Кенже", "2-топ",
        "aigul@example.org", "010101650017", "701 234 56 78", "Құпия", "relative", "туысы", "родственник",
    ):  # fmt: skip
        assert close(secret) not in close(everything).replace('"relative","name"', "").replace(
            '{"en":"","kk":"туысы","ru":"родственник"}', ""
        ), secret


def test_files_are_named_by_number_and_form_and_writing_twice_changes_nothing(result: Result, tmp_path: Path) -> None:
    first = write_protocol(source(result), tmp_path / "out", public=True)
    before = first.read_bytes()
    again = write_protocol(source(result), tmp_path / "out", public=True)
    assert first == again == tmp_path / "out" / "protocol-3-2022-public.pdf"
    assert again.read_bytes() == before
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["protocol-3-2022-public.pdf"]


def test_another_protocol_of_the_same_name_is_never_replaced(result: Result, tmp_path: Path) -> None:
    signed = tmp_path / "protocol-3-2022-public.pdf"
    signed.write_bytes(b"%PDF signed by hand and scanned")
    (tmp_path / "protocol-3-2022-public-2.pdf").mkdir()
    path = write_protocol(source(result), tmp_path, public=True)
    assert path.name == "protocol-3-2022-public-3.pdf"
    assert write_protocol(source(result), tmp_path, public=True) == path
    assert signed.read_bytes() == b"%PDF signed by hand and scanned"


def test_cancelling_writes_nothing(result: Result, tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        write_protocol(source(result), tmp_path, public=False, report=lambda done, of: done < of // 2)
    assert list(tmp_path.iterdir()) == []


def test_both_forms_are_written_or_neither(result: Result, tmp_path: Path) -> None:
    told: list[int] = []

    def stop_in_the_second(done: int, of: int) -> bool:
        told.append(done)
        return not (told.count(0) > 1 and done > of // 2)

    with pytest.raises(CancelledError):
        write_protocols(source(result), tmp_path, stop_in_the_second)
    assert list(tmp_path.iterdir()) == []
    full, public = write_protocols(source(result), tmp_path)
    assert {full.name, public.name} == {one.name for one in tmp_path.iterdir()}
    assert write_protocol(source(result), tmp_path, public=True) == public


def test_progress_ends_with_everything_done(result: Result) -> None:
    told: list[tuple[int, int]] = []
    protocol_pdf(source(result), public=False, report=lambda done, of: told.append((done, of)) is None)
    assert told[-1][0] == told[-1][1]


def test_an_open_question_makes_a_draft(result: Result) -> None:
    question = Question(kind="winners-not-named", territory="JET")
    unfinished = result.model_copy(
        update={"outcome": result.outcome.model_copy(update={"questions": (question,)}), "acts": ()}
    )
    found = text_of(preview_pdf(unfinished, public=False))
    assert "ЖОБА" in found
    assert "ПРОЕКТ" in found


def test_fifteen_members_stand_on_landscape_pages(make_large: Callable[..., Result]) -> None:
    document = pypdfium2.PdfDocument(preview_pdf(make_large(40, 15), public=False))
    try:
        turned = [page.get_size()[0] > page.get_size()[1] for page in document]
    finally:
        document.close()
    assert turned[0] is False
    assert True in turned
    half = len(turned) // 2
    assert turned[:half] == turned[half:]
