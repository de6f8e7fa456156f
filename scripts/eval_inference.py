"""Score a reader on every row of a JSONL file, whatever its split.

    python scripts/eval_inference.py --model_path outputs/fin_sft/<time>/model --data_path qa.jsonl

Prints EM and F1, and CER where the painted text is known; writes ``metrics.json``, ``predictions.jsonl`` and
``predictions.png``. Texts are drawn as the reader likes best; images may be of any size.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # runs from a checkout that is not installed

import glyph
from glyph.data.feed.dataset import QADataset
from glyph.data.sample import Split, StoredSamples
from glyph.data.sources.jsonl import JsonlSamples
from glyph.evaluation.pictures import write_predictions
from glyph.evaluation.runner import evaluate_reader
from glyph.render import RenderConfig
from glyph.render.page_image import unread_page
from glyph.render.visual_tokens import TokenGrid

SPLITS: tuple[Split, ...] = ("train", "val", "test")
SHOWN = ("em", "f1", "cer", "evidence_iou")


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score a checkpoint on every row of a JSONL file.")
    parser.add_argument("--model_path", required=True, help="a checkpoint's folder, or what else glyph.load opens")
    parser.add_argument(
        "--data_path", type=Path, required=True, help="JSONL rows of image_path or text, question, answer"
    )
    parser.add_argument("--output_dir", type=Path, help="default: outputs/eval_inference/<name of the data file>")
    return parser.parse_args(argv)


def run(arguments: argparse.Namespace) -> dict[str, float]:
    """Score, write and print; returns the scores."""
    source = JsonlSamples(arguments.data_path)
    samples = [sample for split in SPLITS for sample in source.split(split).samples]
    reader = glyph.load(arguments.model_path)
    dataset = QADataset(
        {"jsonl": StoredSamples(samples)},
        [getattr(reader, "render_config", RenderConfig.preset("medium"))],
        seed=0,
        grid=getattr(reader, "grid", TokenGrid()),
        read_image=getattr(reader, "page_of_image", unread_page),
        any_image=True,
    )
    dataset.check_budget("skip")
    folder: Path = arguments.output_dir or Path("outputs/eval_inference") / arguments.data_path.name.split(".")[0]
    folder.mkdir(parents=True, exist_ok=True)
    scores, predictions = evaluate_reader(reader, dataset)
    write_predictions(predictions, folder)
    (folder / "metrics.json").write_text(json.dumps(scores, indent=2, sort_keys=True), encoding="utf-8")
    for name in SHOWN:
        if name in scores:
            print(f"{name.upper() if len(name) < 4 else name}: {scores[name]:.4f}")
    print(f"{len(predictions)} questions on {len(dataset)} of {len(samples)} documents -> {folder}")
    return scores


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    try:
        run(parse_arguments(argv))
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
