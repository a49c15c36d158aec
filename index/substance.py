"""How much a passage says, by its form alone: a contents page, a list of references or a bare heading matches questions
in words and in meaning and answers none. Pure; rules of form and not of words, so that they hold in every language.

A passage is held to say something until its form shows otherwise: figures without a sentence do, and so does one short
sentence.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from index.units import CHARACTER, units_of

__all__ = ["Form", "form_of", "substance_of"]


class Form(StrEnum):
    """What a passage is made of."""

    STATEMENT = "statement"
    HEADING = "heading"
    CONTENTS = "contents"
    REFERENCES = "references"
    NOTHING = "nothing"


SUBSTANCE = {
    Form.STATEMENT: 1.0,
    Form.HEADING: 0.6,
    Form.CONTENTS: 0.6,
    Form.REFERENCES: 0.6,
    Form.NOTHING: 0.0,
}
LONGEST_HEADING = 9
"""Words; longer ones without a full stop are as often a statement."""
CHARACTERS_TO_A_WORD = 2.5
"""Of Korean, Chinese, Japanese and Thai."""
LEAST_VISIBLE = 0.4
"""Share of letters and digits below which a text is ruled lines and dots."""
LEAST_LINES = 3
CONTENTS_SHARE = 0.45
"""Share of the lines that end as those of a contents page do: in leaders, or in page numbers that ascend."""
REFERENCES_SHARE = 0.6
"""Share of a text that is addresses, names of sources and citations."""
CITED = 60
"""Characters that one citation stands for: a reference has two or three, and is two or three times as long."""

_SENTENCE_END = re.compile(r"(?:[^\W\d_]{2,}|\d)[\"'”’)»\]]*[.!。！।؟](?=\s|$|[\"'”’)»\]])|[。！]|[^\W\d_] [^\n?]*\?")
_PAGE_AT_END = re.compile(r"[^\d\s].*?\s(\d{1,3})$")
_LEADER_AT_END = re.compile(r"[^?:]\s*…\s*([\divxl-]{0,7})$")
_ADDRESS = re.compile(r"https?\s?:\s?/+[^\s)>\]]+|\bwww\.[^\s)>\]]+|\bdoi:?\s?\S+|\b10\.\d{4,}/\S+")
_SLUG = re.compile(r"(?<![\w/-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w/])")
_YEAR = re.compile(r"\(\s?(?:[^()\n]{0,20}\s)?(?:19|20)\d\d[a-z]?(?:,[^()\n]{0,16})?\)")  # (2014), (March 30, 2016)
_CITATION = re.compile(
    r"\bet al\b|\b[Ii]bid\b|\b[Oo]p\. ?[Cc]it"
    r"|\b\d+\s?\(\d{1,3}\)[,:]|\bpp?\. ?\d|\b\d+[–-]\d+\.(?:\s|$)"  # 34(2), and pp. 12 and 358–366.
    r"|(?<![\w.])[^\W\d_]\.(?:[ -]?[^\W\d_]\.)*,|,\s[^\W\d_]\.(?=[\s,&])"  # A. B., and Smith, J.
    r"|[.,] (?:19|20)\d\d\."
)


def substance_of(passages: Sequence[tuple[str, str]]) -> list[float]:
    """How much each passage says, 0 to 1, given as the page, slide or section that it stands in and its text.

    The sources that a slide names belong to what they support: they are held down only where their page holds nothing
    else, as in a bibliography.
    """
    forms = [form_of(text) for _, text in passages]
    says = {unit for (unit, _), form in zip(passages, forms, strict=True) if form is Form.STATEMENT}
    return [
        SUBSTANCE[Form.STATEMENT if form is Form.REFERENCES and unit in says else form]
        for (unit, _), form in zip(passages, forms, strict=True)
    ]


def form_of(text: str) -> Form:
    """What a text is made of, by the first rule that holds."""
    visible = [character for character in text if not character.isspace()]
    if sum(map(str.isalnum, visible)) <= LEAST_VISIBLE * len(visible):
        return Form.NOTHING
    if _is_contents([line.strip() for line in text.splitlines() if line.strip()]):
        return Form.CONTENTS
    if _is_references(text, len(visible)):
        return Form.REFERENCES
    return Form.HEADING if _is_heading(text) else Form.STATEMENT


def _is_contents(lines: list[str]) -> bool:
    led = [found[1] for line in lines if (found := _LEADER_AT_END.search(line))]
    # Dots to be filled in by hand have no page behind them.
    if len(list(filter(None, led))) >= LEAST_LINES and len(led) >= CONTENTS_SHARE * len(lines):
        return True
    pages = [int(found[1]) for line in lines if (found := _PAGE_AT_END.match(line))]
    ascend = all(one <= other for one, other in pairwise(pages))
    return ascend and len(pages) > LEAST_LINES and len(pages) >= CONTENTS_SHARE * len(lines)


def _is_references(text: str, visible: int) -> bool:
    addresses = sum(len(address) for address in _ADDRESS.findall(text))
    without = _ADDRESS.sub(" ", text)
    slugs = sum(len(slug) for slug in _SLUG.findall(without) if slug.count("-") > 1 or any(map(str.isdigit, slug)))
    citations = len(_CITATION.findall(without))
    # Years in brackets alone stand in every account of results.
    if citations or addresses:
        citations += len(_YEAR.findall(without))
    return addresses + slugs + CITED * citations >= REFERENCES_SHARE * visible


def _is_heading(text: str) -> bool:
    if _SENTENCE_END.search(text) or any(map(str.isdigit, text)):
        return False
    units = units_of(text)
    characters = sum(CHARACTER.match(unit.form) is not None for unit in units)
    return len(units) - characters + characters / CHARACTERS_TO_A_WORD <= LONGEST_HEADING
