"""The checks: each layer returns findings, none prints."""
