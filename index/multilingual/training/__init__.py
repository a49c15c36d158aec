"""Training of the nine languages' tokens: from pairs of sentences to the table that the archive carries."""
