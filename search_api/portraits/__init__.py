"""What hangs together with one case, city or theme: computed from the records, by rules that the pages state."""
