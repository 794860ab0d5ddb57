"""What a workspace keeps under a name."""

from sqlmodel import Session

from models.scoring.workspace.tables import SettingRow


def setting(session: Session, name: str) -> str | None:
    """Return what is kept under `name`; None when nothing ever was."""
    row = session.get(SettingRow, name)
    return None if row is None else row.value


def set_setting(session: Session, name: str, value: str) -> None:
    """Keep `value` under `name` instead of what was there."""
    session.merge(SettingRow(name=name, value=value))
