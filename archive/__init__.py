"""The language of the project: what the archive knows, and where it keeps it.

A **case** is one urban policy case: what people look for, and what results count. A **program** is one training
program (an edition) with its **sessions**; **participations** say who came, **outcomes** what a city did
afterwards. A **document** is one accessioned file, kept by its SHA-256; a **locator** names a page, slide, section
or span of time in it; a **passage** is the unit that is embedded and cited, and never crosses a locator. A
**coverage** says that a span of a document is about a case, a **use** that a document was used in a program. A
**teaching** is the link that this archive exists for: case and program, with its *basis* (``material``, ``record``,
or ``suggested`` until a person accepts it). A **source** supports a statement. A **claim** is what a source says of
the register as a whole, a **remark** what it gets wrong. **Themes**, **places**, **organisations** and **concepts**
are entries of controlled vocabularies. An **entry** is a passage as the index sees it.

The nouns stand in archive.model; ``archive.catalogue.Catalogue`` keeps them; archive.errors draws every error.
Nothing is imported here, so that a process that needs only the nouns does not load a database.
"""
