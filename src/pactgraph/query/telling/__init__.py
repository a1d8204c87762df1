"""The network in words: dossiers, paths, comparisons, in four languages."""
