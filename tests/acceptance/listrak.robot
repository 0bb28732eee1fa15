*** Settings ***
Documentation    Listrak: every state over both SOAP versions, on the simulator or on the endpoint of the targets file.

Resource         ProcessStatusLibrary/listrak.resource

Suite Setup      Open Listrak

Test Tags        listrak


*** Test Cases ***
Uploading
    Process is reported over both SOAP versions    DataActivelyUploading

Uploaded
    Process is reported over both SOAP versions    DataUploaded

Ready
    Process is reported over both SOAP versions    DataReadyForProcessing

Processing
    Process is reported over both SOAP versions    ProcessingData

Completed
    Process is reported over both SOAP versions    ProcessingCompleted

Failed
    Process is reported over both SOAP versions    ProcessingFailed

A completed process has its times, list and name
    ${id} =    Prepare Process    ProcessingCompleted
    ${status} =    Get Listrak process status    ${id}
    Should Be Equal    ${status.process_id}    ${id}
    Should Be True    $status.completed >= $status.started
    Should Be True    int($status.more['ListID']) > 0
    Should Not Be Empty    ${status.more['ProcessName']}

A wrong password is refused
    [Tags]    simulator
    VAR    ${wrong: Secret} =    %{PROCESSSTATUS_NO_SUCH_VARIABLE=not-the-password}
    Open Service    listrak    alias=refused    user=listrak-user    password=${wrong}
    Get Process Status    4711    SOAP 1.2    validate=False
    Listrak logon should be refused
    Reply Should Be Fault    text=[InvalidLogonAttempt]
    [Teardown]    Close Service    refused


*** Keywords ***
Process is reported over both SOAP versions
    [Documentation]    Asks for one process over SOAP 1.1 and SOAP 1.2.
    [Arguments]    ${state}
    ${id} =    Prepare Process    ${state}
    FOR    ${binding}    IN    SOAP 1.1    SOAP 1.2
        Get Listrak process status    ${id}    ${binding}
        Listrak process should be    ${state}
    END
