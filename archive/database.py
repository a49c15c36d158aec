"""SQLite, opened the one way this project opens it: foreign keys on, write-ahead log, migrated to the newest schema.

Alembic's and SQLite's errors become ours here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from archive.errors import CatalogueError

__all__ = ["FILENAME", "connection", "open_engine"]

FILENAME = "catalogue.sqlite"
BUSY_TIMEOUT_MS = 30_000


def open_engine(home: Path) -> Engine:
    """An engine on ``home``'s catalogue, created or migrated where needed.

    Raises CatalogueError where the folder cannot be written, or the file is damaged or newer than this program.
    """
    path = home / FILENAME
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogueError(f"The archive's folder {home} cannot be made: {error.strerror}.") from error
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    try:
        _migrate(engine)
    except OperationalError as error:
        engine.dispose()
        raise CatalogueError(
            f"{path} cannot be opened for writing ({error.orig}). Check the rights of its folder, and that no other "
            "program holds it."
        ) from error
    except (DatabaseError, CommandError) as error:
        engine.dispose()
        raise CatalogueError(
            f"{path} is not a catalogue that this version can open. Restore a copy, or move it away and ingest again.",
            reason=str(error.__cause__ or error),
        ) from error
    return engine


@contextmanager
def connection(engine: Engine, *, writes: bool = False) -> Iterator[Connection]:
    """A connection of its own; one that ``writes`` takes the write lock when it begins. Raises CatalogueError."""
    try:
        with engine.connect().execution_options(writes=writes) as opened:
            yield opened
    except DatabaseError as error:
        raise CatalogueError(
            "The catalogue cannot be read or written: another program holds it, the disk is full, or it is damaged."
            " Try again; if it stays so, restore a copy.",
            reason=str(error.orig),
        ) from error


def _configure(connection: Any, _record: object) -> None:
    # We send BEGIN ourselves (below): Python's sqlite3 would otherwise delay it and lose the isolation of reads.
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        # FULL: what was reported as taken in survives a power cut, not only a killed process.
        "synchronous = FULL",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes the write lock at once: upgrading a read lock later can fail with "database is locked".
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
