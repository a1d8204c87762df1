"""HTTP to SPARQL endpoints: one time limit for a whole request, retries, credentials, faults in one line."""
