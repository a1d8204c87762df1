"""The ties between things as a network in memory: paths, comparisons, figures, what pictures show."""
