"""History: once the personal data of a contest were destroyed its words of why may be emptied, and nothing else."""

from alembic import op  # noqa: TID253 - Alembic itself loads this file

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_REFUSAL = "history only grows"
_SAME = ("number", "contest", "subject", "key", "what", "fields", "by", "at")
_EMPTIED = "NEW.why = '' AND OLD.subject <> 'destruction' AND OLD.contest IN (SELECT contest FROM destructions)"


def upgrade() -> None:
    for statement in _STATEMENTS[op.get_bind().dialect.name]:
        op.execute(statement)
    # contests whose data were destroyed while the words stayed
    destroyed = "contest IN (SELECT contest FROM destructions)"
    op.execute(f"UPDATE history SET why = '' WHERE {destroyed} AND subject <> 'destruction'")  # noqa: S608 - ours


def _emptied(same: str) -> str:
    return " AND ".join([_EMPTIED, *(f'NEW."{name}" {same} OLD."{name}"' for name in _SAME)])


_STATEMENTS = {
    "sqlite": [
        "DROP TRIGGER history_no_update",
        f"""CREATE TRIGGER history_no_update BEFORE UPDATE ON history WHEN NOT coalesce({_emptied("IS")}, 0)
        BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
    ],
    "postgresql": [
        "DROP TRIGGER history_stays ON history",
        """CREATE TRIGGER history_stays BEFORE DELETE OR TRUNCATE ON history
        FOR EACH STATEMENT EXECUTE FUNCTION history_stays()""",
        f"""CREATE FUNCTION history_loses_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF coalesce({_emptied("IS NOT DISTINCT FROM")}, false) THEN RETURN NEW; END IF;
        RAISE EXCEPTION '{_REFUSAL}'; END $$""",
        """CREATE TRIGGER history_loses_words BEFORE UPDATE ON history
        FOR EACH ROW EXECUTE FUNCTION history_loses_words()""",
    ],
}
