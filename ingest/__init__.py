"""Files in: accession, readers, passages, and the register of programs. Fills the archive, knows nothing of search."""
