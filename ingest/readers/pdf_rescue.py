"""A PDF file cut off in the middle has lost its page tree, which stands at its end: give it a new one."""

import re

_OBJECT = re.compile(rb"(\d{1,7}) \d{1,5} obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_LONGEST_DICTIONARY = 4000


def with_new_page_tree(content: bytes) -> bytes | None:
    """The same bytes with a page tree and a trailer added that name the pages still there; None: none is there.

    Finds pages that stand as objects of their own; what a page inherited from the lost tree (fonts, now and then)
    stays lost.
    """
    numbers, last = [], 0
    for found in _OBJECT.finditer(content):
        number = int(found[1])
        last = max(last, number)
        dictionary = content[found.end() : found.end() + _LONGEST_DICTIONARY].partition(b"endobj")[0]
        if _PAGE.search(dictionary):
            numbers.append(number)
    if not numbers:
        return None
    kids = " ".join(f"{number} 0 R" for number in dict.fromkeys(numbers))
    tree = (
        f"\nendstream\nendobj\n{last + 1} 0 obj\n<</Type/Pages/Kids[{kids}]/Count {len(set(numbers))}"
        f"/MediaBox[0 0 612 792]>>\nendobj\n{last + 2} 0 obj\n<</Type/Catalog/Pages {last + 1} 0 R>>\nendobj\n"
        f"trailer\n<</Root {last + 2} 0 R/Size {last + 3}>>\n%%EOF\n"
    )
    return content + tree.encode("ascii")
