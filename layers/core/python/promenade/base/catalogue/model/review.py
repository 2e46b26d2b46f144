"""What waits for somebody else's word before it is sold by: a product, or another wording and more
SKUs of one that sells meanwhile."""

from collections.abc import Mapping

from promenade.contracts.reviews import ReviewState, SelfApproval
from promenade.kit.errors import Conflict
from promenade.kit.values import Document, replace


class ReviewForbids(Conflict):
    """The review is in no state from which this can be done."""


class Wording(Document, frozen=True):
    """What of a product nobody changes alone; of a product it has the fields of these names."""

    title: str
    category: str
    description: str = ""
    images: tuple[str, ...] = ()


class Review(Document, frozen=True):
    """`authors` wrote or submitted what waits: none of them approves it. The rest is of a product
    that was approved before, and goes on as it was: `proposal` is its other wording, `skus` are the
    codes of those of its SKUs that do not sell yet, `options` and `floors` what those that do shall
    have, by code: a floor of 0 is none."""

    authors: tuple[str, ...] = ()
    state: ReviewState = ReviewState.DRAFT
    reason: str | None = None
    proposal: Wording | None = None
    skus: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, str]] = {}
    floors: Mapping[str, int] = {}

    @property
    def is_empty(self) -> bool:
        """Nothing of a product that was approved waits, or was sent back."""
        return not (self.proposal or self.skus or self.options or self.floors)

    def written(self, by: str) -> "Review":
        return replace(self, authors=tuple(sorted({*self.authors, by})))

    def submitted(self, by: str) -> "Review":
        """Raises ReviewForbids."""
        if self.state not in (ReviewState.DRAFT, ReviewState.REJECTED):
            raise ReviewForbids("It is submitted already.", current_status=self.state.value)
        return replace(self.written(by), state=ReviewState.PENDING, reason=None)

    def rejected(self, reason: str) -> "Review":
        """Raises ReviewForbids."""
        self._must_wait()
        return replace(self, state=ReviewState.REJECTED, reason=reason)

    def withdrawn(self) -> "Review":
        """Raises ReviewForbids."""
        self._must_wait()
        return replace(self, state=ReviewState.DRAFT)

    def check_approval(self, by: str) -> None:
        """Raises ReviewForbids, SelfApproval."""
        self._must_wait()
        if by in self.authors:
            raise SelfApproval("Somebody else approves what you wrote or submitted.")

    def _must_wait(self) -> None:
        if self.state is not ReviewState.PENDING:
            raise ReviewForbids("It has not been submitted.", current_status=self.state.value)
