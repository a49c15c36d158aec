"""Words of the pages that templates are handed: marked here, translated there."""

__all__ = [
    "AXES",
    "COUNTED",
    "FACETS",
    "LIST_HEADINGS",
    "N_",
    "RECORD_FIELDS",
    "RELATIONS",
    "SECTIONS",
    "SORTS",
    "UNRANKED",
    "VIEWS",
]


def N_(text: str) -> str:  # noqa: N802 gettext's own name for it
    """Marks a text for translation and leaves it as it is: the template translates it."""
    return text


FACETS = {
    "theme": N_("Theme"),
    "city": N_("City"),
    "country": N_("Country"),
    "region": N_("World region"),
    "kind": N_("Kind of evidence"),
    "language": N_("Language of evidence"),
    "program": N_("Training program"),
    "host": N_("Host of the program"),
    "partner": N_("Partner or network"),
    "year": N_("Taught in"),
    "period": N_("Policy ran in"),
    "instrument": N_("Instrument"),
    "challenge": N_("Obstacle met"),
    "people": N_("People served"),
    "actor": N_("Led by"),
    "finance": N_("Paid by"),
    "stage": N_("Stage"),
    "scale": N_("Scale"),
    "evidence": N_("Evidence of results"),
}
AXES = {
    "theme": N_("Theme"),
    "subtheme": N_("Sub-theme"),
    "region": N_("Continent"),
    "subregion": N_("World region"),
    "country": N_("Country"),
    "city": N_("City"),
    "year": N_("Year taught"),
    "period": N_("Decade the policy ran in"),
    **{
        name: FACETS[name]
        for name in ("stage", "scale", "evidence", "instrument", "actor", "finance", "challenge", "people")
    },
    **{name: FACETS[name] for name in ("program", "host", "partner", "kind", "language")},
}
"""What tables are counted by."""
COUNTED = {
    "hits": N_("Cases and documents"),
    "programs": N_("Programs known to have taught a case"),
    "teachings": N_("Cases taught in programs"),
    "participants": N_("Participants of programs known to have taught a case"),
}
"""What tables count."""
LIST_HEADINGS = {"place": N_("Place"), "year": N_("Taught in, by year"), "period": N_("Policy ran in, by decade")}
"""Where a list is called otherwise than its filter."""
SECTIONS = {
    "problem": N_("Problem"),
    "objectives": N_("Objectives"),
    "solution": N_("Solution"),
    "background": N_("Background"),
    "actors": N_("Actors"),
    "resources": N_("Resources"),
    "obstacles": N_("Obstacles"),
    "success-factors": N_("Success factors"),
    "lessons": N_("Lessons"),
    "transfer": N_("Transfer"),
    "inclusion": N_("Inclusion"),
    "results": N_("Results"),
    "title-and-gist": N_("Title and gist"),
}
"""What the parts of a case record are called; one that is not here keeps its own heading."""
RELATIONS = {
    "part of": N_("part of"),
    "has part": N_("has as a part"),
    "follows": N_("follows"),
    "followed by": N_("was followed by"),
    "adapted from": N_("was adapted from"),
    "adapted in": N_("was adapted in"),
    "same policy in other city": N_("same policy in another city"),
    "replaces": N_("replaces"),
    "replaced by": N_("was replaced by"),
    "contrasts with": N_("contrasts with"),
}
"""How a case stands to another."""
RECORD_FIELDS = {
    "title": N_("Title in English and Korean"),
    "gist": N_("Gist in English and Korean"),
    "coordinates": N_("Place on the map"),
    "start": N_("Beginning"),
    "end": N_("End"),
    "sources": N_("Sources"),
    "source_ids": N_("Sources"),
    "review": N_("Review by a second person"),
    "last_reviewed": N_("Day of the review"),
    "reviewer": N_("Reviewer"),
    "taught": N_("Programs that taught it"),
    "sdg": N_("Sustainable Development Goals"),
    "results": N_("Results"),
    "instrument": N_("Instrument"),
    "actor": N_("Led by"),
    "finance": N_("Paid by"),
    "challenge": N_("Obstacle met"),
    "people": N_("People served"),
    "relations": N_("Related cases"),
    "tags": N_("Tags"),
    "themes": N_("Themes"),
    "stage": N_("Stage"),
    "scale": N_("Scale"),
}
"""What the fields of a case record are called; its sections stand in SECTIONS."""
SORTS = {
    "relevance": N_("Most relevant first"),
    "newest": N_("Newest policy first"),
    "oldest": N_("Oldest policy first"),
    "last-taught": N_("Most recently taught first"),
    "most-taught": N_("Most often taught first"),
    "title": N_("By title"),
}
"""Orders of results."""
UNRANKED = N_("In the archive's order")
"""Where nothing was asked in words, nothing is more relevant than another."""
VIEWS = {"list": N_("List"), "map": N_("Map"), "timeline": N_("Time line")}
"""Ways to show the same results."""
