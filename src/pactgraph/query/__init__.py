"""Stored questions and their answers: engines, catalogue, parameters, results."""
