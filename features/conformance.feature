Feature: A service is held to its whole contract

  Scenario Outline: <service> conforms
    Given the service "<service>"
    Then the service conforms to its contract

    Examples:
      | service  |
      | cora-rpa |
      | cora-ocr |
      | robusta  |
      | listrak  |
      | coruson  |

  @simulator
  Scenario: A wrong state is noticed
    Given the service "listrak"
    And the simulator has the defect "undocumented-state"
    Then the service breaks the clause "enumeration.state"
