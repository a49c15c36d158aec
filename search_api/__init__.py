"""Everything that faces a person or a program: HTTP, web pages, and the command line ``miti``."""
