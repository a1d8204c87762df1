"""The text of a query: its tokens and scopes, what is put into it, and what is wrong with it."""
