"""Wordings that belong to splits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from glyph.data.sample import SPLITS, Split
from glyph.data.wording.language_files import Entry


@dataclass(frozen=True, slots=True)
class BySplit:
    """Wordings of one thing, each of one split."""

    train: tuple[str, ...] = ()
    val: tuple[str, ...] = ()
    test: tuple[str, ...] = ()

    def __getitem__(self, split: Split) -> tuple[str, ...]:
        return {"train": self.train, "val": self.val, "test": self.test}[split]

    def __iter__(self) -> Iterator[str]:
        """All of them."""
        return iter(self.train + self.val + self.test)


def read_by_split(entry: Entry, splits: Collection[Split] = SPLITS, optional: Collection[Split] = (),
                  slots: Collection[str] = ()) -> BySplit:  # fmt: skip
    """A mapping from splits to lists of wordings, of which those of train alone may have choices.

    Args:
        entry: the mapping.
        splits: those that it may name.
        optional: those of them that it need not name.
        slots: of the wordings.

    Raises:
        DataError: with file and line, where it is none.
    """
    fields = entry.fields([split for split in splits if split not in optional], optional)
    return BySplit(**{name: lists.wordings(slots, choices=name == "train") for name, lists in fields.items()})
