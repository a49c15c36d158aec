"""Bytes -> text, where nobody says in which encoding."""

import codecs
import re

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HANGUL = re.compile("[\uac00-\ud7a3]")
_OTHER_LETTERS = re.compile("[^\\W\\d_a-zA-Z\uac00-\ud7a3]")
_SAMPLE_LENGTH = 64 * 1024


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of ``content``: by its byte order mark, as UTF-8, as ``declared``, or as its letters suggest.

    UTF-8 comes before what is declared: bytes that are valid UTF-8 with more than ASCII in them hardly ever mean
    anything else, and pages that declare something else by mistake are common.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").removeprefix("\ufeff")
    for encoding in ("utf-8", *([declared] if declared else [])):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode(_guess(content), errors="replace")


def _guess(content: bytes) -> str:
    if _is_korean(content):
        return "cp949"
    if content.count(0) > len(content) // 5:
        return "utf-16-le" if content[1::2].count(0) >= content[::2].count(0) else "utf-16-be"
    best = from_bytes(content[:_SAMPLE_LENGTH]).best()
    return best.encoding if best else "cp1252"


def _is_korean(content: bytes) -> bool:
    """Korean comes first and by its own rule: it is the legacy encoding of this archive's home, and general
    detectors need more than the two lines that a caption file may have. Read as EUC-KR, Chinese and Japanese give
    rare ideographs among the syllables, and western letters hardly ever come in valid pairs."""
    text = content[:_SAMPLE_LENGTH].decode("cp949", errors="replace")
    syllables, others = len(_HANGUL.findall(text)), len(_OTHER_LETTERS.findall(text))
    return syllables >= 4 and (others + text.count("\ufffd")) * 5 <= syllables
