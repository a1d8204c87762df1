"""From a source text to a document file."""
