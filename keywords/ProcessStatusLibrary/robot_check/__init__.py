"""The check inside Robot Framework: one suite a service and binding, one test a clause.

The suites run in the command's own Robot run, which hands them the verdicts, and in any other, such as
``robot --rerunfailed``, which checks the service anew.
"""
