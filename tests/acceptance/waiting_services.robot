*** Settings ***
Documentation    Waits that a service, its answers or the way to it bring to an end, each with its whole message.

Library          ProcessStatusLibrary    simulated_time=True
Library          waiting_servers.py

Test Tags        simulator


*** Variables ***
${ROBUSTA} =    robusta GetProcessStatus over REST
${NOTHING} =    ${SPACE * 2}trace: nothing was reported
${RUNNING} =    {"status": "RUNNING", "message": "."}
${AT_ONCE} =    \n${SPACE * 2}after: 0.? s, 1 poll


*** Test Cases ***
Refused
    VAR    ${wrong: Secret} =    %{NO_SUCH_PASSWORD=wrong}
    Open Service    robusta    user=nobody    password=${wrong}
    ${id} =    Simulate Process    RUNNING
    Run Keyword And Expect Error
    ...    GLOB:Process ${id} did not reach its end: refused ?${ROBUSTA}?\n${SPACE * 2}what:${SPACE * 2}${ROBUSTA}, process ${id}: the credentials were refused (HTTP 401 *)\n${NOTHING}${AT_ONCE}
    ...    Wait Until Process Ends
    ...    ${id}

Service error
    Open Service    coruson
    ${id} =    Simulate Process    Waiting    Refused    error_code=Quota    message=Too many reports    each=1 hour
    VAR    ${where} =    coruson ImportReportsStatus over SOAP 1.2
    ${message} =    Catenate
    ...    SEPARATOR=\n${SPACE * 2}
    ...    Process ${id} did not reach its end: service error [${where}]
    ...    what:${SPACE * 2}${where}, process ${id}: the service answered with its error Quota: Too many reports (HTTP 200 OK)
    ...    trace: Waiting 0.0-3600 s > Refused 3600 s
    ...    after: 3600.0 s, 61 polls
    Run Keyword And Expect Error
    ...    EQUALS:${message}
    ...    Wait Until Process Ends    ${id}    timeout=1 day    interval=1 min

An end that the service tells as its error
    Open Service    coruson
    ${id} =    Simulate Process    Waiting    Refused    error_code=Quota    each=1 hour
    ${status} =    Wait Until Process Ends    ${id}    as=Refused    timeout=1 day    interval=1 min
    Should Be Equal    ${status.error_code}    Quota

Unreadable
    ${url} =    Start Server    ${RUNNING}    {"status": "DONE", "message": "."}
    Open Service    robusta    ${url}
    Run Keyword And Expect Error
    ...    GLOB:Process p-1 did not reach its end: unreadable ?${ROBUSTA}?\n${SPACE * 2}what:${SPACE * 2}Undocumented value ?enumeration.state, documented?\n*received: * 'DONE'\n*\n${SPACE * 2}trace: RUNNING 0.0-0.? s > DONE 0.? s\n${SPACE * 2}after: 0.? s, 2 polls
    ...    Wait Until Process Ends
    ...    p-1
    ...    interval=1 ms

Transport lost
    ${url} =    Take Port
    Open Service    robusta    ${url}
    Run Keyword And Expect Error
    ...    GLOB:Process p-2 did not reach its end: transport lost ?${ROBUSTA}?\n${SPACE * 2}what:${SPACE * 2}No answer from ${url}/scheduler/connector-api/process/status/p-2: connection refused (phase: connect, after 0.? s of 10 s allowed), 3 times in a row\n${NOTHING}\n${SPACE * 2}after: 0.? s, 3 polls
    ...    Wait Until Process Ends
    ...    p-2
    ...    interval=1 ms
    ...    retries=2

Many together
    Open Service    cora-ocr
    ${good} =    Simulate Process    Queued    Completed    each=1 hour
    ${bad} =    Simulate Process    Queued    Failed    each=1 min
    Run Keyword And Expect Error
    ...    STARTS:Process ${bad} did not reach its end as 'Completed': ended in another terminal state
    ...    Wait Until Processes End    ${good}    ${bad}    as=Completed    timeout=6 hours    interval=1 min
    ${results} =    Wait Until Processes End    ${good}    ${bad}
    Length Should Be    ${results}    2
    Should Be Equal    ${results}[1].outcome    reached    type=str

A setting out of its range
    Open Service    cora-ocr
    Run Keyword And Expect Error
    ...    ValueError: interval is 0.0. Allowed: from 0.001 to 86400.
    ...    Wait Until Process Ends    4711    interval=0

An argument that is none
    Open Service    cora-ocr
    Run Keyword And Expect Error
    ...    ValueError: Unknown argument 'az'. Did you mean 'as'? Allowed: 'as'.
    ...    Wait Until Process Ends    4711    az=Completed
