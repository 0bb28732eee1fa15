*** Settings ***
Documentation    Cora RPA: every state over every binding, on the simulator or on the endpoint of the targets file.

Resource         ProcessStatusLibrary/cora-rpa.resource

Suite Setup      Open Cora RPA

Test Tags        cora-rpa


*** Test Cases ***
Queued
    Batch is reported over both SOAP versions    Queued

Processing
    Batch is reported over both SOAP versions    ProcessingInput

Waiting
    Batch is reported over both SOAP versions    WaitingForOutput

Completed
    Batch is reported over both SOAP versions    Completed

Aborted
    Batch is reported over both SOAP versions    Aborted

Failed
    Batch is reported over both SOAP versions    Failed

Not found
    Batch is reported over both SOAP versions    NotFound

HTTP GET carries no id
    Get RPA status without an id    HTTP GET
    RPA batch should be    NotFound

HTTP POST carries no id
    Get RPA status without an id    HTTP POST
    RPA batch should be    NotFound

A failed batch says why
    [Tags]    simulator
    ${id} =    Simulate Process    Failed    error_code=TimedOut    context=after 30 minutes
    Get RPA batch status    ${id}    SOAP 1.2
    RPA batch should be    Failed    TimedOut
    RPA external context should be    after 30 minutes

The optional action parameter changes nothing
    ${id} =    Prepare Process    Completed
    Get Process Status    ${id}    SOAP 1.2    action=True
    RPA batch should be    Completed

A wrong SOAPAction is a fault
    [Tags]    simulator
    VAR    &{wrong} =    SOAPAction="http://example.com/Nothing"
    Send Request    4711    SOAP 1.1    headers=${wrong}
    Reply Should Be    SOAP fault
    Reply Should Be Fault    code=Client    text=SOAPAction


*** Keywords ***
Batch is reported over both SOAP versions
    [Documentation]    Asks for one batch over SOAP 1.1 and SOAP 1.2.
    [Arguments]    ${state}
    ${id} =    Prepare Process    ${state}
    FOR    ${binding}    IN    SOAP 1.1    SOAP 1.2
        ${status} =    Get RPA batch status    ${id}    ${binding}
        Should Be Equal    ${status.state}    ${state}
        RPA batch should be    ${state}
    END
