Feature: An import of Coruson lives and ends

  Scenario: An import that is done
    Given the service "coruson"
    And a process that ends as "Imported"
    When I ask for its status over "REST"
    Then the reply conforms to the contract
    And the process ends as "Imported" within 5 minutes
    And every binding reports the same status
    And the process has followed its lifecycle

  @simulator
  Scenario: A partial import tells how far it is
    Given the service "coruson"
    And a process in the state "Importing" with the counters "TotalReportsImported=2, TotalReports=5"
    When I ask for its status over "REST"
    Then the counter "TotalReportsImported" is 2
    And the counter "TotalReports" is 5
    And the phase is "running"
    And every binding reports the same status

  @simulator
  Scenario: A refused import ends the wait at once
    Given the service "coruson"
    And a process that goes through "Waiting, Refused"
    When I wait until it ends, for at most "6 hours"
    Then the outcome is "service error"

  Scenario Outline: An import that is not known over <binding>
    Given the service "coruson"
    And a process that is not known
    When I ask for its status over "<binding>"
    Then the process is not known

    Examples:
      | binding  |
      | SOAP 1.2 |
      | REST     |

  Scenario: A final state stays
    Given the service "coruson"
    And a process in the state "Imported"
    Then the process stays as it is for 10 minutes

  @simulator
  Scenario: An import that falls back is caught
    Given the service "coruson"
    And a process that goes through "Imported, Importing"
    When I watch it for 10 minutes
    Then the rule "lifecycle.final" is broken

  @simulator
  Scenario: An import that never ends
    Given the service "coruson"
    And a process that goes through "Waiting, Importing"
    When I wait until it ends, for at most "6 hours"
    Then the outcome is "out of time"
