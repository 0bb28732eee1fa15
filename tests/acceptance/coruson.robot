*** Settings ***
Documentation    Coruson: an import over SOAP 1.2 and REST, on the simulator or on the endpoint of the targets file.

Resource         ProcessStatusLibrary/coruson.resource

Suite Setup      Open Coruson

Test Tags        coruson


*** Test Cases ***
An import that waits
    Import is reported    Waiting

An import that runs
    Import is reported    Importing

An import that is done
    Import is reported    Imported

A partial import tells how far it is
    [Tags]    simulator
    VAR    &{counters} =    TotalReportsImported=${2}    TotalReports=${5}
    ${id} =    Simulate Process    Importing    counters=${counters}
    Get import status over REST    ${id}
    Import should be at    2    5
    Reply Should Conform

A refused import is the service's own error
    ${id} =    Prepare Process    Refused
    Get Process Status    ${id}    SOAP 1.2    validate=False
    Reply Should Be    service error
    Process State Should Be    Refused

The format can be chosen by query
    ${id} =    Prepare Process    Imported
    ${status} =    Get Process Status    ${id}    REST    format=xml    format_in_query=True
    Should Be Equal    ${status.state}    Imported
    ${exchange} =    Get Last Exchange
    Should End With    ${exchange}[request][url]    ?format=xml


*** Keywords ***
Import is reported
    [Documentation]    Asks for one import over SOAP 1.2 and over REST as JSON and XML.
    [Arguments]    ${state}
    ${id} =    Prepare Process    ${state}
    ${soap} =    Get import status over SOAP    ${id}
    Reply Should Conform
    FOR    ${format}    IN    json    xml
        ${rest} =    Get import status over REST    ${id}    ${format}
        Reply Should Conform
        Should Be Equal    ${rest.state}    ${soap.state}
        Should Be Equal    ${rest.counters}    ${soap.counters}
        Should Be Equal    ${rest.outputs}    ${soap.outputs}
    END
    Should Be Equal    ${soap.state}    ${state}
