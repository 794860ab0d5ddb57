"""The tables of the first central file."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - Alembic itself loads this file

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access",
        sa.Column("public_line", sa.String(), nullable=False),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("public_line", name=op.f("pk_access")),
    )
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )
    op.create_table(
        "column_mappings",
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("heading", name=op.f("pk_column_mappings")),
    )
    op.create_table(
        "contests",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("title_kk", sa.String(), nullable=False),
        sa.Column("title_ru", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contests")),
    )
    op.create_table(
        "history",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("contest", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_contest_subject_key"), "history", ["contest", "subject", "key"], unique=False)
    op.create_table(
        "applications",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column("iin", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=True),
        sa.Column("submitted", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('received', 'mending', 'admitted', 'refused', 'withdrawn')", name=op.f("ck_applications_state")
        ),
        sa.ForeignKeyConstraint(["contest"], ["contests.id"], name=op.f("fk_applications_contest")),
        sa.PrimaryKeyConstraint("contest", "code", name=op.f("pk_applications")),
    )
    op.create_index(op.f("ix_applications_iin"), "applications", ["iin"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        listed = ["contest", "code", "territory", "state", "name", "title", "asked", "search"]
        op.create_index("ix_applications_listed", "applications", listed, unique=False)
    op.create_table(
        "criteria_versions",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contest"], ["contests.id"], name=op.f("fk_criteria_versions_contest")),
        sa.PrimaryKeyConstraint("contest", "version", name=op.f("pk_criteria_versions")),
        sa.UniqueConstraint("contest", "sha256", name=op.f("uq_criteria_versions_contest_sha256")),
    )
    op.create_table(
        "destructions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("applications", sa.Integer(), nullable=False),
        sa.Column("attachments", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contest"], ["contests.id"], name=op.f("fk_destructions_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destructions")),
    )
    op.create_table(
        "packets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.String(), nullable=False),
        sa.Column("roster_version", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("built_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contest"], ["contests.id"], name=op.f("fk_packets_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packets")),
        sa.UniqueConstraint("contest", "revision", name=op.f("uq_packets_contest_revision")),
    )
    op.create_table(
        "roster_versions",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contest"], ["contests.id"], name=op.f("fk_roster_versions_contest")),
        sa.PrimaryKeyConstraint("contest", "version", name=op.f("pk_roster_versions")),
        sa.UniqueConstraint("contest", "sha256", name=op.f("uq_roster_versions_contest_sha256")),
    )
    op.create_table(
        "application_versions",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest", "application"],
            ["applications.contest", "applications.code"],
            name=op.f("fk_application_versions_contest_application"),
        ),
        sa.PrimaryKeyConstraint("contest", "application", "version", name=op.f("pk_application_versions")),
    )
    op.create_table(
        "attachments",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("personal", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest", "application"],
            ["applications.contest", "applications.code"],
            name=op.f("fk_attachments_contest_application"),
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_attachments_sha256")),
        sa.PrimaryKeyConstraint("contest", "application", "position", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_sha256"), "attachments", ["sha256"], unique=False)
    op.create_table(
        "contracts",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("actual_cost", sa.BigInteger(), nullable=True),
        sa.Column("documents", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('signed', 'completed', 'failed')", name=op.f("ck_contracts_state")),
        sa.ForeignKeyConstraint(
            ["contest", "application"],
            ["applications.contest", "applications.code"],
            name=op.f("fk_contracts_contest_application"),
        ),
        sa.PrimaryKeyConstraint("contest", "application", name=op.f("pk_contracts")),
    )
    op.create_table(
        "results",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("packet", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("synced_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contest"], ["contests.id"], name=op.f("fk_results_contest")),
        sa.ForeignKeyConstraint(["packet"], ["packets.id"], name=op.f("fk_results_packet")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_results")),
    )
    op.create_table(
        "screening_decisions",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest", "application"],
            ["applications.contest", "applications.code"],
            name=op.f("fk_screening_decisions_contest_application"),
        ),
        sa.PrimaryKeyConstraint("contest", "application", "number", name=op.f("pk_screening_decisions")),
    )
    op.create_table(
        "outcomes",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column("number_of_marks", sa.Integer(), nullable=False),
        sa.Column("total", sa.String(), nullable=True),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("place_from", sa.Integer(), nullable=True),
        sa.Column("place_to", sa.Integer(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("reserve", sa.Integer(), nullable=True),
        sa.Column("asked", sa.BigInteger(), nullable=True),
        sa.Column("awarded", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contest", "application"],
            ["applications.contest", "applications.code"],
            name=op.f("fk_outcomes_contest_application"),
        ),
        sa.ForeignKeyConstraint(["result"], ["results.sha256"], name=op.f("fk_outcomes_result")),
        sa.PrimaryKeyConstraint("contest", "application", name=op.f("pk_outcomes")),
    )
    op.create_table(
        "panels",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.CheckConstraint("counted IN (0, 1)", name=op.f("ck_panels_counted")),
        sa.ForeignKeyConstraint(
            ["contest", "application"],
            ["outcomes.contest", "outcomes.application"],
            name=op.f("fk_panels_contest_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panels")),
        sa.UniqueConstraint("contest", "application", "member", name=op.f("uq_panels_contest_application_member")),
    )
    op.create_index(
        op.f("ix_panels_contest_counted_application"), "panels", ["contest", "counted", "application"], unique=False
    )
    op.create_table(
        "marks",
        sa.Column("panel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'number') = (points IS NOT NULL)", name=op.f("ck_marks_points")),
        sa.ForeignKeyConstraint(["panel"], ["panels.id"], name=op.f("fk_marks_panel")),
        sa.PrimaryKeyConstraint("panel", "criterion", name=op.f("pk_marks")),
        sqlite_with_rowid=False,
    )
    for statement in _HISTORY_STAYS[op.get_bind().dialect.name]:
        op.execute(statement)


_REFUSAL = "history only grows"
_HISTORY_STAYS = {
    "sqlite": [
        f"CREATE TRIGGER history_no_{verb} BEFORE {verb} ON history BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        f"""CREATE FUNCTION history_stays() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$""",
        """CREATE TRIGGER history_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON history
        FOR EACH STATEMENT EXECUTE FUNCTION history_stays()""",
    ],
}
