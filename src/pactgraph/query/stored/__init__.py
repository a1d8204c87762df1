"""The stored queries: their catalogue, parameters and answers, and what the rows rest on."""
