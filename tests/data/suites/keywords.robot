*** Settings ***
Documentation    A suite that says with keywords what a user of two services wants.

Library          ProcessStatusLibrary


*** Test Cases ***
The SOAP service conforms
    Open Service    listrak
    Service Should Conform    fail_on=inferred

The REST service conforms
    Open Service    robusta
    Service Should Conform    fail_on=inferred
