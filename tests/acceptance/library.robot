*** Settings ***
Documentation    The library itself: opening, switching and closing services, and what it says when it is misused.

Library          ProcessStatusLibrary


*** Test Cases ***
Without a service there is a way out
    Run Keyword And Expect Error
    ...    ValueError: No service is open. Open one with the keyword 'Open Service'.
    ...    Get Process Status    4711

An unknown service offers the nearest name
    Run Keyword And Expect Error
    ...    STARTS: ValueError: Unknown service 'cora-rpc'. Did you mean 'cora-rpa'?
    ...    Open Service    cora-rpc

Services are switched
    Open Service    cora-rpa
    Open Service    cora-ocr    alias=ocr
    ${previous} =    Switch Service    cora-rpa
    Should Be Equal    ${previous}    ocr
    Run Keyword And Expect Error
    ...    ValueError: No service is open as 'listrak'. Open: 'cora-rpa' and 'ocr'.
    ...    Switch Service    listrak
    Close Service
    Close Service    ocr

A binding that is not documented
    [Setup]    Open Service    listrak
    VAR    ${message} =
    ...    ValueError: Service 'listrak' does not document GetProcessStatus over REST.
    ...    Its bindings: 'SOAP 1.1' and 'SOAP 1.2'.
    Run Keyword And Expect Error
    ...    EQUALS:${message}
    ...    Get Process Status
    ...    4711
    ...    REST
    [Teardown]    Close Service

A state that the service does not have
    [Setup]    Open Service    cora-rpa
    ${id} =    Simulate Process    Completed
    Get Process Status    ${id}
    Run Keyword And Expect Error
    ...    STARTS: ValueError: Service 'cora-rpa' has no state 'Complete'. Did you mean 'Completed'?
    ...    Process State Should Be    Complete
    [Teardown]    Close Service

The last exchange is of this test
    [Setup]    Open Service    cora-rpa
    Run Keyword And Expect Error
    ...    ValueError: There is no exchange in this test yet. Send a request first.
    ...    Get Last Exchange
    [Teardown]    Close Service

Secrets are masked in the exchange
    [Setup]    Open Service    robusta
    ${id} =    Simulate Process    RUNNING
    Get Process Status    ${id}
    ${exchange} =    Get Last Exchange
    ${text} =    Convert To String    ${exchange}
    Should Not Contain    ${text}    robusta-password
    Should Contain    ${text}    Basic {masked:Authorization:length=40:digest=
    [Teardown]    Close Service

A connection that breaks off says where
    [Setup]    Open Service    cora-rpa
    ${id} =    Simulate Process    Completed
    Set Simulator Faults    reset-in-body
    Run Keyword And Expect Error
    ...    GLOB:No answer from *: the connection was reset in the body (phase: read, after *).
    ...    Get Process Status
    ...    ${id}
    Set Simulator Faults
    Get Process Status    ${id}
    [Teardown]    Close Service

A read is sent again when that is asked for
    [Setup]    Open Service    cora-rpa    retries=1
    ${id} =    Simulate Process    Completed
    Set Simulator Faults    close-in-headers    binding=SOAP 1.1    nth=1
    Get Process Status    ${id}
    Process State Should Be    Completed
    [Teardown]    Close Service
