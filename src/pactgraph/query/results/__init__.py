"""Answers as text: the W3C result formats to the letter, RDF, Markdown, and tables for a terminal."""
