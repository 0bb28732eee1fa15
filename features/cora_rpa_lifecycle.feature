Feature: A batch of Cora RPA lives and ends

  Scenario Outline: A batch that ends as <state>
    Given the service "cora-rpa"
    And a process that ends as "<state>"
    When I ask for its status over "SOAP 1.1"
    Then the reply conforms to the contract
    And the process ends as "<state>" within 5 minutes
    And every binding reports the same status
    And the process has followed its lifecycle

    Examples:
      | state     |
      | Completed |
      | Aborted   |
      | Failed    |

  Scenario: A batch that is not known
    Given the service "cora-rpa"
    And a process that is not known
    When I ask for its status over "SOAP 1.2"
    Then the process is not known

  Scenario: A final state stays
    Given the service "cora-rpa"
    And a process in the state "Completed"
    Then the process stays as it is for 10 minutes

  @simulator
  Scenario Outline: An illegal course is caught: <course>
    Given the service "cora-rpa"
    And a process that goes through "<course>"
    When I watch it for 10 minutes
    Then the rule "<rule>" is broken

    Examples:
      | course                          | rule                 |
      | ProcessingInput, Queued, Failed | lifecycle.transition |
      | Completed, ProcessingInput      | lifecycle.final      |
      | Queued, NotFound                | lifecycle.vanished   |

  @simulator
  Scenario: A batch that never ends
    Given the service "cora-rpa"
    And a process that goes through "Queued, ProcessingInput"
    When I wait until it ends, for at most "6 hours"
    Then the outcome is "out of time"
