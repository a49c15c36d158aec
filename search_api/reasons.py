"""How a question was understood, and why a passage was found."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.analysis import terms
from index.lexicon import Mention
from search_api import asking_schemas, schemas
from search_api.records import Records
from search_api.snippets import Span
from search_api.understanding import Understanding

__all__ = ["Named", "explain", "named_in", "understood"]

CLOSE = 0.5
"""Cosine from which a passage is called close in meaning; below, it is said to be related."""
MOST_TRANSLATED = 4
"""English words of a passage that are told as the reason why it was found."""


class Named(NamedTuple):
    """An entry of the vocabularies that a question and a passage both name: in which words the passage does, and
    where; nothing where its title alone does."""

    label: schemas.Label
    words: tuple[str, ...]
    spans: tuple[Span, ...]


def understood(mentions: Iterable[Mention], records: Records) -> list[schemas.Understood]:
    """What the words of a question name, each entry once, with all its words."""
    words: dict[tuple[str, str], list[str]] = {}
    for mention in mentions:
        words.setdefault((mention.kind, mention.id), []).append(mention.words)
    return [
        schemas.Understood(
            kind=kind,
            id=entry_id,
            label=records.entry_label(entry_id),
            words=said,
            also=records.other_words(entry_id, said),
        )
        for (kind, entry_id), said in words.items()
    ]


def echo(
    asked: asking_schemas.Questioning,
    asks: Understanding,
    records: Records,
    unknown_values: Iterable[schemas.UnknownValue] = (),
    translated: Sequence[str] = (),
) -> schemas.QuestionEcho:
    """The question as it was understood, for the answer."""
    filters: dict[str, list[str]] = {}
    for name, value in asks.filters:
        filters.setdefault(name, []).append(value)
    return schemas.QuestionEcho(
        q=asked.q,
        phrases=list(asks.typed.phrases),
        corrected=asks.corrected,
        excluded=list(asks.typed.excluded),
        unknown=list(asks.unknown),
        unknown_values=list(unknown_values),
        offered=[
            schemas.OfferedFilter(
                name=offer.name,
                value=offer.value,
                label=records.label(offer.name, offer.value).label,
                words=offer.words,
            )
            for offer in asks.offers
        ],
        understood=understood(asks.mentions, records),
        translated=list(translated),
        filters=filters,
        lang=asked.lang,
    )


def named_in(entry_ids: Iterable[str], text: str, language: str, records: Records) -> list[Named]:
    """Where a passage names these entries."""
    mentions = records.reference.lexicon.in_text(text, language)
    found = []
    for entry_id in entry_ids:
        own = [mention for mention in mentions if mention.id == entry_id]
        label = schemas.Label(id=entry_id, label=records.entry_label(entry_id))
        words = tuple(dict.fromkeys(mention.words for mention in own))
        found.append(Named(label, words, tuple((mention.start, mention.end) for mention in own)))
    return found


def explain(
    words: Sequence[str],
    text: str,
    meaning: float,
    named: Sequence[Named] = (),
    translated: Sequence[str] = (),
) -> schemas.Why:
    """Why a passage was found: the words it shares with the question, in its text or in its title alone, what both
    name, the English words that the question's may stand for, and its nearness in meaning (cosine, -1 to 1)."""
    reasons = list(_reasons(words, text, meaning, named, translated))
    return schemas.Why(
        words=list(words),
        names=[name.label for name in named],
        translated=list(translated),
        meaning=round(meaning, 4),
        text="; ".join(_said(reason, reasons) for reason in reasons),
        reasons=reasons,
    )


def _reasons(
    words: Sequence[str], text: str, meaning: float, named: Sequence[Named], translated: Sequence[str]
) -> Iterator[schemas.Reason]:
    text_terms, said = set(terms(text)), {term for word in words for term in terms(word)}
    in_text = [word for word in words if not text_terms.isdisjoint(terms(word))]
    in_title = [word for word in words if word not in in_text]
    if in_text:
        yield schemas.Reason(kind="words", words=in_text)
    if in_title:
        yield schemas.Reason(kind="title", words=in_title)
    is_named = False
    for name in named:
        # What it names in the question's own words has been said already.
        if others := [form for form in name.words if not said.issuperset(terms(form))]:
            yield schemas.Reason(kind="names", label=name.label.label, words=others[:2])
            is_named = True
        elif not words:
            yield schemas.Reason(kind="title-names", label=name.label.label)
            is_named = True
    if translated:
        yield schemas.Reason(kind="translated", words=list(translated[:MOST_TRANSLATED]))
    if not (words or is_named or translated):
        yield schemas.Reason(kind="none")
    if meaning >= CLOSE or not (words or named or translated):
        yield schemas.Reason(kind="close" if meaning >= CLOSE else "related", meaning=round(meaning, 4))


def _said(reason: schemas.Reason, beside: Sequence[schemas.Reason]) -> str:
    """A reason in English."""
    words = ", ".join(f"‘{word}’" for word in reason.words)
    match reason.kind:
        case "words":
            return f"matches the {'words' if len(reason.words) > 1 else 'word'} {words}"
        case "title":
            return f"its title {'also ' if beside[0].kind == 'words' else ''}has {words}"
        case "names":
            return f"names {reason.label} as {words}"
        case "title-names":
            return f"its title names {reason.label}"
        case "translated":
            return f"has {words}, which your words may stand for"
        case "none":
            return "none of your words"
        case "close":
            return f"close in meaning ({reason.meaning:.2f})"
        case "related":
            return f"related in meaning ({reason.meaning:.2f})"
