"""Where applicants are written to: names, languages and addresses for the notices."""

from sqlmodel import Session

from models.centre.applications import applications
from models.protocol.papers.notices import Recipient


def contacts(session: Session, contest_id: str) -> dict[str, Recipient]:
    """Return everybody who applied, by code, with address, phone and e-mail as written in the questionnaire."""
    return {
        one.code: Recipient(
            code=one.code,
            name=one.applicant.full_name,
            language=one.language,
            address=one.applicant.actual_address or one.applicant.registration_address,
            phone=one.applicant.mobile or one.applicant.work_phone,
            email=one.applicant.email,
        )
        for one in applications(session, contest_id)
    }
