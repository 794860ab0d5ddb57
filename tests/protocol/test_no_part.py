"""The second statement: in the protocol with a place to sign, alone as a paper, never in the public form."""

from typing import Any

import pytest

from models.errors import SittingError
from models.protocol.blocks import Signatures, Text, say
from models.protocol.case import Case
from models.protocol.document import protocol
from models.protocol.files import no_part_pdf
from models.protocol.statements import no_part_paper
from models.sitting.acts import NoPartStated


def texts(paper: Any, language: str) -> str:
    return "\n".join(say(block.text, language) for block in paper.blocks if isinstance(block, Text))


def test_who_was_recused_signs_that_they_took_no_part(result: Any) -> None:
    case = Case(result, fingerprint="", public=False)
    (member, codes), *_ = case.recused.items()
    name = result.manifest.roster.person(member).name
    paper = protocol(result, fingerprint="", public=False)
    assert f"Мен, {name}, мүдделер қақтығысына байланысты" in texts(paper, "kk")
    assert f"Я, {name}, в связи с конфликтом интересов" in texts(paper, "ru")
    assert f"{name}: заявление не подано; заявки: {', '.join(codes)}." in texts(paper, "ru")
    places = [place.name for one in paper.blocks if isinstance(one, Signatures) for place in one.places]
    assert places[-2:] == [name, ""]  # and a line for the day of signing
    public = protocol(result, fingerprint="", public=True)
    assert "Я, " not in texts(public, "ru")
    at = result.acts[-1].at
    stated = NoPartStated(at=at, by="s1", member=member, applications=codes)
    signed = result.model_copy(update={"acts": (*result.acts, stated)})
    assert f"{name}: заявление подано" in texts(protocol(signed, fingerprint="", public=False), "ru")


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("kk", "{name}: мәлімдеме берілген жоқ; барлық өтінімдер (мүдделер қақтығысы: {codes}).", "Қол қойылған күні"),
        ("ru", "{name}: заявление не подано; все заявки (конфликт интересов по заявкам: {codes}).", "Дата подписания"),
    ],
)
def test_who_left_the_commission_states_it_of_every_application(
    result: Any, language: str, words: str, day: str
) -> None:
    profile = result.manifest.contest.profile
    left = profile.model_copy(update={"conflicts": profile.conflicts.model_copy(update={"consequence": "leave-pool"})})
    contest = result.manifest.contest.model_copy(update={"profile": left})
    changed = result.model_copy(update={"manifest": result.manifest.model_copy(update={"contest": contest})})
    case = Case(changed, fingerprint="", public=False)
    (member, codes), *_ = case.recused.items()
    told = words.format(name=case.name(member), codes=", ".join(codes))
    assert told in texts(protocol(changed, fingerprint="", public=False), language)
    paper = no_part_paper(changed, member, fingerprint="")
    roles = [say(place.role, language) for one in paper.blocks if isinstance(one, Signatures) for place in one.places]
    assert roles[-1] == day


def test_the_statement_is_a_paper_of_its_own(result: Any) -> None:
    case = Case(result, fingerprint="", public=False)
    recused = next(iter(case.recused))
    paper = no_part_paper(result, recused, fingerprint="ab" * 32)
    assert f"Я, {case.name(recused)}" in texts(paper, "ru")
    assert no_part_pdf(result, recused, fingerprint="ab" * 32).startswith(b"%PDF")
    free = next(one.id for one in case.members if one.id not in case.recused)
    with pytest.raises(SittingError):
        no_part_paper(result, free, fingerprint="")
