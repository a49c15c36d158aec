"""Which programs of the register are asked for: one model for the page, the API and the command line."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from archive.model import Mode, Program, ProgramKind
from index.errors import UnknownFilter
from index.letters import normal, without_accents
from index.query import Years
from search_api.asking_schemas import Asking, Values
from search_api.portraits.trained import attendance
from search_api.records import Records

__all__ = ["RegisterParameters", "programs_of"]


def _given(values: object) -> object:
    """Without empty values: a form sends one where nothing was chosen."""
    return [value for value in values if value != ""] if isinstance(values, list) else values


Chosen = Annotated[Values, BeforeValidator(_given)]


class RegisterParameters(Asking):
    """Which programs of the register: values of one name widen, different names narrow. Sample courses are never among
    them."""

    year: Chosen = Field(default=[], description="Year in which it began: `2015`, `2010..2016`, `2010..`.")
    kind: Annotated[list[ProgramKind], Field(max_length=20), BeforeValidator(_given)] = Field(
        default=[], description="`course`, `workshop`, `degree`, `forum`."
    )
    theme: Chosen = Field(default=[], description="Theme ids, `T01`; a theme holds its sub-themes.")
    partner: Chosen = Field(default=[], description="Ids of commissioners, partners and networks.")
    host: Chosen = Field(default=[], description="Ids of organisations that ran it.")
    city: Chosen = Field(default=[], description="Ids of cities that took part, as far as sources name them.")
    country: Chosen = Field(default=[], description="ISO 3166-1 alpha-2 codes of countries whose officials took part.")
    mode: Annotated[list[Mode], Field(max_length=20), BeforeValidator(_given)] = Field(
        default=[], description="`on site`, `online`, `not stated`."
    )
    q: str = Field(default="", max_length=200, description="Words that all stand in its title, in part or whole.")


def programs_of(records: Records, asked: RegisterParameters) -> list[Program]:
    """The programs of the register that pass, newest first. Raises UnknownFilter for what is no year."""
    years = [_years(value) for value in asked.year]
    return [program for program in records.register_programs() if _passes(program, asked, years, records)]


def _passes(program: Program, asked: RegisterParameters, years: list[Years], records: Records) -> bool:
    themes = records.reference.vocabulary.with_broader(program.themes)
    partners = {*program.partners, *program.audience.networks, program.commissioner}
    return (
        (not years or any(program.year is not None and span.first <= program.year <= span.last for span in years))
        and (not asked.kind or program.kind in asked.kind)
        and (not asked.theme or not set(asked.theme).isdisjoint(themes))
        and (not asked.partner or not partners.isdisjoint(asked.partner))
        and (not asked.host or program.host in asked.host)
        and (not asked.mode or program.mode in asked.mode)
        and _took_part(program, asked, records)
        and all(word in _plain(f"{program.title} {program.title_recorded}") for word in _plain(asked.q).split())
    )


def _took_part(program: Program, asked: RegisterParameters, records: Records) -> bool:
    if not asked.city and not asked.country:
        return True
    reference = records.reference
    came = attendance(program, reference.participations.get(program.id, ()), reference.vocabulary)
    return (not asked.city or not came.cities.isdisjoint(asked.city)) and (
        not asked.country or not came.countries.isdisjoint(asked.country)
    )


def _plain(text: str) -> str:
    return without_accents(normal(text).casefold())


def _years(value: str) -> Years:
    try:
        return Years.parse(value)
    except ValueError:
        raise UnknownFilter(
            f"'{value[:40]}' is not a year: write one (2015), a span (2010..2016), or one open end (2010..).",
            name="year",
        ) from None
