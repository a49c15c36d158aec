"""Hangul as it is typed: one letter for each key, so that a syllable begins with every unfinished state of itself.

While 간선 is typed, a screen shows ㄱ, 가, 간, 간ㅅ, 간서, 간선: the letters of each begin those of the last. So do
those of 갓 on the way to 가사. Unicode's own decomposition (NFD) tells a syllable's last consonant from the first of
the next, which nobody can who is still typing.
"""

import re
import unicodedata

__all__ = ["keystrokes"]

_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
# The keys of each letter, from the letter's own place in Unicode on: first consonants, vowels, last consonants.
_BLOCKS = {
    0x1100: "ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ",
    0x1161: "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ",
    0x11A8: "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ",
}
_KEYS = {first + place: keys for first, block in _BLOCKS.items() for place, keys in enumerate(block.split())}


def keystrokes(form: str) -> str:
    """``form`` (folded, index/units.py) with Hangul as the letters that are typed; other scripts as they are."""
    if not _HANGUL.search(form):
        return form
    return unicodedata.normalize("NFD", form).translate(_KEYS)
