"""Renderings of a check for people: the page, the summary of a CI job, and their words."""
