"""Extracts, notices and the results appendix: what each says, what it keeps silent about, and that it was read back."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pikepdf
import pypdfium2
import pytest

from models.contest.profile import Appeal
from models.errors import CancelledError, FileError, SittingError
from models.progress import Asking, silent
from models.protocol.blocks import Column, Facts, Heading, Numbered, Paper, Row, Signature, Signatures, Table, Text
from models.protocol.papers.catalogue import Asked, offer, offers
from models.protocol.papers.extract import extract
from models.protocol.papers.handing_out import preview, write_papers
from models.protocol.papers.notices import Recipient, Sender, notice, recipients, told
from models.protocol.papers.notices_table import HEADINGS, notices_csv, notices_xlsx
from models.protocol.papers.notices_table import rows as notices_rows
from models.protocol.papers.writing import checked, file_name, finished, write_paper
from models.protocol.pdf.build import build
from models.protocol.reading_back import unlike
from models.sitting.outcome import Line, Remark, Standing
from models.sitting.result import Result
from models.values import Both

SHA = "ab" * 32
OUR = Sender(details="Абай даңғылы, 1; +7 727 000 00 00", role="Директор", name="Қ. Әбілқасымов", number="12",
             on=date(2022, 9, 6))  # fmt: skip


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    finally:
        document.close()


def close(text: str) -> str:
    return re.sub(r"[\s\x02\ufffe-]+", "", text)


def has(pdf: bytes, *words: str) -> list[bool]:
    shown = close(text_of(pdf))
    return [close(word) in shown for word in words]


def letter(result: Result, code: str, sender: Sender = OUR, **changed: str) -> bytes:
    to = next(one for one in recipients(result) if one.code == code)
    return finished(notice(result, to.model_copy(update=changed), sender))


def paper(*blocks: Facts | Heading | Text | Table | Signatures | Numbered) -> Paper:
    words = Both(kk="Қағаз", ru="Бумага")
    return Paper(words, "1", date(2022, 9, 5), SHA, words, blocks)


def with_line(result: Result, code: str, **changed: object) -> Result:
    def one(line: Line) -> Line:
        return line.model_copy(update=changed) if line.application == code else line

    territories = tuple(
        outcome.model_copy(update={"lines": tuple(map(one, outcome.lines))}) for outcome in result.outcome.territories
    )
    return result.model_copy(update={"outcome": result.outcome.model_copy(update={"territories": territories})})


# reading back


def test_what_the_pages_lack_or_add_is_found() -> None:
    row = Row(("KAZ-1", "Ұлпан Әбілқасымқызы", "105"))
    table = Table((Column("Код", 20), Column("Есім", 60, grow=1), Column("Балл", 20, align="right")), (row,))
    right = paper(table)
    pdf = build(right, silent)
    assert unlike(pdf, right) == ()
    for wrong in (
        Row(("KAZ-2", "Ұлпан Әбілқасымқызы", "105")),
        Row(("KAZ-1", "Улпан Әбілқасымқызы", "105")),
        Row(("KAZ-1", "Ұлпан Әбілқасымқызы", "106")),
    ):
        assert unlike(pdf, paper(Table(table.columns, (wrong,))))
    assert unlike(pdf, paper(Table(table.columns, (row, row))))
    assert unlike(build(paper(table, Text("тағы")), silent), right)


def test_a_letter_too_many_in_a_heading_and_rows_in_another_order_are_found() -> None:
    rows = tuple(Row((f"KAZ-{n:03}", "Ұлпан Әбілқасымқызы", str(200 - n))) for n in range(120))
    group = Both(kk="Балдары", ru="Баллы")

    def table(rows: tuple[Row, ...], head: str = "Балл") -> Paper:
        columns = (Column("Код", 20), Column("Есім", 60, grow=1), Column(head, 20, align="right", group=group))
        return paper(Heading("Бас"), Table(columns, rows), Table(columns, ()))

    right = table(rows)
    assert unlike(build(right, silent), right) == ()
    assert unlike(build(table(rows, "Баллл"), silent), right) == tuple(
        f"“л” stands 4 times too often ({language})" for language in ("kk", "ru")
    )
    turned = (*rows[:70], rows[71], rows[70], *rows[72:])
    assert [said.split("”")[0] for said in unlike(build(table(turned), silent), right)] == [
        "The row “KAZ071ҰлпанӘбілқасымқызы129"
    ] * 2


def test_a_language_that_says_another_figure_is_found() -> None:
    wrong = paper(Text(Both(kk="Мерзімі 5 күн", ru="Срок 6 дней")))
    assert unlike(build(wrong, silent), wrong) == (
        "Kazakh and Russian do not say the same figures: “Мерзімі 5 күн” – “Срок 6 дней”",
    )
    one = Paper(wrong.title, "1", None, "", wrong.running, wrong.blocks, ("kk",))
    assert unlike(build(one, silent), one) == ()


def test_a_paper_that_differs_is_not_handed_out(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="was not written") as refused:
        checked(build(paper(Text("бір")), silent), paper(Text("екі")), Asking(silent))
    assert "“екі” is not found on the pages" in refused.value.problems
    wrong = paper(Text(Both(kk="1", ru="2")))
    with pytest.raises(FileError):
        write_paper(wrong, tmp_path / "out", "paper.pdf")
    assert not (tmp_path / "out").exists()


def test_rows_over_pages_notes_and_notes_of_signatures_are_read_back() -> None:
    rows = tuple(Row((str(n), "сөз " * (n % 90), "–"), note=f"ескерту {n}", cut=Both(kk="Шек", ru="Черта"))
                 for n in range(1, 120))  # fmt: skip
    table = Table((Column("№", 12), Column("Мәтін-сөз", 60, grow=1), Column("Балл", 12)), rows)
    signed = Signatures(
        "Қолдар", (Signature(Both(kk="Мүше", ru="Член"), "Ә. Қ.", Both(kk="қашықтан", ru="дистанционно")),)
    )
    everything = paper(Heading("Бас"), Numbered("1.1.", "мәтін"), table, Table(table.columns, ()), signed)
    assert unlike(build(everything, silent), everything) == ()


@pytest.mark.parametrize(
    "text",
    [
        "ﬁ ﬂ ﬃ ½ № ² ⅷ ™ Ǆ ŉ ſ K Å → ☑ ‑",  # ligatures, letters that only one of the fonts has
        "Ә́лия И\u0306 a\u0301, Ж" + "\u0335\u0336\u0337" * 40 + "оба",
        "Жоба \u202etxt.exe\u2069 \u200b\u00ad\ufeff",
        "🎉 项目 اردو \x00\x07\x9b\ue000\uffff <b>&amp;</b> \u00a0\u2003\u2028",
        "Ж" * 6000,
        "сөз " * 3000,
    ],
)
def test_nothing_that_people_write_keeps_a_paper_from_being_handed_out(text: str) -> None:
    """An applicant with a ligature in the title would otherwise hold up the protocol of everybody."""
    table = Table((Column("№", 12), Column("Атауы", 60, grow=1)), (Row(("1", text), note=text), Row(("2", text))))
    everything = paper(Heading(text[:300]), Text(text), Text(text, "strong"), table)
    assert unlike(build(everything, silent), everything) == ()


def test_file_names_hold_nothing_strange() -> None:
    assert file_name("notice", "JET-001") == "notice-JET-001.pdf"
    assert len(file_name("notice", "Қ" * 300, "Ж" * 300).encode()) < 255 - len("-9999")
    assert file_name("extract", "3/2022 қ.", "../..\\A:1") == "extract-3-2022-қ-A-1.pdf"


def test_the_heading_of_what_stands_above_the_signatures_goes_with_it() -> None:
    facts = Facts((("Нәтиже", "жеңімпаз"), ("Сома", "1 000 000 ₸")))
    signed = Signatures("Үзінді дұрыс", (Signature("Хатшы", "Ә. Қ."),))
    for lines in range(30, 60):
        blocks = (*[Text("бір жол")] * lines, Table((Column("Бас", 30),), (Row(("1",)),)), Facts((("а", "б"),)))
        pdf = build(paper(*blocks, Heading("Шешімнің тақырыбы", 2), facts, signed), silent)
        document = pypdfium2.PdfDocument(pdf)
        try:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
        assert ["Шешімнің тақырыбы" in page for page in pages] == ["Үзінді дұрыс" in page for page in pages]


# extracts


def test_an_extract_shows_every_step_of_the_total(result: Result) -> None:
    pdf = finished(extract(result, "JET-001", fingerprint=SHA))
    assert has(
        pdf, "5+5+5+5+5 = 25", "25+25+25+25+25 + 2 = 127 (5/5)", "127 (ең жоғары мүмкін балл: 128)", "950 000 ₸",
        "C3. Жобаның тұрақтылығы", "C3. Устойчивость проекта", "победитель", "Выписка верна",
    ) == [True] * 8  # fmt: skip


def test_an_extract_names_nobody_else(result: Result) -> None:
    everybody = {one.code: one.applicant for one in result.manifest.applications}
    for line in (line for outcome in result.outcome.territories for line in outcome.lines):
        shown = close(text_of(finished(extract(result, line.application, fingerprint=SHA))))
        assert close(everybody[line.application]) in shown
        others = {name for name in everybody.values() if name != everybody[line.application]}
        assert not [name for name in others if close(name) in shown]
        assert not [code for code in everybody if code != line.application and close(code) in shown]
        assert not [one.name for one in result.manifest.roster.members if close(one.name) in shown]


def test_an_extract_of_a_refused_application_gives_the_reason(result: Result) -> None:
    pdf = finished(extract(result, "JET-901", fingerprint=SHA))
    assert has(pdf, "жасы 31-де", "возраст 31", "не прошла технический отбор") == [True] * 3
    assert has(finished(extract(result, "ABA-902", fingerprint=SHA)), "заявка отозвана") == [True]


def test_an_unknown_code_is_refused(result: Result) -> None:
    with pytest.raises(SittingError, match="no application JET-999"):
        extract(result, "JET-999", fingerprint=SHA)


# notices


def test_a_winner_reads_what_to_do_and_until_when(result: Result) -> None:
    pdf = letter(result, "JET-001", language="ru")
    assert has(
        pdf, "УВЕДОМЛЕНИЕ", "признан победителем", "950 000 ₸", "с 10.09.2022 по 15.09.2022 (5–10 календарных дней",
        "протоколе от 05.09.2022 № 3/2022", "№ 12/1", "06.09.2022 г.", "Қ. Әбілқасымов", "+7 727 000 00 00",
    ) == [True] * 9  # fmt: skip
    assert has(pdf, "ХАБАРЛАМА", "жеңімпаз") == [False] * 2


def test_others_read_the_remark_and_their_number_in_line(result: Result) -> None:
    assert told(result, "JET-005") == "in-line"
    assert (
        has(letter(result, "JET-005", language="kk"), "дауыс беру нәтижесінде өтпеді", "кезектегі нөмірі: 1.")
        == [True] * 2
    )
    assert told(result, "JET-009") == "lost"
    assert has(letter(result, "JET-009", language="kk"), "конкурстан шеттетілді", "кезектегі") == [True, False]
    shared = with_line(result, "JET-006", reserve=1)
    assert has(letter(shared, "JET-005", language="ru"), "номер в очереди: 1–2.", "общие у заявок") == [True] * 2
    assert has(letter(shared, "JET-005", language="ru"), "в очереди № 1–2;") == [True]


def test_the_refused_read_the_reason_in_both_languages(result: Result) -> None:
    assert told(result, "JET-901") == "refused"
    assert has(letter(result, "JET-901"), "Себебі: жасы 31-де", "Причина: возраст 31") == [True] * 2
    assert told(result, "ABA-902") == "withdrawn"
    basis = Both(kk="Негізі: № 5 хат", ru="Основание: письмо № 5")
    refused, withdrawn = result.manifest.refused
    manifest = result.manifest.model_copy(update={"refused": (refused, withdrawn.model_copy(update={"reason": basis}))})
    pdf = letter(result.model_copy(update={"manifest": manifest}), "ABA-902")
    assert has(pdf, "Негізі: № 5 хат", "Основание: письмо № 5", "Себебі", "Причина") == [True, True, False, False]


def test_how_to_appeal_stands_where_the_regulation_says_so(result: Result) -> None:
    appeal = Appeal(days=3, unit="working", to=Both(kk="апелляциялық комиссияға", ru="в апелляционную комиссию"),
                    point="8.2")  # fmt: skip
    contest = result.manifest.contest
    winners = contest.profile.winners.model_copy(update={"appeal": appeal})
    profile = contest.profile.model_copy(update={"winners": winners})
    changed = result.model_copy(
        update={
            "manifest": result.manifest.model_copy(update={"contest": contest.model_copy(update={"profile": profile})})
        }
    )
    for code in ("JET-007", "JET-901"):
        pdf = letter(changed, code, language="ru")
        assert has(pdf, "в течение 3 рабочих дней", "в апелляционную комиссию", "Основание: 8.2.") == [True] * 3
        assert has(letter(result, code, language="ru"), "рабочих дней") == [False]
    assert "appeal" not in contest.profile.winners.model_dump()


def test_nobody_is_told_what_is_not_decided(result: Result) -> None:
    for standing in (Standing.PROPOSED, Standing.OPEN):
        with pytest.raises(SittingError, match="has not decided yet"):
            told(with_line(result, "JET-001", standing=standing), "JET-001")


def test_what_is_left_empty_gets_a_place_to_write(result: Result) -> None:
    pdf = letter(result, "JET-001", Sender(), language="kk", name="")
    assert has(pdf, "№ ____________", "20____ ж.", "Құрметті өтініш беруші!", "Ұйымдастырушының басшысы") == [True] * 4


def test_a_name_of_five_words_a_long_address_and_a_long_title_stand_whole(result: Result) -> None:
    to = Recipient(
        code="JET-001",
        name="Құсайынова-Бекмағамбетова Гүлнұр Әбдіманапқызы Ұлжан Сұлтан",
        language="kk",
        address="Алматы облысы, Қарасай ауданы, Қаскелең қаласы, Жамбыл Жабаев көшесі, 112/3-үй, 45-пәтер",
    )
    for turn in (1, 3000):
        pdf = finished(notice(result, to, OUR, turn=turn))
        assert has(pdf, to.name, to.address, result.manifest.application("JET-001").project.title) == [True] * 3


def test_properties_and_names_of_files_tell_of_nobody(result: Result, tmp_path: Path) -> None:
    names = {one.applicant for one in result.manifest.applications} | {one.applicant for one in result.manifest.refused}
    for kind in ("extracts", "notices"):
        for path in write_papers(offer(kind), Asked(result, SHA), tmp_path / kind):
            assert not [name for name in names for word in name.split() if word in path.name]
            if path.suffix == ".pdf":
                with pikepdf.Pdf.open(path) as pdf:
                    said = str(pdf.docinfo) + "".join(map(str, dict(pdf.docinfo).values()))
                assert not [name for name in names if name.split()[0] in said]


# handing out


@pytest.mark.parametrize("kind", ["appendix", "appendix-public", "extracts", "notices"])
def test_the_same_data_give_the_same_files(result: Result, tmp_path: Path, kind: str) -> None:
    first = write_papers(offer(kind), Asked(result, SHA, OUR), tmp_path / "a", codes=["JET-001", "JET-901"])
    again = write_papers(offer(kind), Asked(result, SHA, OUR), tmp_path / "a", codes=["JET-001", "JET-901"])
    assert first == again
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(path.name for path in first)
    other = write_papers(offer(kind), Asked(result, SHA, OUR), tmp_path / "b", codes=["JET-001", "JET-901"])
    assert [path.read_bytes() for path in other] == [path.read_bytes() for path in first]


def test_notices_come_with_their_table(result: Result, tmp_path: Path) -> None:
    contacts = {"JET-002": Recipient(code="JET-002", name="=1+1", language="ru", email="a@example.org", phone="+7701")}
    asked = Asked(result, SHA, OUR, contacts)
    paths = write_papers(offer("notices"), asked, tmp_path)
    letters, tables = paths[:-2], paths[-2:]
    assert [path.name for path in tables] == ["notices.xlsx", "notices.csv"]
    assert len(letters) == len(asked.people) == len(result.manifest.applications) + len(result.manifest.refused)
    rows = list(csv.reader(io.StringIO(tables[1].read_text(encoding="utf-8-sig")), delimiter=";"))
    assert rows[0] == list(HEADINGS)
    assert [row[1] for row in rows[1:]] == [one.code for one in asked.people]
    assert [row[-1] for row in rows[1:]] == [path.name for path in letters]
    told_jet2 = next(row for row in rows if row[1] == "JET-002")
    assert told_jet2[2].lstrip("'") == "=1+1"
    assert told_jet2[2] != "=1+1"
    assert told_jet2[18:20] == ["10.09.2022", "15.09.2022"]
    book = openpyxl.load_workbook(tables[0])
    page = book.worksheets[0]
    assert page.max_row == len(rows)
    assert {cell.data_type for line in page.iter_rows() for cell in line if cell.value is not None} <= {"s", "n"}
    names = [path.name for path in letters]
    assert notices_xlsx(result, asked.people, names) == tables[0].read_bytes()
    assert notices_csv(result, asked.people, names) == tables[1].read_bytes()


def test_numbers_in_line_that_equal_applications_share_are_no_order_in_the_table(result: Result) -> None:
    people = [Recipient(code=code) for code in ("JET-005", "JET-006", "JET-007")]
    told_each = [row[16] for row in notices_rows(with_line(result, "JET-006", reserve=1), people, [""] * 3)]
    assert told_each == ["1–2", "1–2", "3"]


def test_cancelling_leaves_the_folder_as_it_was(result: Result, tmp_path: Path) -> None:
    kept = write_papers(offer("notices"), Asked(result, SHA), tmp_path, codes=["JET-001"])
    with pytest.raises(CancelledError):
        write_papers(offer("notices"), Asked(result, SHA), tmp_path, report=lambda done, _of: done < 4)
    assert list(tmp_path.iterdir()) == list(kept)


def test_codes_choose_and_an_unknown_one_is_refused(result: Result, tmp_path: Path) -> None:
    asked = Asked(result, SHA)
    assert [path.name for path in write_papers(offer("extracts"), asked, tmp_path, codes=["JET-003"])] == [
        "extract-3-2022-JET-003.pdf"
    ]
    with pytest.raises(SittingError, match="XX-1"):
        write_papers(offer("extracts"), asked, tmp_path / "no", codes=["XX-1"])
    assert not (tmp_path / "no").exists()


def test_a_contest_without_winners_tells_everybody(result: Result, tmp_path: Path) -> None:
    none = result
    for outcome in result.outcome.territories:
        for line in outcome.lines:
            none = with_line(none, line.application, standing=Standing.OUT, remark=Remark.THRESHOLD, reserve=None,
                             awarded=None)  # fmt: skip
    paths = write_papers(offer("notices"), Asked(none, SHA), tmp_path, codes=[line.application for line in
                         none.outcome.territories[1].lines])  # fmt: skip
    assert len(paths) == 5
    assert all(has(path.read_bytes(), "жеңімпаздар қатарына енбеді") == [True] for path in paths)


def test_the_public_appendix_keeps_back_what_the_public_protocol_does(result: Result) -> None:
    full, public = (preview(offer(kind), Asked(result, SHA)) for kind in ("appendix", "appendix-public"))
    assert has(full, "25+25+25+25+25 + 2 = 127 (5/5)") == has(public, "25+25+25+25+25 + 2 = 127 (5/5)") == [True]
    assert has(public, "мүгедектігі", "aigul@example.org") == [False] * 2


def test_many_members_and_applications_are_read_back(make_large: Callable[..., Result]) -> None:
    large = make_large(60, 15)
    assert preview(offer("appendix"), Asked(large, SHA))
    assert preview(offer("extracts"), Asked(large, SHA), large.manifest.applications[0].code)


def test_every_kind_is_told_apart() -> None:
    assert len({one.key for one in offers()}) == len(offers())
    with pytest.raises(KeyError):
        offer("none")


def test_only_papers_about_the_applicant_alone_or_without_personal_details_are_offered_to_applicants() -> None:
    full = {one.key for one in offers() if "full" in one.whom}
    assert full == {"appendix", "minutes", "next-in-line"}
    assert [one.key for one in offers() if "pplicant" in one.whom] == ["extracts", "notices"]
