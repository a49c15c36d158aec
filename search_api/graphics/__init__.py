"""Maps, time lines and charts: numbers in, coordinates out. Pure; the macros of ``templates/graphics.html`` draw them
as SVG without any script, each beside the same numbers as text.

======================================================  ======================================================
Python                                                  template (``{% import "graphics.html" as graphics %}``)
======================================================  ======================================================
``worldmap.world_map(spots, key=, together=)``          ``graphics.worldmap(map, title, unit)``
``timeline.timeline(spans, today)``                     ``graphics.timeline(line, title)``
``charts.bars(values, most=)``                          ``graphics.bar_chart(chart, of, unit)``
``charts.columns(values, most=)``                       ``graphics.column_chart(chart, title, unit, of)``
``charts.stacked(keys, rows)``                          ``graphics.stacked_chart(chart, title, of, unit)``
``charts.multiples(labels, rows)``                      ``graphics.small_multiples(chart, title, of, unit)``
``matrix.matrix(rows, across, counts, address, apart)`` ``graphics.matrix_table(matrix, title, of, unit)``
======================================================  ======================================================

``title`` says what is shown, ``of`` heads the first column of the table, both in the reader's language; ``unit`` names
what is counted: ``case``, ``program``, ``participant``, ``document`` or ``city`` (the macro ``counted`` knows them).
"""
