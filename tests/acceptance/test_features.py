"""The features, run by pytest-bdd."""

from pytest_bdd import scenarios

scenarios(".")
