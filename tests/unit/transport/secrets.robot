*** Settings ***
Documentation    Every way in which a secret is given and could show, each with a secret of its own.
...              The endpoint repeats all that it receives; the tests may fail, only what is written counts.

Library          ProcessStatusLibrary    record=${RECORD}


*** Test Cases ***
Basic
    ${secret} =    Secret of this test
    Open Service    robusta    ${URL}    user=ada    password=${secret}
    Get Process Status    4711

Soap header
    ${secret} =    Secret of this test
    Open Service    listrak    ${URL}    user=ada    password=${secret}
    Get Process Status    4711    binding=SOAP 1.2

Bearer
    ${secret} =    Secret of this test
    Open Service    coruson    ${URL}    token=${secret}
    Get Process Status    ${GUID}    binding=REST

Token header
    ${secret} =    Secret of this test
    Open Service    coruson    ${URL}    token=${secret}    token_header=X-Api-Token
    Get Process Status    ${GUID}    binding=SOAP 1.2

Token cookie
    ${secret} =    Secret of this test
    Open Service    coruson    ${URL}    token=${secret}    token_cookie=ss-id
    Get Process Status    ${GUID}    validate=False

Returned reply
    ${secret} =    Secret of this test
    Open Service    listrak    ${URL}    user=ada    password=${secret}
    ${reply} =    Send Request    4711
    Log    ${reply}
    Reply Should Be Fault    text=nothing of the kind

Last exchange
    ${secret} =    Secret of this test
    Open Service    listrak    ${URL}    user=ada    password=${secret}
    Get Process Status    4711    validate=False
    ${exchange} =    Get Last Exchange
    Log    ${exchange}
    Reply Should Conform

Refused connection
    ${secret} =    Secret of this test
    Open Service    listrak    ${NOWHERE}    user=ada    password=${secret}
    Get Process Status    4711

Wrong type
    ${secret} =    Secret of this test
    Open Service    robusta    ${URL}    user=ada    password=${{ {'password': $secret} }}

Without a user
    ${secret} =    Secret of this test
    Open Service    robusta    ${URL}    password=${secret}

Unsendable
    ${secret} =    Secret of this test
    VAR    ${unsendable: Secret} =    ${secret.value}${\n}x
    Open Service    robusta    ${URL}    token=${unsendable}


*** Keywords ***
Secret of this test
    [Documentation]    Takes the secret of the running test from the environment.
    VAR    ${secret: Secret} =    %{SECRET OF ${TEST NAME}}
    RETURN    ${secret}
