*** Settings ***
Documentation    Waits that a service, its answers or the way to it bring to an end, each with its whole message.

Library          ProcessStatusLibrary    simulated_time=True
Library          waiting_servers.py

Test Tags        simulator


*** Variables ***
${ROBUSTA} =    robusta GetProcessStatus over REST
${RUNNING} =    {"status": "RUNNING", "message": "."}
${DONE} =       {"status": "DONE", "message": "."}


*** Test Cases ***
Refused
    VAR    ${wrong: Secret} =    %{NO_SUCH_PASSWORD=hunter2}
    Open Service    robusta    user=nobody    password=${wrong}
    Simulate Process    RUNNING    process_id=p-1
    VAR    ${said} =    HTTP 401 Unauthorized: 401: Credentials are missing or wrong.
    ${message} =    Failed Wait    p-1    its end: refused [${ROBUSTA}]
    ...    what=${ROBUSTA}, process p-1: the credentials were refused (${said})
    ...    trace=nothing was reported
    ...    after=0.0 s, 1 poll
    Run Keyword And Expect Error    EQUALS:${message}    Wait Until Process Ends    p-1

Service error
    Open Service    coruson
    ${id} =    Simulate Process    Waiting    Refused    error_code=Quota    message=Too many reports    each=1 hour
    VAR    ${where} =    coruson ImportReportsStatus over SOAP 1.2
    VAR    ${error} =    the service answered with its error Quota: Too many reports (HTTP 200 OK)
    ${message} =    Failed Wait    ${id}    its end: service error [${where}]
    ...    what=${where}, process ${id}: ${error}
    ...    trace=Waiting 0.0-3600 s > Refused 3600 s
    ...    after=3600.0 s, 61 polls
    Run Keyword And Expect Error    EQUALS:${message}    Wait Until Process Ends    ${id}
    ...    timeout=1 day    interval=1 min

An end that the service tells as its error
    Open Service    coruson
    ${id} =    Simulate Process    Waiting    Refused    error_code=Quota    each=1 hour
    ${status} =    Wait Until Process Ends    ${id}    as=Refused    timeout=1 day    interval=1 min
    Should Be Equal    ${status.error_code}    Quota

Unreadable
    ${url} =    Start Server    ${RUNNING}    ${DONE}
    Open Service    robusta    ${url}
    ${message} =    Failed Wait    p-2    its end: unreadable ?${ROBUSTA}?
    ...    what=Undocumented value ?enumeration.state, documented?\n*received: * 'DONE'\n*
    ...    trace=RUNNING 0.0-?.? s > DONE ?.? s
    ...    after=?.? s, 2 polls
    Run Keyword And Expect Error    GLOB:${message}    Wait Until Process Ends    p-2    interval=1 ms

Transport lost
    ${url} =    Take Port
    Open Service    robusta    ${url}
    VAR    ${lost} =    connection refused (phase: connect, after ?.? s of 10 s allowed), 3 times in a row
    ${message} =    Failed Wait    p-3    its end: transport lost ?${ROBUSTA}?
    ...    what=No answer from ${url}/scheduler/connector-api/process/status/p-3: ${lost}
    ...    trace=nothing was reported
    ...    after=?.? s, 3 polls
    Run Keyword And Expect Error    GLOB:${message}    Wait Until Process Ends    p-3    interval=1 ms    retries=2

Many together
    Open Service    cora-ocr
    ${good} =    Simulate Process    Queued    WaitingForOutput    Completed    each=1 hour
    ${bad} =    Simulate Process    Queued    Failed    each=1 min
    ${message} =    Failed Wait    ${bad}
    ...    its end as 'Completed': ended in another terminal state [cora-ocr GetStatus over SOAP 1.1]
    ...    what=it ended as Failed (failed, InternalError)
    ...    trace=Queued 0.0-60 s > Failed 60 s
    ...    after=60.0 s, 2 polls
    Run Keyword And Expect Error    EQUALS:${message}    Wait Until Processes End    ${good}    ${bad}
    ...    as=Completed    timeout=6 hours    interval=1 min
    ${results} =    Wait Until Processes End    ${good}    ${bad}
    Should Be Equal As Strings    ${results[0].status}    Completed (succeeded, NoError)
    Should Be Equal As Strings    ${results[1].outcome}    reached

A setting out of its range
    Open Service    cora-ocr
    Run Keyword And Expect Error    ValueError: interval is 0.0. Allowed: from 0.001 to 86400.
    ...    Wait Until Process Ends    4711    interval=0

An argument that is none
    Open Service    cora-ocr
    Run Keyword And Expect Error    ValueError: Unknown argument 'az'. Allowed: 'as'.
    ...    Wait Until Process Ends    4711    az=Completed
