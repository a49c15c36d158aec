"""One look for all materials: a restrained palette and a few sizes."""

from typing import Final

INK: Final = "1F2933"
DEEP: Final = "0B4F56"  # title slide, headings, table heads
ACCENT: Final = "C4512D"  # what the eye should find: one thing a page
BAR: Final = "5B8E93"
SAND: Final = "F4F0E8"  # panels
GREY: Final = "5F6B76"
RULE: Final = "C9CFD4"
WHITE: Final = "FFFFFF"

LATIN_FONT: Final = "Calibri"
KOREAN_FONT: Final = "Malgun Gothic"
LANGUAGE_TAGS: Final = {"en": "en-GB", "ko": "ko-KR", "fr": "fr-FR", "es": "es-ES"}
