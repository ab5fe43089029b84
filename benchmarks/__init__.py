"""How fast the importer is, against peers and limits on the same machine: see `__main__`."""
