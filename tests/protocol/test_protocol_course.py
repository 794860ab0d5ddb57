"""The course of the sitting in the protocol: nothing without items, every minute with them."""

from datetime import timedelta
from typing import Any

from models.protocol.blocks import Heading, Table, say
from models.protocol.case import Case
from models.protocol.course import course
from models.protocol.document import protocol
from models.protocol.public import public_result
from models.sitting.acts import Closed, ItemClosed, ItemOpened, MemberLeft, MemberReturned
from models.sitting.result import Result


def with_items(result: Result) -> Result:
    at = result.acts[-1].at
    told: list[tuple[type[Any], dict[str, Any]]] = [
        (ItemOpened, {"applications": ("JET-008",)}),
        (MemberLeft, {"member": "m3", "why": "conflict"}),
        (MemberLeft, {"member": "m2", "why": "other", "reason": "дәрігерге кетті"}),
        (MemberReturned, {"member": "m2"}),
        (ItemOpened, {"item": "Рейтинг", "applications": ("JET-001", "JET-002", "JET-003")}),
        (ItemClosed, {"ending": "stopped", "reason": "уақыт"}),
    ]
    acts = [kind(at=at + timedelta(minutes=n), by="s1", **values) for n, (kind, values) in enumerate(told, 1)]
    closed = Closed(at=at + timedelta(minutes=9), by="m1")
    return result.model_copy(update={"acts": (*result.acts[:-1], *acts, closed)})


def lines(result: Result, language: str, *, public: bool = False) -> list[tuple[str, ...]]:
    shown = public_result(result) if public else result
    blocks = list(course(Case(shown, fingerprint="cd" * 32, public=public)))
    table = next(block for block in blocks if isinstance(block, Table))
    return [tuple(say(cell, language) for cell in row.cells) for row in table.rows]


def test_a_sitting_without_items_has_no_such_section(result: Result) -> None:
    assert list(course(Case(result, fingerprint="cd" * 32, public=False))) == []


def test_every_event_stands_there_with_the_quorum_after_it(result: Result) -> None:
    held = with_items(result)
    found = lines(held, "ru")
    name = {person.id: person.name for person in held.manifest.roster.people}
    events = [(event, there, quorum) for _, event, there, quorum in found[3:]]
    assert events == [
        ("открыт вопрос 1: JET-008", "4", "есть"),
        (f"выход из зала в связи с конфликтом интересов: {name['m3']}", "3", "есть"),
        (
            f"выход из зала: {name['m2']}, дәрігерге кетті; кворум утрачен, рассмотрение вопроса 1 прекращено",
            "2",
            "нет",
        ),
        (f"возвращение в зал: {name['m2']}", "3", "есть"),
        ("открыт вопрос 2: Рейтинг: JET-001–JET-003", "3", "есть"),
        ("рассмотрение вопроса 2 прекращено: уақыт", "3", "есть"),
        ("заседание закрыто", "3", "есть"),
    ]
    assert [row[3] for row in lines(held, "kk")] == [{"есть": "бар", "нет": "жоқ"}[row[3]] for row in found]


def test_the_public_form_keeps_why_somebody_left_to_itself(result: Result) -> None:
    told = "\n".join(cell for row in lines(with_items(result), "kk", public=True) for cell in row)
    assert "дәрігерге" not in told
    assert "залдан шықты" in told


def test_it_stands_in_the_protocol_as_a_numbered_section(result: Result) -> None:
    paper = protocol(with_items(result), fingerprint="cd" * 32, public=False)
    titles = [say(block.text, "kk") for block in paper.blocks if isinstance(block, Heading) and block.level == 1]
    assert any(title.endswith(". Отырыстың барысы") for title in titles)
