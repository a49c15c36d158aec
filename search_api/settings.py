"""The one place where settings are read: environment variables that begin with ``MITI_``."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from archive.errors import InvalidRecord

__all__ = ["Settings", "read_settings"]


class Settings(BaseSettings):
    """Validated once, then handed on: nothing below reads the environment."""

    model_config = SettingsConfigDict(env_prefix="MITI_", env_ignore_empty=True, extra="forbid", frozen=True)

    home: Path = Field(default=Path("var"), description="folder of the catalogue, the originals and the index")
    host: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=253)] = Field(
        default="127.0.0.1", description="address the web server listens on"
    )
    port: int = Field(default=8000, ge=1, le=65535, description="port the web server listens on")
    model: str | None = Field(
        default=None,
        description="sentence-transformers model, by name or folder; none: our own, of ten languages",
    )
    query_prefix: str = Field(default="", max_length=200, description="what the model wants in front of a question")
    passage_prefix: str = Field(default="", max_length=200, description="what the model wants in front of a passage")
    upload_mb: int = Field(
        default=50, ge=1, le=500, description="largest file, in megabytes, that a reader may hand in to be compared"
    )
    base_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/?#]+(?:/[^\s?#]*)?$")] | None = Field(
        default=None,
        description="public address of this archive, for links that leave it; none: citations, exports and feeds name "
        "the address that it listens on, other links are relative",
    )

    @property
    def address(self) -> str:
        """Where the archive is for those who read something of it elsewhere: its public address or, where none is set,
        the one that it listens on."""
        return self.base_url or f"http://{self.host}:{self.port}"


def read_settings(**given: object) -> Settings:
    """The settings of the environment; ``given`` ones (from the command line) come first, None is not given.

    Raises InvalidRecord with one sentence that names every variable that is wrong and says why.
    """
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = "; ".join(
            f"MITI_{'_'.join(str(part) for part in finding['loc']).upper()}: {finding['msg']}"
            for finding in error.errors(include_input=False, include_url=False)
        )
        raise InvalidRecord(f"These settings cannot be used: {wrong}.") from error
