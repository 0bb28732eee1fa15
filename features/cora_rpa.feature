Feature: Cora RPA tells the status of a batch

  Scenario Outline: A batch in the state <state> over <binding>
    Given the service "cora-rpa"
    And a process in the state "<state>"
    When I ask for its status over "<binding>"
    Then the reply conforms to the contract
    And the state is "<state>"

    Examples:
      | state            | binding  |
      | Queued           | SOAP 1.1 |
      | Queued           | SOAP 1.2 |
      | ProcessingInput  | SOAP 1.1 |
      | ProcessingInput  | SOAP 1.2 |
      | WaitingForOutput | SOAP 1.1 |
      | WaitingForOutput | SOAP 1.2 |
      | Completed        | SOAP 1.1 |
      | Completed        | SOAP 1.2 |
      | Aborted          | SOAP 1.1 |
      | Aborted          | SOAP 1.2 |
      | Failed           | SOAP 1.1 |
      | Failed           | SOAP 1.2 |
      | NotFound         | SOAP 1.1 |
      | NotFound         | SOAP 1.2 |

  Scenario Outline: <binding> carries no id
    Given the service "cora-rpa"
    When I ask for a status over "<binding>" without an id
    Then the reply conforms to the contract
    And the state is "NotFound"

    Examples:
      | binding   |
      | HTTP GET  |
      | HTTP POST |

  @simulator
  Scenario Outline: A failed batch says why: <code>
    Given the service "cora-rpa"
    And a process in the state "Failed" with the error code "<code>"
    When I ask for its status over "SOAP 1.1"
    Then the reply conforms to the contract
    And the error code is "<code>"

    Examples:
      | code                  |
      | TimedOut              |
      | InputFileNotFound     |
      | InputFileExists       |
      | FailedToPutInputFile  |
      | OutputFileExists      |
      | FailedToPutOutputFile |
      | RobotProfileNotFound  |
      | InternalError         |
