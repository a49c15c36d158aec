"""What goes over the wire while a question is being typed."""

from typing import Literal

from pydantic import Field

from search_api.asking_schemas import Asking, Wire

__all__ = ["ChosenFilter", "Completion", "CompletionKind", "CompletionParameters", "Completions"]


class CompletionParameters(Asking):
    q: str = Field(
        default="",
        max_length=2000,
        description="What has been typed so far. Each word begins a word of what is offered, in any order; texts that "
        "nothing is called, empty ones and those of more than 200 letters have no completions.",
    )
    limit: int = Field(default=8, ge=1, le=50, description="How many completions to give at most.")


CompletionKind = Literal["case", "concept", "name", "theme", "city", "country", "program", "organisation"]


class ChosenFilter(Wire):
    name: str = Field(description="Name of the filter.")
    value: str = Field(description="Its value, as the filter takes it.")


class Completion(Wire):
    """Something here that is called as the typed words begin. Choosing it sets a filter, asks a question, or opens a
    record: one of `filter` and `question` is set, or neither."""

    kind: CompletionKind = Field(
        description="case, program, theme, city, country, organisation, concept (a term of urban policy) or name (a "
        "proper name that is none of these)."
    )
    id: str = Field(description="Stable id of the record or of the entry of the vocabulary.")
    label: str = Field(description="What it is called in the language asked for, else in English.")
    language: str = Field(description="BCP 47 tag of the language that `label` is in.")
    form: str = Field(description="Another name for it, or its name in another language, that matched; else empty.")
    form_language: str = Field(description="BCP 47 tag of the language that `form` is in; empty where there is none.")
    note: str = Field(description="What tells it from its like: the place of a case, the year of a program; or empty.")
    case_count: int | None = Field(
        description="How many cases have this theme or place or, as far as sources say, were taught in this program or "
        "an organisation's programs; null where nobody counts them."
    )
    filter: ChosenFilter | None = Field(description="The filter that choosing it sets, where a case would pass it.")
    question: str | None = Field(description="The words that choosing it asks for.")
    address: str = Field(description="The page that shows what was chosen: a search, or the record.")


class Completions(Wire):
    q: str = Field(description="What was typed.")
    completions: list[Completion] = Field(description="The best first, the kinds mixed.")
    revision: int = Field(description="Revision of the catalogue.")
