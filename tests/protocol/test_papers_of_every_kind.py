"""What letters, registers and acts are made of: one language, landscape pages, letterhead, drawings, pictures."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from models.progress import silent
from models.protocol.blocks import (
    Addressee,
    Area,
    Block,
    Column,
    Drawing,
    Ends,
    Label,
    Language,
    Letterhead,
    Numbered,
    Paper,
    Picture,
    Row,
    Signature,
    Signatures,
    Stroke,
    Table,
    Text,
)
from models.protocol.pdf.attaching import attach
from models.protocol.pdf.build import build
from models.values import Both

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
NAME = Both(kk="«Тірек» қоры", ru="Фонд «Опора»")
LETTER: tuple[Block, ...] = (
    Letterhead(NAME, Both(kk="Алматы қ., Абай даңғылы, 1", ru="г. Алматы, пр. Абая, 1")),
    Ends("№ 12/345\n05.09.2022", Both(kk="Алматы қ.", ru="г. Алматы")),
    Addressee((Both(kk="Құсайынова Гүлнұрға", ru="Кусаиновой Гульнур"), "JET-001")),
    Text(Both(kk="Сіздің өтініміңіз қаралды.", ru="Ваша заявка рассмотрена."), "letter"),
    Numbered("1.", Both(kk="Бірінші тармақ. " * 20, ru="Первый пункт. " * 20)),
    Numbered("1.1.", Both(kk="Тармақша. " * 20, ru="Подпункт. " * 20), 2),
    Text(Both(kk="1-қосымша", ru="Приложение 1"), "right"),
    Drawing(
        100,
        30,
        (Area(0, 0, 100, 5), Stroke(((0, 0), (50, 30)), dashed=True), Label(50, 10, Both(kk="шек", ru="черта"))),
    ),
    Signatures("", (Signature(Both(kk="Төраға", ru="Председатель"), "Ә. Қасымов"),)),
)


def letter(language: Language, *blocks: Block) -> Paper:
    return Paper(
        title=Both(kk="Хабарлама", ru="Уведомление"),
        number="12/345",
        on=None,
        fingerprint="",
        running=Both(kk="№ 12/345 хабарлама", ru="Уведомление № 12/345"),
        blocks=blocks or LETTER,
        languages=(language,),
    )


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((x + y) % 256 for x in range(width)) for y in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    with opened(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize(
    ("language", "own", "other"), [("kk", "қаралды", "рассмотрена"), ("ru", "рассмотрена", "қаралды")]
)
def test_a_letter_speaks_one_language_under_a_head_in_both(language: Language, own: str, other: str) -> None:
    pdf = build(letter(language), silent)
    text = text_of(pdf)
    assert own in text
    assert other not in text
    assert NAME.kk in text
    assert NAME.ru in text
    assert "SHA" not in text
    with pikepdf.open(BytesIO(pdf)) as document:
        assert (str(document.Root.Lang), len(document.pages)) == (language, 1)
        assert str(document.docinfo["/Title"]) == letter(language).title.say(language)


def test_the_same_letter_has_the_same_bytes_also_with_a_picture() -> None:
    blocks = (*LETTER, Picture(png(40, 30), 30, "left"))
    assert build(letter("kk", *blocks), silent) == build(letter("kk", *blocks), silent)


def test_every_kazakh_letter_is_found_in_every_block() -> None:
    blocks: tuple[Block, ...] = (
        Letterhead(KAZAKH, KAZAKH),
        Ends(KAZAKH, KAZAKH),
        Addressee((KAZAKH, KAZAKH)),
        Text(KAZAKH, "letter"),
        Text(KAZAKH, "right"),
        Numbered(KAZAKH[:2], KAZAKH),
        Drawing(60, 10, (Label(1, 1, KAZAKH), Label(1, 5, KAZAKH, strong=True))),
        Signatures(KAZAKH, (Signature(KAZAKH, KAZAKH),)),
    )
    assert text_of(build(letter("kk", *blocks), silent)).count(KAZAKH) == 14


def test_every_font_that_shows_a_word_is_inside_the_file() -> None:
    with pikepdf.open(BytesIO(build(letter("kk"), silent))) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        embedded = {str(font.BaseFont)[8:] for font in fonts if "/FontDescriptor" in font}
        # reportlab names Helvetica in an empty text at the head of each page
        assert {str(font.BaseFont) for font in fonts if "/FontDescriptor" not in font} == {"/Helvetica"}
        content = document.pages[0].Contents.read_bytes()
    assert embedded == {"SourceSerifPro-Regular", "SourceSerifPro-Semibold", "Roboto-Regular"}
    assert content.count(b"/F1 ") == content.count(b"/F1 12 Tf 14.4 TL ET") == 1


def test_long_words_of_a_head_and_an_address_stay_in_their_place() -> None:
    long = Both(kk="«" + "Қамқоршылықжастарұйымы" * 5 + "»", ru="«" + "Молодёжноедвижение" * 6 + "»")
    pdf = build(
        letter("ru", Letterhead(long, long), Ends(long, long), Addressee((long, "ул. " + "Абая " * 60))), silent
    )
    with opened(pdf) as document:
        text = document[0].get_textpage()
        width = document[0].get_size()[0]
        for number in range(text.count_rects()):
            left, _, right, _ = text.get_rect(number)
            assert left >= 70
            assert right <= width - 33
        assert text.get_text_bounded().count("Абая") == 60


def test_a_register_is_wide_from_its_first_page_to_its_last() -> None:
    table = Table((Column("№", 9), Column("Аты", 40, grow=1)), tuple(Row((str(n), "Әлия")) for n in range(60)))
    register = Paper(
        title=NAME, number="1", on=None, fingerprint="ab" * 32, running=NAME, wide=True,
        blocks=(Text("Тізілім", "centre"), table, Signatures("Қол", (Signature("Мүше", "Аты"),))),
    )  # fmt: skip
    with opened(build(register, silent)) as document:
        sizes = [page.get_size() for page in document]
    assert len(sizes) == 6
    assert all(width > height for width, height in sizes)


def test_a_picture_larger_than_the_page_is_made_to_fit() -> None:
    with opened(build(letter("kk", Picture(png(50, 400), 500)), silent)) as document:
        assert len(document) == 1
        (image,) = [one for one in document[0].get_objects() if one.type == 3]
        left, bottom, right, top = image.get_bounds()
        width, height = document[0].get_size()
    assert (left > 60, bottom > 50, right < width - 30, top < height - 40) == (True,) * 4


def test_data_in_pieces_are_attached_like_data_in_one() -> None:
    made = build(letter("kk"), silent)
    data = b'{"a":[1,2,3]}' * 1000
    pieces = [data[at : at + 700] for at in range(0, len(data), 700)]
    whole = attach(made, letter("kk"), name="d.json", data=data, kind="application/json")
    assert attach(made, letter("kk"), name="d.json", data=pieces, kind="application/json") == whole
    with pikepdf.open(BytesIO(whole)) as document:
        carried = document.attachments["d.json"].get_file()
        assert carried.read_bytes() == data
        assert carried.size == len(data)


def test_attaching_does_not_pack_the_pages_again() -> None:
    made = build(letter("kk"), silent)
    with pikepdf.open(BytesIO(made)) as document:
        assert document.pages[0].Contents.Filter == pikepdf.Name.FlateDecode
        before = document.pages[0].Contents.read_raw_bytes()
    with pikepdf.open(BytesIO(attach(made, letter("kk"), name="d", data=b"", kind="text/plain"))) as document:
        assert document.pages[0].Contents.read_raw_bytes() == before
