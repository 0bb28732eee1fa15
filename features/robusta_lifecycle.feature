Feature: A process of Robusta lives and ends

  Scenario: A process that succeeds
    Given the service "robusta"
    And a process that ends as "SUCCEEDED"
    When I ask for its status over "REST"
    Then the reply conforms to the contract
    And the process ends as "SUCCEEDED" within 5 minutes
    And every binding reports the same status
    And the process has followed its lifecycle

  @simulator
  Scenario: A process that is started returns its outputs
    Given the service "robusta"
    When I start a process with
      | name            | OneStepNotepadRunner |
      | runImmediately  | Y                    |
      | values.username | Ada                  |
      | values.surname  | Lovelace             |
    Then the process ends as "SUCCEEDED" within 5 minutes
    And the process has followed its lifecycle
    When I ask for its status over "REST"
    Then the output "__out_username" is "Ada"
    And the output "__out_surname" is "Lovelace"

  @simulator
  Scenario Outline: A failure that the page does not document: <state>
    Given the service "robusta" that may also report "<state>"
    And a process that goes through "WAITING, RUNNING, <state>"
    Then the process ends as "<state>" within 5 minutes

    Examples:
      | state     |
      | FAILED    |
      | CANCELLED |

  @simulator
  Scenario: A process that is tried again goes back to waiting
    Given the service "robusta"
    And a process that goes through "WAITING, RUNNING, WAITING, RUNNING, SUCCEEDED"
    Then the process ends as "SUCCEEDED" within 10 minutes
    And the process has followed its lifecycle

  Scenario: A process that is not known
    Given the service "robusta"
    And a process that is not known
    When I ask for its status over "REST"
    Then the process is not known

  Scenario: A final state stays
    Given the service "robusta"
    And a process in the state "SUCCEEDED"
    Then the process stays as it is for 10 minutes

  @simulator
  Scenario: A process that comes back from its end is caught
    Given the service "robusta"
    And a process that goes through "SUCCEEDED, RUNNING"
    When I watch it for 10 minutes
    Then the rule "lifecycle.final" is broken

  @simulator
  Scenario: A process that never ends
    Given the service "robusta"
    And a process that goes through "WAITING, RUNNING"
    When I wait until it ends, for at most "6 hours"
    Then the outcome is "out of time"
