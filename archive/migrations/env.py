"""Alembic's entry: migrations run on the connection that archive/database.py hands over, in its transaction."""

from alembic import context

from archive.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
