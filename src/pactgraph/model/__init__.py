"""The pure layer: terms, names, passages, values and the text of data files; it reads and writes no file."""
