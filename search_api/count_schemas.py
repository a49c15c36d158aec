"""Tables of counts over the wire. Every field is described, as in schemas.py."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from search_api.asking_schemas import Questioning, Wire
from search_api.schemas import Label, QuestionEcho

__all__ = ["FILTER_OF", "AxisName", "CountAnswer", "CountAxis", "CountCell", "CountParameters", "CountValue", "Counted"]

AxisName = Literal[
    "theme",
    "subtheme",
    "region",
    "subregion",
    "country",
    "city",
    "year",
    "period",
    "kind",
    "language",
    "stage",
    "scale",
    "evidence",
    "instrument",
    "actor",
    "finance",
    "challenge",
    "people",
    "host",
    "partner",
    "program",
]
FILTER_OF: Mapping[str, str] = {"subtheme": "theme", "subregion": "region"}
"""Axes whose values another filter takes; all others are called as theirs."""

_AXIS = (
    "`theme`: the main themes; `subtheme`: those below them. `region`: continents; `subregion`: the smallest world "
    "regions (UN M49). `year`: taught in; `period`: the decade in which the policy ran. All others are filters of that "
    "name."
)


class Counted(StrEnum):
    """What a table counts."""

    HITS = "hits"
    PROGRAMS = "programs"
    TEACHINGS = "teachings"
    PARTICIPANTS = "participants"


class CountParameters(Questioning):
    """What to count: a question or filters as for `/api/search` (nothing: the whole archive), and one to three axes."""

    rows: AxisName = Field(default="theme", description=f"First axis. {_AXIS}")
    columns: AxisName | None = Field(default=None, description="Second axis, one of the same; leave out for a list.")
    layers: AxisName | None = Field(default=None, description="Third axis, one of the same: a table for each value.")
    of: Counted = Field(
        default=Counted.HITS,
        description="`hits`: cases and documents that no case claims, as the total of a search counts them. "
        "`programs`: training programs of the register that taught cases found. `teachings`: pairs of a case found and "
        "a program that taught it. `participants`: head counts, as recorded, of those programs. Of the last three only "
        "facts count: never what is merely suggested, never sample courses, never documents that no case claims.",
    )
    format: Literal["json", "csv"] = Field(
        default="json",
        description="`csv`: one line for each cell that is not empty, with id and label on each axis and the count; "
        "UTF-8 with a byte order mark, for spreadsheets. It has no margins: ask for them with fewer axes.",
    )


class CountValue(Label):
    """A value of an axis. The id `no entry`, which no filter takes: the records have nothing there. What sources were
    read for and do not say is a value like others, where a vocabulary has one for it."""

    count: int = Field(
        description="The margin: how many distinct ones have the value. What has several values of an axis (a case "
        "with two themes) counts in each, so margins add up to more than the total, and cells to more than margins."
    )


class CountAxis(Wire):
    name: AxisName = Field(description="The axis.")
    filter: str = Field(description="The filter that takes the ids of its values.")
    values: list[CountValue] = Field(
        description="Values that anything has: years and decades in order, stages, scales and kinds of evidence from "
        "least to most, others the most frequent first; `no entry` last."
    )


class CountCell(Wire):
    values: list[str | None] = Field(description="Id of a value on each axis, in the order of `axes`; null: any.")
    count: int = Field(description="How many distinct ones have all these values; of participants the sum.")


class CountAnswer(Wire):
    """A table of counts. With `of=hits` a cell holds what the same search finds with its values as further filters: a
    filter holds for one passage, and so do the values of a cell. With the others, year, host, partner and program are
    the program's own, all other axes those of the cases: `region` is where a policy ran, not where people came from."""

    of: Counted = Field(description="What is counted.")
    axes: list[CountAxis] = Field(description="Rows, columns, layers, as far as they were asked for.")
    total: int = Field(description="How many distinct ones the table counts in all; each once.")
    unrecorded: int | None = Field(
        description="With `of=participants`: how many of the programs counted have no head count on record, and add 0. "
        "Else null."
    )
    cells: list[CountCell] = Field(
        description="The cells that are not empty, in the order of the values. `no entry`: of the passages with the "
        "cell's other values none has a value on that axis."
    )
    margins: list[CountCell] = Field(
        description="Distinct totals of a table of three axes over one of them, which is null; empty with fewer axes, "
        "whose margins stand beside the values."
    )
    revision: int = Field(description="Revision of the catalogue: with the address it says which table this is.")
    index_revision: int = Field(description="Revision of the catalogue that was indexed.")
    stale: bool = Field(
        description="True: the catalogue has changed since it was indexed. New records are not counted yet; cases and "
        "documents that were withdrawn or hidden are not counted any more."
    )
    query: QuestionEcho = Field(description="The question as it was understood, with its filters.")
