"""The same content gives the same bytes: Office files packed again without the time of the day."""

import datetime as dt
import re
import zipfile
from io import BytesIO
from typing import Final

MADE_AT: Final = dt.datetime(2026, 11, 22)  # noqa: DTZ001 Office files state a time without zone
"""The date that every file states as its making."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_STATED_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def pack_again(content: bytes) -> bytes:
    """An Office file (zip) with fixed times, also in the workbooks that its charts carry."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        # [Content_Types].xml comes first in every Office file; the bracket sorts it there.
        for name in sorted(source.namelist(), key=lambda name: (not name.startswith("["), name)):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _settled(name, source.read(name)))
    return packed.getvalue()


def _settled(name: str, part: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return pack_again(part)
    if name == "docProps/core.xml":
        return _STATED_TIMES.sub(rb"\g<1>" + f"{MADE_AT:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\2", part)
    return part
