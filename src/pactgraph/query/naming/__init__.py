"""What a person calls things: names to IRIs, and IRIs to labels."""
