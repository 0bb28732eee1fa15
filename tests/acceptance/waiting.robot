*** Settings ***
Documentation    The ways in which a wait ends, each with its whole message. Hours pass at once on a simulated clock.

Library          ProcessStatusLibrary    simulated_time=True
Library          waiting_servers.py

Suite Setup      Open Service    cora-rpa

Test Tags        simulator


*** Variables ***
${END} =      its end as 'Completed'
${WHERE} =    cora-rpa GetStatus over SOAP 1.1
@{HAPPY} =    Queued    ProcessingInput    WaitingForOutput    Completed


*** Test Cases ***
Reached
    Simulate Process    @{HAPPY}    process_id=1    each=1 hour
    ${status} =    Wait Until Process Ends    1    as=Completed    timeout=6 hours    interval=10 min
    Should Be Equal    ${status.state}    Completed
    ${trace} =    Get Process Trace    1
    VAR    ${life} =    Queued 0.0-3600 s > ProcessingInput 3600-7200 s > WaitingForOutput 7200-10800 s
    Should Be Equal As Strings    ${trace}    ${life} > Completed 10800 s

Certainly passed
    Simulate Process    Completed    process_id=2
    Wait Until Process Reaches    2    WaitingForOutput
    Wait Until Process Reaches    2    running

Ended in another terminal state
    Simulate Process    Queued    Failed    process_id=3    error_code=TimedOut    each=1 min
    ${message} =    Failed Wait    3    ${END}: ended in another terminal state [${WHERE}]
    ...    what=it ended as Failed (failed, TimedOut)
    ...    trace=Queued 0.0-60 s > Failed 60 s
    ...    after=60.0 s, 2 polls
    Wait should end with    ${message}    3

Illegal transition
    Simulate Process    ProcessingInput    Queued    process_id=4    each=1 min
    VAR    ${broken} =    Illegal transition from 'ProcessingInput' to 'Queued' [lifecycle.transition, inferred]
    VAR    ${documented} =
    ...    documented: 'WaitingForOutput', 'Completed', 'Aborted' or 'Failed' after 'ProcessingInput'
    ${message} =    Failed Wait    4    ${END}: illegal transition [${WHERE}]
    ...    what=${broken}: ${documented}; received: 'Queued'
    ...    trace=ProcessingInput 0.0-60 s > Queued 60 s
    ...    after=60.0 s, 2 polls
    Wait should end with    ${message}    4

Stalled
    Simulate Process    Queued    process_id=5
    ${message} =    Failed Wait    5    ${END}: stalled [${WHERE}]
    ...    what=nothing changed for 1800 s, it stayed Queued (pending, NoError)
    ...    trace=Queued 0.0 s
    ...    after=1800.0 s, 31 polls
    Wait should end with    ${message}    5    stalled_after=30 min

Out of time
    Simulate Process    Queued    process_id=6
    ${message} =    Failed Wait    6    ${END}: out of time [${WHERE}]
    ...    what=21600 s have passed, it was Queued (pending, NoError) last
    ...    trace=Queued 0.0 s
    ...    after=21600.0 s, 361 polls
    Wait should end with    ${message}    6

Not found
    ${message} =    Failed Wait    7    ${END}: not found [${WHERE}]
    ...    what=the service answered NotFound (unknown, NoError) after 600 s of grace
    ...    trace=NotFound 0.0 s
    ...    after=600.0 s, 11 polls
    Wait should end with    ${message}    7    not_found_grace=10 min


*** Keywords ***
Wait should end with
    [Documentation]    Waits six hours for a good end, a poll a minute, and expects a failure.
    [Arguments]    ${message}    ${id}    &{settings}
    Run Keyword And Expect Error
    ...    EQUALS:${message}
    ...    Wait Until Process Ends    ${id}    as=Completed    timeout=6 hours    interval=1 min    &{settings}
