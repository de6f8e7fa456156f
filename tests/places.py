"""Where things are: the repository, and the real data beside it, which need not be there."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
EXPERIMENTS = ROOT / "experiments"
SHARED = ROOT.parent / "shared"
