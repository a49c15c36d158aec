"""The language of the project: what the archive knows, and where it keeps it."""
