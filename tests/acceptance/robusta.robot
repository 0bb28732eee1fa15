*** Settings ***
Documentation    Robusta: a process is started and asked for, on the simulator or on the endpoint of the targets file.

Resource         ProcessStatusLibrary/robusta.resource

Suite Setup      Open Robusta

Test Tags        robusta


*** Test Cases ***
A waiting process
    Process is reported    WAITING

A running process
    Process is reported    RUNNING

A succeeded process
    Process is reported    SUCCEEDED

A process that is started runs and returns its outputs
    [Tags]    simulator
    ${spid} =    Start Robusta process at once    OneStepNotepadRunner    username=Ada    surname=Lovelace
    Get Robusta process status    ${spid}
    Robusta process should be    WAITING
    Get Robusta process status    ${spid}
    Robusta process should be    RUNNING
    Get Robusta process status    ${spid}
    Robusta process should be    SUCCEEDED
    Robusta output should be    username    Ada
    Robusta output should be    surname    Lovelace

A process is scheduled
    [Tags]    simulator
    ${spid} =    Schedule Robusta process    OneStepNotepadRunner    0 6 6 ? * FRI
    ...    2026-11-16 16:56:00    2026-11-18 16:55:00    retry_count=1    username=Ada
    Get Robusta process status    ${spid}
    Robusta process should be    WAITING

A wrong date is refused before it is sent
    TRY
        Submit Process    OneStepNotepadRunner    runImmediately=Y    startDate=16.11.2026
    EXCEPT    ValueError: robusta: StartProcess over REST: the field 'startDate' is '16.11.2026'.    type=START
        No Operation
    ELSE
        Fail    The request was sent.
    END

A schedule needs its starred fields
    TRY
        Submit Process    OneStepNotepadRunner    runImmediately=N
    EXCEPT    ValueError: robusta: StartProcess over REST: the field 'quartzDef' is missing    type=START
        No Operation
    ELSE
        Fail    The request was sent.
    END

A wrong request is sent as it is when asked to
    [Tags]    simulator
    Submit Process    validate=False
    Reply Http Status Should Be    400
    Reply Should Be    service error


*** Keywords ***
Process is reported
    [Documentation]    Asks for a process in the state.
    [Arguments]    ${state}
    ${spid} =    Prepare Process    ${state}
    Get Robusta process status    ${spid}
    Robusta process should be    ${state}
