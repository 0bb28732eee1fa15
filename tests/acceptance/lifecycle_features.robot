*** Settings ***
Documentation    The keywords that follow a process, and the sentences of features as keywords of a suite.

Library          ProcessStatusLibrary    simulated_time=True
Library          ProcessStatusLibrary.sentences.ProcessStatusSentences

Suite Setup      Open Service    cora-rpa

Test Tags        simulator


*** Test Cases ***
A legal life
    Simulate Process    Queued    ProcessingInput    Completed    process_id=1    reads=1
    FOR    ${binding}    IN    SOAP 1.1    SOAP 1.2    SOAP 1.1    SOAP 1.2
        Get Process Status    1    ${binding}
    END
    Process Should Follow Its Lifecycle    1
    ${trace} =    Get Process Trace    1
    Should Be Equal As Strings    ${trace}    Queued 0.0-0.0 s > ProcessingInput 0.0-0.0 s > Completed 0.0 s
    Should Be Equal As Integers    ${trace.entries[-1].reads}    2

What an earlier test has read is forgotten
    Run Keyword And Expect Error
    ...    ValueError: Nothing was read of process '1' in this test. No process was read.
    ...    Process Should Follow Its Lifecycle    1

A wrong life
    Simulate Process    Failed    Queued    process_id=2    reads=1
    Get Process Status    2
    Get Process Status    2
    ${message} =    Catenate    SEPARATOR=\n
    ...    Process 2 of cora-rpa did not follow its lifecycle
    ...    ${SPACE * 2}The process left the final state 'Failed' [lifecycle.final, inferred]
    ...    ${SPACE * 4}documented: 'Failed' is final
    ...    ${SPACE * 4}received:${SPACE * 3}'Queued'
    ...    ${SPACE * 2}trace: Failed 0.0-0.0 s > Queued 0.0 s
    Run Keyword And Expect Error    EQUALS:${message}    Process Should Follow Its Lifecycle    2

Bindings that agree
    Simulate Process    Failed    process_id=3    error_code=TimedOut
    Bindings Should Agree    3
    Bindings Should Agree    3    soap12    SOAP 1.1

Nothing to compare
    Simulate Process    Failed    process_id=4
    ${message} =    Catenate    SEPARATOR=\n${SPACE * 2}
    ...    Bindings could not be compared on process 4 of cora-rpa [agreement, inferred]
    ...    HTTP GET: not applicable: the page gives it no parameter for MasterWorkflowInstanceId
    ...    fewer than two bindings can carry the process id, so there is nothing to compare
    Run Keyword And Expect Error    EQUALS:${message}    Bindings Should Agree    4    SOAP 1.1    HTTP GET

Sentences are keywords
    Given the service "coruson"
    And a process that goes through "Waiting, Importing, Imported"
    Then the process reaches "running" within 2 minutes
    And the process ends as "Imported" within 1 hour
    And the process stays as it is for 10 minutes
    And every binding reports the same status
    And the process has followed its lifecycle
