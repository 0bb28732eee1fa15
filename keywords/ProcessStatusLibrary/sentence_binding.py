"""Makes one method a Robot keyword and a pytest-bdd step.

Nothing of Robot is imported here: a pytest run that uses no sentence pays next to nothing for the plugin.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_type_hints

from .patterns import compile_sentence, for_robot

Method = TypeVar("Method", bound=Callable[..., Any])
MARK = "sentence_text"


def sentence(text: str) -> Callable[[Method], Method]:
    """Names a method with a sentence.

    The method's docstring ends with ``Example:`` and the sentence as a feature would use it.

    Args:
        text: The sentence, its arguments as ``${name}`` in quotes or with a pattern of their own.
    """

    def mark(method: Method) -> Method:
        setattr(method, MARK, text)
        # What robot.api.deco.keyword sets, without the 300 ms that importing it costs.
        method.robot_name = for_robot(text)  # type: ignore[attr-defined]
        method.robot_tags = ("sentence",)  # type: ignore[attr-defined]
        method.robot_types = ()  # type: ignore[attr-defined]
        return method

    return mark


def sentences_of(owner: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yields the sentences of a class and their methods, in the order in which they are written."""
    for base in reversed(owner.__mro__):
        for method in vars(base).values():
            if hasattr(method, MARK):
                yield getattr(method, MARK), method


def example_of(method: Callable[..., Any]) -> str:
    """The example of a sentence: what stands below ``Example:`` in its docstring, a table included."""
    _, _, example = inspect.cleandoc(method.__doc__ or "").partition("Example:\n")
    return inspect.cleandoc(example)


def bind(owner: type, fixture: str, *, stacklevel: int = 1) -> None:
    """Registers every sentence of a class as a pytest-bdd step of the caller's module.

    Args:
        owner: The class.
        fixture: The name of the fixture that returns an object of it.
        stacklevel: How far up the caller's module is.
    """
    from pytest_bdd import step  # noqa: PLC0415  only a run with pytest-bdd binds steps
    from pytest_bdd.parsers import StepParser  # noqa: PLC0415

    class Sentence(StepParser):
        def __init__(self, text: str) -> None:
            super().__init__(text)
            self._pattern = compile_sentence(text)

        def is_matching(self, name: str) -> bool:
            return self._pattern.fullmatch(name) is not None

        def parse_arguments(self, name: str) -> dict[str, Any] | None:
            match = self._pattern.fullmatch(name)
            return match.groupdict() if match else None

    for text, method in sentences_of(owner):
        parameters = list(inspect.signature(method).parameters.values())[1:]
        hints = get_type_hints(method)
        converters = {p.name: _converter(p.name, hints[p.name]) for p in parameters if hints[p.name] is not str}
        function = _step_function(method, fixture, parameters)
        step(Sentence(text), converters=converters, stacklevel=stacklevel + 1)(function)


def _step_function(method: Callable[..., Any], fixture: str, parameters: list[inspect.Parameter]) -> Callable[..., Any]:
    def call(**arguments: Any) -> Any:
        # By name, so that a class of the user's own may give a sentence another meaning.
        return getattr(arguments.pop(fixture), method.__name__)(**arguments)

    owner = inspect.Parameter(fixture, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    call.__signature__ = inspect.Signature([owner, *parameters])  # type: ignore[attr-defined]
    call.__name__ = method.__name__
    call.__doc__ = method.__doc__
    return call


def _converter(name: str, hint: Any) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        from robot.api import TypeInfo  # noqa: PLC0415  Robot's own conversion, so that errors read the same

        return TypeInfo.from_type_hint(hint).convert(value, name=name)

    return convert
