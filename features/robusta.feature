Feature: Robusta starts a process and tells its status

  Scenario Outline: A process in the state <state>
    Given the service "robusta"
    And a process in the state "<state>"
    When I ask for its status over "REST"
    Then the reply conforms to the contract
    And the state is "<state>"
    And the phase is "<phase>"

    Examples:
      | state     | phase     |
      | WAITING   | pending   |
      | RUNNING   | running   |
      | SUCCEEDED | succeeded |

  @simulator
  Scenario: A process that is started can be asked for
    Given the service "robusta"
    When I start a process with
      | name            | OneStepNotepadRunner |
      | runImmediately  | Y                    |
      | values.username | Ada                  |
    And I ask for its status over "REST"
    Then the reply conforms to the contract
    And the state is "WAITING"

  Scenario: A wrong password is refused
    Given the service "robusta"
    And a process in the state "RUNNING"
    When I ask with the wrong password over "REST"
    Then the credentials are refused
