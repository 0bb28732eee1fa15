*** Settings ***
Documentation    A service is held to its whole contract, and defects of the simulator are noticed.

Library          ProcessStatusLibrary

Test Setup       Open Service    listrak

Test Tags        simulator


*** Test Cases ***
A service conforms
    Service Should Conform
    Service Should Conform    SOAP 1.1    soap12    fail_on=documented

The failing level decides
    [Setup]    Open Service    coruson
    Service Should Conform    SOAP 1.2
    Run Keyword And Expect Error
    ...    STARTS:coruson on simulator
    ...    Service Should Conform
    ...    SOAP 1.2
    ...    fail_on=standard

A defect is noticed until it is switched off
    Set Simulator Defects    undocumented-state
    ${message} =    Run Keyword And Expect Error    STARTS:listrak on simulator    Service Should Conform    soap12
    Should Contain    ${message}    \ broken at level documented or above
    Should Contain    ${message}    Undocumented value [enumeration.state, documented]
    Set Simulator Defects
    Service Should Conform

An unknown defect offers the nearest name
    Run Keyword And Expect Error
    ...    STARTS:ValueError: Argument 'defects': Unknown defect 'undocumented-stat'. Did you mean 'undocumented-state'?
    ...    Set Simulator Defects
    ...    undocumented-stat

Every verdict is returned
    Set Simulator Defects    undocumented-state
    ${verdicts} =    Get Conformance Verdicts    SOAP 1.1
    VAR    ${states} =    ${{[v for v in $verdicts if v['id'] == 'enumeration.state']}}
    Length Should Be    ${states}    1
    Should Be Equal    ${states}[0][verdict]    fail
    Should Be Equal    ${states}[0][level]    documented
    Should Be Equal    ${states}[0][binding]    SOAP 1.1

An undocumented binding
    VAR    ${message} =
    ...    ValueError: Service 'listrak' does not document REST.
    ...    Its bindings: 'SOAP 1.1' and 'SOAP 1.2'.
    Run Keyword And Expect Error    EQUALS:${message}    Service Should Conform    REST
