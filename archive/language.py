"""Which language a text is in: by script where one language alone writes it, else by a small identifier (py3langid)."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

__all__ = ["UNDETERMINED", "language", "latin_probabilities", "likely_languages"]

UNDETERMINED = "und"

# Scripts that one language alone writes, or nearly; each with how much one character counts against a Latin letter.
_SCRIPTS = (
    ("ko", re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"), 2.5),
    ("ja", re.compile("[\u3041-\u30ff]"), 2.0),
    ("zh", re.compile("[\u3400-\u9fff]"), 2.0),
    ("th", re.compile("[\u0e01-\u0e5b]"), 1.0),
    ("lo", re.compile("[\u0e81-\u0edf]"), 1.0),
    ("km", re.compile("[\u1780-\u17ff]"), 1.0),
    ("my", re.compile("[\u1000-\u109f]"), 1.0),
    ("he", re.compile("[\u05d0-\u05ea]"), 1.0),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), 1.0),
    ("ka", re.compile("[\u10a0-\u10ff]"), 1.0),
    ("hy", re.compile("[\u0531-\u058f]"), 1.0),
)
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE_LENGTH = 20_000
_FEWEST_LETTERS = 20
_LEAST_CONFIDENCE = 0.25
# Of the identifier's 120 languages those that cities write in; the others mostly take short texts away from these
# (Venetian, Extremaduran, Wu). Restricting raised sentences of 30 to 80 letters from .97 to .995 over nine languages.
_LANGUAGES = (
    "en ko fr es pt ar zh id ms ru ja vi th de it nl pl tr fa uk hi bn ur ne si ta km lo mn my tl sw am ro hu cs sv da "
    "no fi el he bg sr hr uz kk az ka hy"
)


def language(text: str) -> str:
    """The BCP 47 tag of the language most of the text is in; "und" for fewer than 20 letters or an unsure guess."""
    sample = text[:_SAMPLE_LENGTH]
    letter_count = len(_LETTER.findall(sample))
    weights = {tag: len(script.findall(sample)) * weight for tag, script, weight in _SCRIPTS}
    own = max(weights, key=lambda tag: weights[tag])
    if weights[own] > letter_count / 2 and weights[own] >= _FEWEST_LETTERS / 2:
        # Japanese writes more ideographs than kana, Chinese no kana at all.
        return "ja" if own == "zh" and weights["ja"] > weights["zh"] / 8 else own
    if letter_count < _FEWEST_LETTERS:
        return UNDETERMINED
    tag, confidence = _identifier().classify(sample)
    return str(tag) if confidence >= _LEAST_CONFIDENCE else UNDETERMINED


def likely_languages(text: str, least: float = 0.05) -> tuple[str, ...]:
    """The languages of Latin letters that a short text may be in, likeliest first, English among them or not; those of
    at least this probability. A question of three words can rarely be told for sure."""
    return tuple(tag for tag, probability in latin_probabilities(text).items() if probability >= least)


def latin_probabilities(text: str) -> dict[str, float]:
    """How probable each language is for a text of Latin letters, likeliest first."""
    return {str(tag): float(probability) for tag, probability in _identifier().rank(text[:_SAMPLE_LENGTH])}


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES.split())
    return identifier
