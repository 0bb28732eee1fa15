*** Settings ***
Documentation    The ways in which a wait ends, each with its whole message. Hours pass at once on a simulated clock.

Library          ProcessStatusLibrary    simulated_time=True

Suite Setup      Open Service    cora-rpa

Test Tags        simulator


*** Variables ***
${WHERE} =    cora-rpa GetStatus over SOAP 1.1
@{HAPPY} =    Queued    ProcessingInput    WaitingForOutput    Completed


*** Test Cases ***
Reached
    Simulate Process    @{HAPPY}    process_id=1    each=1 hour
    ${status} =    Wait Until Process Ends    1    as=Completed    timeout=6 hours    interval=10 min
    Should Be Equal    ${status.state}    Completed
    ${trace} =    Get Process Trace    1
    VAR    ${life} =    Queued 0.0-3600 s > ProcessingInput 3600-7200 s > WaitingForOutput 7200-10800 s
    Should Be Equal    ${trace}    ${life} > Completed 10800 s    type=str

Certainly passed
    Simulate Process    Completed    process_id=2
    Wait Until Process Reaches    2    WaitingForOutput
    Wait Until Process Reaches    2    running

Ended in another terminal state
    Simulate Process    Queued    Failed    process_id=3    error_code=TimedOut    each=1 min
    Wait should fail    3    its end as 'Completed': ended in another terminal state [${WHERE}]
    ...    what:${SPACE * 2}it ended as Failed (failed, TimedOut)
    ...    trace: Queued 0.0-60 s > Failed 60 s
    ...    after: 60.0 s, 2 polls

Illegal transition
    Simulate Process    ProcessingInput    Queued    process_id=4    each=1 min
    VAR    ${documented} =
    ...    documented: 'WaitingForOutput', 'Completed', 'Aborted' or 'Failed' after 'ProcessingInput'
    VAR    ${broken} =    Illegal transition from 'ProcessingInput' to 'Queued' [lifecycle.transition, inferred]
    Wait should fail    4    its end as 'Completed': illegal transition [${WHERE}]
    ...    what:${SPACE * 2}${broken}: ${documented}; received: 'Queued'
    ...    trace: ProcessingInput 0.0-60 s > Queued 60 s
    ...    after: 60.0 s, 2 polls

Stalled
    Simulate Process    Queued    process_id=5
    Wait should fail    5    its end as 'Completed': stalled [${WHERE}]
    ...    what:${SPACE * 2}nothing changed for 1800 s, it stayed Queued (pending, NoError)
    ...    trace: Queued 0.0 s
    ...    after: 1800.0 s, 31 polls
    ...    stalled_after=30 min

Out of time
    Simulate Process    Queued    process_id=6
    Wait should fail    6    its end as 'Completed': out of time [${WHERE}]
    ...    what:${SPACE * 2}21600 s have passed, it was Queued (pending, NoError) last
    ...    trace: Queued 0.0 s
    ...    after: 21600.0 s, 361 polls

Not found
    Wait should fail    7    its end as 'Completed': not found [${WHERE}]
    ...    what:${SPACE * 2}the service answered NotFound (unknown, NoError) after 600 s of grace
    ...    trace: NotFound 0.0 s
    ...    after: 600.0 s, 11 polls
    ...    not_found_grace=10 min


*** Keywords ***
Wait should fail
    [Documentation]    Waits for a good end, a poll a minute, and holds the message to its lines.
    [Arguments]    ${id}    ${first}    @{lines}    &{settings}
    ${rest} =    Catenate    SEPARATOR=\n${SPACE * 2}    ${EMPTY}    @{lines}
    Run Keyword And Expect Error
    ...    EQUALS:Process ${id} did not reach ${first}${rest}
    ...    Wait Until Process Ends    ${id}    as=Completed    timeout=6 hours    interval=1 min    &{settings}
