"""Hard cases on pages: nothing clipped, nothing alone, figures in line; read back from the finished PDF."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.progress import silent
from models.protocol.blocks import (
    Block,
    Column,
    Heading,
    PageBreak,
    Paper,
    Row,
    Signature,
    Signatures,
    Table,
    Text,
    Words,
)
from models.protocol.pdf import fonts
from models.protocol.pdf.build import build
from models.values import Both

FIVE_WORDS = "Құсайынова-Бекмағамбетова Гүлнұр Әбдіғаппарқызы Жанғазиева-Сүлейменова Мөлдір"
TITLE = ("Ауылдағы жастарға арналған «Ұлы дала» шеберханасын ашу: кілем тоқу, " * 5)[:300]
FOOT = 50.0
HEAD = Both(kk="Бас", ru="Глава")


def paper(*blocks: Block, wide: bool = False) -> Paper:
    words = Both(kk="Қағаз", ru="Бумага")
    return Paper(
        title=words, number="1", on=date(2022, 9, 5), fingerprint="ab" * 32, running=words, blocks=blocks, wide=wide
    )


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def bodies(pdf: bytes) -> list[str]:
    """The text of each page without its foot."""
    with opened(pdf) as document:
        return [page.get_textpage().get_text_bounded(bottom=FOOT) for page in document]


def close(text: str) -> str:
    return re.sub(r"[\s\ufffe-]+", "", text)


def boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    text = page.get_textpage()
    return [text.get_rect(number) for number in range(text.count_rects())]


def ranking(rows: int) -> Table:
    columns = (
        Column(Both(kk="Орын", ru="Место"), 12.5, align="centre"),
        Column("Код", 18),
        Column(Both(kk="Өтініш беруші, жоба", ru="Заявитель, проект"), 36, grow=1),
        *[Column(f"M{n}", 8, align="centre", group=Both(kk="Балдар", ru="Баллы")) for n in range(1, 6)],
        Column(Both(kk="Жалпы балл", ru="Общий балл"), 12, align="right"),
        Column(Both(kk="Шешім", ru="Решение"), 26, grow=0.25),
    )
    made = []
    for n in range(rows):
        who = f"{FIVE_WORDS}\n{TITLE}" if n % 4 == 0 else f"Қасым Әлия\n{TITLE[:70]}"
        cells: tuple[Words, ...] = (
            str(n),
            f"JET-{n:03}",
            who,
            "25",
            "4",
            "(25)",
            "–",
            "12",
            f"{200 - n},5",
            "жеңімпаз",
        )
        made.append(
            Row(
                cells,
                strong=n < 9,
                tie="a" if 3 <= n < 14 else "",
                cut=HEAD if n == 8 else None,
                note="22+21+25 = 68; " * 12 if n % 5 == 0 else "",
            )
        )
    return Table(columns, tuple(made))


@pytest.mark.parametrize("wide", [False, True])
def test_a_long_title_and_a_name_of_five_words_stand_whole_and_touch_nothing(*, wide: bool) -> None:
    pdf = build(paper(ranking(24), wide=wide), silent)
    text = close("".join(bodies(pdf)))
    assert text.count(close(f"{FIVE_WORDS}\n{TITLE}")) == 12
    with opened(pdf) as document:
        for page in document:
            width, height = page.get_size()
            found = boxes(page)
            for left, bottom, right, top in found:
                assert (left >= 28, bottom >= 20, right <= width - 28, top <= height - 28) == (True,) * 4
            for number, (left, bottom, right, top) in enumerate(found):
                for other in found[number + 1 :]:
                    across = min(right, other[2]) - max(left, other[0])
                    along = min(top, other[3]) - max(bottom, other[1])
                    assert across <= 0.5 or along <= 0.5


@pytest.mark.parametrize(
    "cells", [("1 000 000", "987 650,50", "7 001"), ("106", "105.5", "98.25"), ("-1,5", "12", "3,25")]
)
def test_figures_stand_comma_below_comma(cells: Sequence[str]) -> None:
    table = Table((Column("А", 40, align="right"),), tuple(Row((cell,), strong=n == 1) for n, cell in enumerate(cells)))
    with opened(build(paper(table), silent)) as document:
        text = document[0].get_textpage()
        ends = []
        for cell in cells:
            whole = re.split("[,.]", cell)[0]
            found = text.search(whole, match_whole_word=False)
            at, count = found.get_next()
            ends.append(text.get_charbox(at + count - 1, loose=True)[2])
    assert max(ends) - min(ends) < 0.1


@given(
    lines=st.lists(st.integers(1, 45), min_size=1, max_size=40),
    before=st.integers(0, 50),
    wide=st.booleans(),
    notes=st.sets(st.integers(0, 39)),
    cut=st.integers(0, 39),
)
@settings(max_examples=60, deadline=None)
def test_every_row_stands_once_in_order_below_its_heading(
    lines: list[int], before: int, wide: bool, notes: set[int], cut: int
) -> None:
    rows = tuple(
        Row(
            (f"N{n:02}", "\n".join(["сөз"] * many)),
            strong=n % 3 == 0,
            note="ескерту " * (many * 20) if n in notes else "",
            cut=HEAD if n == cut else None,
        )
        for n, many in enumerate(lines)
    )
    table = Table((Column(HEAD, 20), Column("Мәтін", 60, grow=1)), rows)
    filler = [Text("жол")] * before
    pages = bodies(build(paper(*filler, table, wide=wide), silent))
    found = re.findall(r"\bN\d\d\b", "\n".join(pages))
    assert found == [f"N{n:02}" for n in range(len(lines))] * 2
    text = "\n".join(pages)
    assert (text.count("сөз"), text.count("ескерту")) == (
        2 * sum(lines),
        2 * sum(20 * many for n, many in enumerate(lines) if n in notes),
    )
    for page in pages:
        if "сөз" in page or "ескерту" in page:
            assert re.search(r"^(Бас|Глава) Мәтін", page.replace("\r\n", "\n"), flags=re.MULTILINE)


@given(rows=st.integers(2, 120), before=st.integers(0, 50))
@settings(max_examples=25, deadline=None)
def test_no_page_holds_a_single_row_of_a_table(rows: int, before: int) -> None:
    table = Table((Column(HEAD, 30),), tuple(Row((f"N{n:03}",)) for n in range(rows)))
    for page in bodies(build(paper(*[Text("жол")] * before, table), silent)):
        assert len(re.findall(r"N\d\d\d", page)) != 1


@given(rows=st.integers(3, 90), wide=st.booleans())
@settings(max_examples=25, deadline=None)
def test_nobody_signs_below_nothing_of_the_table(rows: int, wide: bool) -> None:
    table = Table((Column(HEAD, 30),), tuple(Row((f"N{n:03}",)) for n in range(rows)))
    places = Signatures("Қолдар", (Signature("Төраға", "Аты Жөні"), Signature("Хатшы", "Жөні Аты")))
    pages = bodies(build(paper(table, places, wide=wide), silent))
    signed = [page for page in pages if "Қолдар" in page]
    assert len(signed) == 2
    for page in signed:
        assert len(re.findall(r"N\d\d\d", page)) >= 2
        assert "Төраға" in page
        assert "Хатшы" in page


def test_signatures_take_the_last_paragraph_with_them_not_the_whole_text() -> None:
    texts = [Text(f"Т{n:02} " + "мәтін " * 60) for n in range(12)]
    places = Signatures("", tuple(Signature("Мүше", f"Аты {n}") for n in range(10)))
    pages = bodies(build(paper(*texts, places), silent))
    assert len(pages) == 4
    assert "Т10" in pages[0]
    assert pages[1].startswith("Т11")
    assert "Аты 9" in pages[1]


def test_signatures_below_a_note_take_what_the_note_is_about_with_them() -> None:
    texts = [Text(f"Т{n:02} " + "мәтін " * 60) for n in range(12)]
    places = Signatures("", tuple(Signature("Мүше", f"Аты {n}") for n in range(10)))
    pages = bodies(build(paper(*texts, Text("Негіз: 5-тармақ.", "note"), places), silent))
    assert pages[1].startswith("Т11")


@pytest.mark.parametrize("lines", range(28, 34))
def test_short_sections_are_not_moved_together(lines: int) -> None:
    """A heading takes its own section along, not the short ones after it."""
    sections = [part for n in range(12) for part in (Heading(f"Бөлім {n}"), Text("Қысқа мәтін."))]
    pages = bodies(build(paper(*[Text("жол")] * lines, *sections), silent))
    with_sections = [number for number, page in enumerate(pages[: len(pages) // 2]) if "Бөлім" in page]
    assert with_sections[0] == 0
    assert "Бөлім 0" in pages[0]


def test_signatures_below_a_wide_table_stand_upright_again() -> None:
    table = Table((Column("А", 30),), (Row(("1",)),), wide=True)
    made = build(paper(table, Heading("Соңы"), Signatures("Қол", (Signature("Мүше", "Аты"),))), silent)
    with opened(made) as document:
        assert [page.get_size()[0] > page.get_size()[1] for page in document] == [True, False] * 2


def test_a_text_after_a_wide_table_stays_with_it_and_not_above_the_next() -> None:
    table = Table((Column("А", 30),), (Row(("1",)),), wide=True)
    one = (Heading("Бірінші аумақ", 2), Text("Өтінімдер саны: 1."), table, Text("Тең балдар: 142."))
    upright = (Table((Column("Б", 30),), (Row(("2",)),)), Text("Тең балдар: 59."))
    pages = bodies(build(paper(*one, *upright, Heading("Екінші аумақ", 2), Text("Саны: 1."), table), silent))
    assert [page.split("\n")[-1].strip() for page in pages[:2]] == ["Тең балдар: 142.", "Тең балдар: 59."]
    assert pages[2].startswith("Екінші аумақ")


@pytest.mark.parametrize("begun", [(), (Text("алды"), PageBreak())])
def test_a_text_above_the_title_of_a_wide_page_stays_with_it(begun: tuple[Block, ...]) -> None:
    table = Table((Column("А", 30),), (Row(("1",)),), wide=True)
    title = (Text("№ 3 хаттамаға қосымша", "right"), Heading("Нәтижелер", 0), Text("конкурс", "centre"))
    made = build(paper(*begun, *title, Heading("Балдар"), table), silent)
    assert "№ 3 хаттамаға қосымша" in bodies(made)[bool(begun)]
    with opened(made) as document:
        assert len(document) == 2 * (1 + bool(begun))


@given(words=st.lists(st.sampled_from(["№ 14-б", "№ 2024/122-Г", "хат", "төлем", "тапсырмасы"]), max_size=12))
def test_a_number_stays_with_its_sign(words: list[str]) -> None:
    fonts.register()
    text = " ".join(words)
    lines = fonts.wrap(text, fonts.SANS, 8, 60)
    assert " ".join(lines) == text
    assert all(fonts.width(line, fonts.SANS, 8) <= 60 for line in lines)
    assert not any(line.endswith("№") for line in lines)


def test_a_paper_that_begins_wide_has_no_empty_page() -> None:
    table = Table((Column("А", 30),), (Row(("1",)),), wide=True)
    pages = bodies(build(paper(table, PageBreak(), Text("соңы")), silent))
    assert [page.split()[0] for page in pages] == ["А", "соңы"] * 2


def test_letters_beyond_the_first_256_of_a_font_are_found_again() -> None:
    letters = [chr(code) for code in (*range(0x21, 0x7F), *range(0xA1, 0x180), *range(0x400, 0x530))]
    letters = [letter for letter in letters if not unicodedata.category(letter).startswith("M")]  # no piles of accents
    shown = [letter for letter in letters if fonts.readable(letter, fonts.SANS) == letter and letter != "\xad"]
    assert len(shown) > 300
    words = ["".join(shown[at : at + 12]) for at in range(0, len(shown), 12)]
    text = "\n".join(bodies(build(paper(Table((Column("А", 60),), tuple(Row((word,)) for word in words))), silent)))
    assert [word for word in words if text.count(word) != 2] == []


@pytest.mark.parametrize("word", ["жоқ", "н/п", "(125)", "13–120", "JET-001"])
def test_a_short_sign_is_not_broken(word: str) -> None:
    columns = (Column("Аты", 30, grow=1), *[Column("M1", 8, align="centre")] * 5)
    found = bodies(build(paper(Table(columns, (Row(("Әлия", *[word] * 5), strong=True),))), silent))
    assert "".join(found).count(word) == 10


@given(before=st.integers(0, 50), between=st.integers(0, 3), rows=st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_no_heading_is_left_alone_at_the_foot_of_a_page(before: int, between: int, rows: int) -> None:
    table = Table((Column("Баған", 60),), tuple(Row((f"N{n:02}\n\n\n",)) for n in range(rows)))
    blocks = (Heading("Бірінші"), Heading("Екінші", 2), *[Text("кіріспе")] * between, table)
    for page in bodies(build(paper(*[Text("жол")] * before, *blocks), silent)):
        assert ("Бірінші" in page, "Екінші" in page) in ((True, True), (False, False))
        if "Екінші" in page:
            assert "N00" in page or page.count("кіріспе") > 2
