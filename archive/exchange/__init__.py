"""The archive in other people's formats: records in, text out. Nothing here reads or writes anything.

``works`` says what of a record is cited; ``csl``, ``bibtex`` and ``ris`` write it for programs that keep references,
``styles`` as a person writes it at the end of a paper; ``sheets`` writes tables, ``atom`` feeds.
"""
