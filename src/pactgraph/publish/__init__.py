"""What goes out: exports."""
