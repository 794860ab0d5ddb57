"""The protocol of the technical selection, the register of contracts and the act of destruction, read back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import get_args

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contest.application import Screened
from models.contest.commission import Person, Role
from models.contest.contest import Contest
from models.contest.profile_files import load_profile
from models.protocol.blocks import Facts, Language, Paper, Row, Table, Text, say
from models.protocol.papers.contracts import ContractRow, Contracts, contract_register
from models.protocol.papers.destruction import Destroyed, destruction_act
from models.protocol.papers.office import NO_NUMBER, Frame
from models.protocol.papers.technical import (
    Made,
    Reason,
    Screening,
    TechnicalRecord,
    public_record,
    technical_protocol,
)
from models.protocol.papers.writing import finished
from models.values import Both

AT = datetime(2024, 4, 25, 20, 30, tzinfo=UTC)  # the 26th in Almaty
PROFILE = load_profile("zhas-2024")
CONTEST = Contest(
    id="00000000-0000-4000-8000-000000000001",
    title=Both(kk="Шағын гранттар конкурсы", ru="Конкурс малых грантов"),
    profile=PROFILE,
    lot=PROFILE.lots[0].code,
    parties=PROFILE.parties,
)
FRAME = Frame(
    contest=CONTEST,
    number="12/345",
    on=date(2024, 6, 20),
    secretary=Person(id="s1", name="Әбдіғаппарова Гүлнұр Құрманғазықызы", role=Role.SECRETARY),
)
NAME = "Мұхамеджанова-Әбілдина Айгүл Һәкімқызы Бану Гүлім"
LONG = ("Ұлттық қолөнер шеберханасы ғажап өңірлік орталық іздейді " * 6)[:300]
AGE = Reason(text=Both(kk="Жасы 36-да", ru="Возраст 36 лет"), point="3-тармақ / пункт 3")
CARS = Reason(text=Both(kk="Көлік сатып алу.", ru="Покупка транспорта."), point="5-тармақ / пункт 5", personal=False)


def screening(code: str, state: Screened, *reasons: Reason, territory: str = "almaty-region") -> Screening:
    made = () if state is Screened.RECEIVED else (Made(decision=state, reasons=reasons, at=AT),)
    return Screening(code=code, territory=territory, applicant=NAME, title=LONG, state=state, made=made)


RECORD = TechnicalRecord(
    frame=FRAME,
    applications=(
        screening("ALM-0001", Screened.ADMITTED),
        Screening(
            code="ALM-0002",
            territory="abai",
            applicant="Ким Юлия",
            title="Спорт",
            state=Screened.ADMITTED,
            made=(
                Made(decision=Screened.MENDING, reasons=(AGE, CARS), deadline=date(2024, 4, 29), at=AT),
                Made(decision=Screened.ADMITTED, at=AT),
            ),
        ),
        screening("ALM-0003", Screened.REFUSED, AGE, CARS).model_copy(update={"applicant": "Сейтқазы Ұлан"}),
        screening("ALM-0004", Screened.WITHDRAWN, Reason(text=Both(kk="№ 5 хат", ru="Письмо № 5"))).model_copy(
            update={"applicant": "Өмірбек Ғани"}
        ),
    ),
)


def texts(paper: Paper, language: str) -> str:
    def parts() -> Iterator[str]:
        for block in paper.blocks:
            if isinstance(block, Facts):
                yield from (f"{say(label, language)}: {say(value, language)}" for label, value in block.rows)
            elif isinstance(block, Table):
                yield from (" | ".join(say(cell, language) for cell in row.cells) for row in block.rows)
            elif hasattr(block, "text"):
                yield say(block.text, language)

    return "\n".join(parts())


def read_back(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def rows_of(paper: Paper) -> list[Row]:
    return [row for block in paper.blocks if isinstance(block, Table) for row in block.rows]


def destroyed(**changed: object) -> Destroyed:
    done = Destroyed(
        frame=FRAME.model_copy(update={"number": ""}),
        record="3f0c9c6e-2d5b-4a36-9a9d-2d7b1c8f0001",
        codes=tuple(f"ALM-{n:04}" for n in range(1, 29)),
        attachments=112,
        what=Both(kk="аты-жөндері, ЖСН", ru="имена, ИИН"),
        ground="Мақсат орындалды",
        by="Әбдіғаппарова Гүлнұр",
        at=AT,
    )
    return done.model_copy(update=changed)


@pytest.mark.parametrize(
    "paper",
    [
        technical_protocol(RECORD, public=False),
        technical_protocol(RECORD, public=True),
        technical_protocol(RECORD.model_copy(update={"applications": ()}), public=False),
        contract_register(Contracts(frame=FRAME, rows=())),
        destruction_act(destroyed()),
    ],
    ids=["technical", "public", "nobody", "no contracts", "destruction"],
)
def test_pages_say_what_the_paper_says_in_the_same_bytes(paper: Paper) -> None:
    pdf = finished(paper)
    assert finished(paper) == pdf
    assert paper.languages == get_args(Language)
    assert NAME not in f"{paper.title.kk}{paper.title.ru}{paper.running.kk}{paper.running.ru}"


def test_refused_and_sent_back_carry_reasons_with_their_points() -> None:
    paper = technical_protocol(RECORD, public=False)
    for language, told in (
        ("kk", ("1) Жасы 36-да (3-тармақ)\n2) Көлік сатып алу (5-тармақ)", "№ 5 хат", "26.04.2024", "29.04.2024")),
        ("ru", ("1) Возраст 36 лет (пункт 3)\n2) Покупка транспорта (пункт 5)", "Письмо № 5", "26.04.2024")),
    ):
        text = texts(paper, language)
        assert all(part in text for part in told)
    numbers = {say(row.cells[0], "ru"): row.cells[1:] for row in rows_of(paper)[:3]}
    assert numbers["Всего"] == ("4", "2", "1", "1", "1")


def test_the_public_form_names_only_who_was_admitted() -> None:
    shown = public_record(RECORD)
    assert public_record(shown) == shown
    text = read_back(finished(technical_protocol(RECORD, public=True)))
    for hidden in ("Сейтқазы", "Өмірбек", "Возраст", "Письмо", "пункт 3"):
        assert hidden not in text
    assert "Ким Юлия" in text
    assert "пункт 5" in text
    full, public = (technical_protocol(RECORD, public=public) for public in (False, True))
    assert full.fingerprint == public.fingerprint == RECORD.digest()


def test_a_point_that_stands_behind_several_reasons_is_told_once_in_public() -> None:
    other = AGE.model_copy(update={"text": Both(kk="Құжат жоқ", ru="Нет документа")})
    reasons = tuple(one.model_copy(update={"personal": False}) for one in (AGE, other))
    record = RECORD.model_copy(update={"applications": (screening("ALM-0007", Screened.REFUSED, *reasons),)})
    for public, told in ((True, "пункт 3"), (False, "1) Возраст 36 лет (пункт 3)\n2) Нет документа (пункт 3)")):
        paper = technical_protocol(record, public=public)
        assert told in [say(cell, "ru") for row in rows_of(paper) for cell in row.cells]


def test_numbers_that_people_write_into_a_title_are_covered_in_public() -> None:
    told = "Клуб, тел. 8 701 234 56 78"
    record = RECORD.model_copy(
        update={"applications": (screening("A-1", Screened.ADMITTED).model_copy(update={"title": told}),)}
    )
    assert told in texts(technical_protocol(record, public=False), "ru")
    assert "701" not in texts(technical_protocol(record, public=True), "ru")


def test_with_undecided_applications_it_is_a_draft() -> None:
    record = RECORD.model_copy(update={"applications": (screening("ALM-0001", Screened.RECEIVED),)})
    (draft,) = [
        block
        for block in technical_protocol(record, public=False).blocks
        if isinstance(block, Text) and block.style == "draft"
    ]
    assert ": 1." in say(draft.text, "ru")
    assert not [b for b in technical_protocol(RECORD, public=False).blocks if getattr(b, "style", "") == "draft"]


contract_rows = st.lists(
    st.builds(
        ContractRow,
        territory=st.sampled_from(["almaty-region", "abai", ""]),
        code=st.from_regex(r"[A-Z]{3}-[0-9]{4}", fullmatch=True),
        grantee=st.sampled_from([NAME, "Ким Ю.", ""]),
        title=st.sampled_from([LONG, "Спорт", ""]),
        awarded=st.none() | st.integers(0, 1_000_000),
        state=st.sampled_from(["", "signed", "completed", "failed"]),
        number=st.sampled_from(["", "14/Қ"]),
        amount=st.none() | st.integers(0, 1_000_000),
        actual_cost=st.none() | st.integers(0, 1_000_000),
        last=st.none() | st.just(date(2024, 6, 1)),
        first=st.just(date(2024, 5, 1)),
    ),
    max_size=12,
).map(lambda rows: tuple(sorted(rows, key=lambda row: row.territory)))


@settings(max_examples=15, deadline=None)
@given(contract_rows)
def test_sums_are_those_of_contracts_that_stand_and_rows_are_numbered_through(rows: tuple[ContractRow, ...]) -> None:
    paper = contract_register(Contracts(frame=FRAME, rows=rows))
    (totals,) = [block for block in paper.blocks if isinstance(block, Facts)]
    told = {say(label, "ru"): say(value, "ru").replace("\N{NO-BREAK SPACE}", "") for label, value in totals.rows}
    stand = [row for row in rows if row.state in ("signed", "completed")]
    for label, amounts in (
        ("По договору, ₸", [row.amount for row in stand]),
        ("Фактически, ₸", [row.actual_cost for row in stand]),
        ("Присуждено, ₸", [row.awarded for row in rows if row.state != "failed"]),
    ):
        known = [amount for amount in amounts if amount is not None]
        assert told[label] == (str(sum(known)) if known else "–")
    assert told["Ещё не заключено"] == str(sum(not row.state for row in rows))
    assert told["Из них с истёкшим сроком"] == str(sum(not row.state and row.last is not None for row in rows))
    numbers = [row.cells[0] for row in rows_of(paper) if not row.strong]
    assert numbers == [str(n) for n in range(1, len(rows) + 1)]
    finished(paper)


def test_the_act_tells_what_went_and_leaves_room_for_copies_and_a_number() -> None:
    text = read_back(finished(destruction_act(destroyed()))).replace("\r\n", " ")
    for part in (
        "ALM-0001–ALM-0028",
        "28",
        "112",
        "Мақсат орындалды",
        "аты-жөндері, ЖСН",
        "имена, ИИН",
        "26.04.2024 01:30",
        NO_NUMBER,
    ):
        assert part in text
    assert len(rows_of(destruction_act(destroyed()))) >= 4
    assert destruction_act(destroyed()).fingerprint == destroyed().digest()
