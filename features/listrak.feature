Feature: Listrak tells the status of a process

  Scenario Outline: A process in the state <state> over <binding>
    Given the service "listrak"
    And a process in the state "<state>"
    When I ask for its status over "<binding>"
    Then the reply conforms to the contract
    And the state is "<state>"

    Examples:
      | state                  | binding  |
      | DataActivelyUploading  | SOAP 1.1 |
      | DataActivelyUploading  | SOAP 1.2 |
      | DataUploaded           | SOAP 1.1 |
      | DataUploaded           | SOAP 1.2 |
      | DataReadyForProcessing | SOAP 1.1 |
      | DataReadyForProcessing | SOAP 1.2 |
      | ProcessingData         | SOAP 1.1 |
      | ProcessingData         | SOAP 1.2 |
      | ProcessingCompleted    | SOAP 1.1 |
      | ProcessingCompleted    | SOAP 1.2 |
      | ProcessingFailed       | SOAP 1.1 |
      | ProcessingFailed       | SOAP 1.2 |

  Scenario Outline: A wrong password is refused over <binding>
    Given the service "listrak"
    And a process in the state "ProcessingData"
    When I ask with the wrong password over "<binding>"
    Then the credentials are refused

    Examples:
      | binding  |
      | SOAP 1.1 |
      | SOAP 1.2 |
