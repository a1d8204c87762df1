"""Findings as people and programs read them: one module a format, each a function from findings to text."""
