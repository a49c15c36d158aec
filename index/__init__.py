"""A copy of the archive shaped for searching: disposable, rebuilt from the archive alone."""
