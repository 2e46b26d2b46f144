"""How long the messages of a send are, and what they cost, by variant and language."""

from collections.abc import Mapping

from promenade.contracts.journeys import Send
from promenade.contracts.messages import PERSON_NAME, MessageTemplate, VariableMissing
from promenade.contracts.profiles import CALLING
from promenade.kit.values import Value
from promenade.outreach.campaign.model.terms import Terms

LONG_NAME = "名" * 20
"""Few people's is longer; and no text with it is counted in septets."""


class Message(Value, frozen=True):
    """`units` are what a provider charges for it where the person has a long name, `least_units`
    where it says another word than a name."""

    variant: str
    units: int
    least_units: int
    currency: str
    unit_cost_micros: int

    @property
    def cost_micros(self) -> int:
        return self.units * self.unit_cost_micros


class Wording:
    def __init__(
        self, send: Send, terms: Terms, templates: Mapping[str, MessageTemplate], link: str
    ) -> None:
        """`link` is as long as those that people are sent."""
        found = {each.variant: templates.get(each.template_id) for each in send.choices}
        self._templates = {variant: each for variant, each in found.items() if each}
        self._variables, self._link = terms.variables, link
        self._is_named = send.channel in CALLING and PERSON_NAME not in terms.variables
        self._known: dict[tuple[str, str | None], Message | None] = {}
        self.is_whole = len(self._templates) == len(send.choices)

    def has(self, variant: str) -> bool:
        """Whether anything is sent by its template now."""
        return variant in self._templates

    def hangs_by_name(self, variant: str) -> bool:
        """Whether it goes to those alone whose name the shop knows, which is sealed."""
        template = self._templates.get(variant)
        return self._is_named and template is not None and PERSON_NAME in template.needed

    def message(self, variant: str, language: str | None) -> Message | None:
        """None where a variable has no value, or nothing is sent by the template now."""
        key = variant, language
        if key not in self._known:
            self._known[key] = self._made(*key)
        return self._known[key]

    def longest(self, variant: str) -> Message | None:
        """In the language in which it has the most units; None where it has no wording at all."""
        template = self._templates.get(variant)
        languages = template.languages if template else ()
        made = (self.message(variant, each) for each in languages)
        return max((each for each in made if each), key=lambda each: each.units, default=None)

    def usual(self) -> list[Message]:
        """Of each variant the one in its template's own language."""
        made = (self.message(variant, None) for variant in self._templates)
        return [each for each in made if each]

    def _made(self, variant: str, language: str | None) -> Message | None:
        template = self._templates.get(variant)
        if template is None:
            return None
        is_named = self._is_named and PERSON_NAME in template.variables | template.needed
        named = {PERSON_NAME: LONG_NAME} if is_named else {}
        try:
            units = self._units(template, language, named)
            is_needed = PERSON_NAME in template.needed
            least = units if is_needed or not named else self._units(template, language, {})
        except VariableMissing:
            return None
        return Message(variant, units, least, template.currency, template.unit_cost_micros)

    def _units(self, template: MessageTemplate, language: str | None, named: dict[str, str]) -> int:
        """Raises VariableMissing."""
        return template.render(language, named | self._variables, lambda _: self._link).units
