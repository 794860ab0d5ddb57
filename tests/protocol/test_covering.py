"""Numbers and addresses of a person in a free text, however they are written."""

import pytest

from models.protocol.public import COVERED, cover


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("ИИН 010101 650 017", f"ИИН {COVERED}"),
        ("ЖСН:01-01-01-650-017", f"ЖСН:{COVERED}"),
        ("ЖСН 0101 0165 0017, 0101\u00a00165\u00a00017", f"ЖСН {COVERED}, {COVERED}"),
        ("0101-0165-0018; 010101 650017", f"{COVERED}; {COVERED}"),  # a mistyped one is somebody's too
        ("490/101/650/014 \u0664\u0669010\u200b1650014", f"{COVERED} {COVERED}"),  # of nobody born yet
        ("№ 10 2022 0101 0165 0017 5", f"№ 10 2022 {COVERED} 5"),
        ("2022 2023 2024, 12.05.2026 14.30, 123 456 789 012 ₸", "2022 2023 2024, 12.05.2026 14.30, 123 456 789 012 ₸"),
        ("77012345678, +7\u2011701\u2011234\u201156\u201178", f"{COVERED}, {COVERED}"),
        ("7 701 234 56 78 не 8(701)2345678", f"{COVERED} не {COVERED}"),
        ("a.b\uff20c.kz", COVERED),
        ("ЖСК KZ86 125K ZT50 0410 0100", f"ЖСК {COVERED}"),
        ("жиені, 701 234 56 78; (747)-234-56-78", f"жиені, {COVERED}; ({COVERED}"),
        ("WhatsApp 7012345678, сома 7000000000", f"WhatsApp {COVERED}, сома 7000000000"),
        ("kz86 125k zt50 0410 0100", COVERED),
        ("700 000 000 000 ₸, 7 012 345 678 ₸, 750 000 ₸", "700 000 000 000 ₸, 7 012 345 678 ₸, 750 000 ₸"),
        ("02.05.2024 10:00, 850 000 000 000 ₸, № 12-Ө", "02.05.2024 10:00, 850 000 000 000 ₸, № 12-Ө"),
        ("5+4+5+3+5 = 22; ALM-0001", "5+4+5+3+5 = 22; ALM-0001"),
    ],
)
def test_a_number_is_covered_however_it_is_written(text: str, covered: str) -> None:
    assert cover(text) == covered
    assert cover(covered) == covered
