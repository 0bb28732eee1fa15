*** Settings ***
Documentation    Fails with every kind of credential; only what is written counts.

Library          ProcessStatusLibrary    record=${RECORD}


*** Test Cases ***
Basic That Fails
    VAR    ${secret: Secret}    %{CANARY_BASIC}
    Open Service    robusta    ${URL}/robusta    user=ada    password=${secret}
    Get Process Status    4711

Token In Its Own Header
    VAR    ${secret: Secret}    %{CANARY_HEADER}
    Open Service    coruson    ${URL}/coruson    token=${secret}    token_header=X-Own
    Reply Should Be Fault

Header By A Configured Name
    VAR    ${secret: Secret}    %{CANARY_CONFIGURED}
    VAR    &{headers}    X-Own-Key=${secret}
    VAR    @{secrets}    X-Own-Key
    Open Service    listrak    ${URL}/listrak    headers=${headers}    secrets=${secrets}
    Get Process Status    4711

Address With A Password
    VAR    ${secret: Secret}    %{CANARY_ADDRESS}
    Open Service    robusta    ${secret}
    Get Process Status    4711
