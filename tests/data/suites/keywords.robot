*** Settings ***
Documentation    A suite that says with keywords what a user of two services wants.

Library          Conformance.py


*** Test Cases ***
The SOAP service conforms
    Service Should Conform    listrak

The REST service conforms
    Service Should Conform    robusta
