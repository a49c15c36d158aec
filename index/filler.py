"""Words that a question is asked with and not about: left out of questions, never of texts.

"How did cities pay for buses" is about cities, paying and buses. Left in, rare question words such as "how" weigh
more than what was asked for, and would be shown as the reason why a passage was found.
"""

FILLER = frozenset(
    word
    for words in (
        # English
        "about am any been can could did do does done from had has have having he her his how i its may me might must "
        "my our she should so some than them us was we were what when where which who whom whose why would you your "
        "all also any came come each just like many much only other out over really such very",
        # Spanish
        "al como cual cuales cuando de del donde el en es esta este la las lo los o para por que se son su sus un una "
        "y",
        # French
        "au aux ce ces cette dans des du elle en est et il la le les leur mais ou par pour quel quelle quels quelles "
        "qui quoi sa ses son sont sur un une",
        # Portuguese
        "ao aos as da das de do dos e em na nas no nos o os ou para pela pelo por quais qual que um uma",
        # Indonesian
        "apa bagaimana dan dari dengan di ke pada untuk yang",
    )
    for word in words.split()
)
