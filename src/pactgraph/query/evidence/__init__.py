"""What stands behind statements: passages and documents, decisions, what became of what was announced."""
