Feature: Coruson tells how far an import of reports is

  Scenario Outline: An import that is <state> over SOAP
    Given the service "coruson"
    And a process in the state "<state>"
    When I ask for its status over "SOAP 1.2"
    Then the reply conforms to the contract
    And the state is "<state>"

    Examples:
      | state     |
      | Waiting   |
      | Importing |
      | Imported  |

  Scenario Outline: An import that is <state> over REST as <format>
    Given the service "coruson"
    And a process in the state "<state>"
    When I ask for its status over "REST" as "<format>"
    Then the reply conforms to the contract
    And the state is "<state>"

    Examples:
      | state     | format |
      | Waiting   | json   |
      | Waiting   | xml    |
      | Importing | json   |
      | Importing | xml    |
      | Imported  | json   |
      | Imported  | xml    |

  Scenario Outline: A refused import is the service's own error over <binding>
    Given the service "coruson"
    And a process in the state "Refused"
    When I ask for its status over "<binding>"
    Then the reply is of the kind "service error"
    And the state is "Refused"

    Examples:
      | binding  |
      | SOAP 1.2 |
      | REST     |

  Scenario: A wrong password is refused
    Given the service "coruson"
    And a process in the state "Importing"
    When I ask with the wrong password over "REST"
    Then the credentials are refused
