"""``glyph VERB ...``: picks the verb's module, which is imported only then."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from glyph.render.flags import OneLineParser
from glyph.version import __version__

VERBS = {
    "render": "draw documents as page images",
    "read": "read the text of an image, a PDF or a document, with boxes and confidences",
    "ask": "ask questions about a document or a page image",
    "train": "train and test what a config describes, such as experiment=fin_sft",
    "evaluate": "score a reader on a data set",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command ``glyph``.

    Args:
        argv: the arguments after ``glyph``; those of the process where None.

    Returns:
        The exit status: 0, 1 for a mistake in files or settings, 130 after Ctrl-C.

    Raises:
        SystemExit: with status 2 for arguments that cannot be parsed, 0 after ``--help`` and ``--version``.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = OneLineParser("Draw long text as page images, read them, and ask about them.")
    parser.prog = "glyph"
    parser.add_argument("--version", action="version", version=f"glyph {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs", required=True, parser_class=_VerbName)
    for name, about in VERBS.items():
        verbs.add_parser(name, help=about)
    parser.epilog = "'glyph VERB --help' tells the arguments of a verb"
    verb: str = parser.parse_args(arguments[:1]).verb
    status: int = importlib.import_module(f"glyph.cli.{verb}").main(arguments[1:])
    return status


class _VerbName(OneLineParser):
    """The parser of a verb's name alone: what follows the name is for the verb's module."""

    def __init__(self, prog: str) -> None:
        super().__init__("")
        self.prog = prog
