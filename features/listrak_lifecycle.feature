Feature: A process of Listrak lives and ends

  Scenario Outline: A process that ends as <state>
    Given the service "listrak"
    And a process that ends as "<state>"
    When I ask for its status over "SOAP 1.1"
    Then the reply conforms to the contract
    And the process ends as "<state>" within 10 minutes
    And every binding reports the same status
    And the process has followed its lifecycle

    Examples:
      | state               |
      | ProcessingCompleted |
      | ProcessingFailed    |

  Scenario: A process that is not known
    Given the service "listrak"
    And a process that is not known
    When I ask for its status over "SOAP 1.2"
    Then the process is not known

  Scenario: A final state stays
    Given the service "listrak"
    And a process in the state "ProcessingFailed"
    Then the process stays as it is for 10 minutes

  @simulator
  Scenario Outline: An illegal course is caught: <course>
    Given the service "listrak"
    And a process that goes through "<course>"
    When I watch it for 10 minutes
    Then the rule "<rule>" is broken

    Examples:
      | course                                | rule                 |
      | ProcessingData, DataUploaded          | lifecycle.transition |
      | ProcessingCompleted, ProcessingFailed | lifecycle.final      |

  Scenario: A wrong password is refused while the process runs
    Given the service "listrak"
    And a process in the state "ProcessingData"
    When I ask with the wrong password over "SOAP 1.1"
    Then the credentials are refused

  @simulator
  Scenario: A process that never ends
    Given the service "listrak"
    And a process that goes through "DataActivelyUploading, DataUploaded"
    When I wait until it ends, for at most "1 day"
    Then the outcome is "out of time"
