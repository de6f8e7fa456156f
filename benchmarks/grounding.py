"""What the base can do before any fine-tuning: grounded lookup, image-text matching, masked completion.

``python benchmarks/grounding.py [--model FOLDER] [--num_pages N]`` prints a table and writes ``results/grounding.json``
here. Pages are of the test split of ``glyph/data/generators/lookups``, asked about in the wordings of training
(``lookups``) and in others (``asked anew``), and of the synthetic reports, rendered at 10 and 12 px and read by the
model itself. No word, sentence or function on them was met in training. The corpus files are left out: the encoder
learnt to read from all of them. Prose is that of the Python language reference, in Chinese made up; completion is of
generated pages. Short values are the answers of at most ``SHORT_CHARS`` characters that are copied.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from reading import ROOT
from render import new_table
from rich.console import Console
from schema import Results, measured_here, rows_of, share_interval, write_results

from glyph.data.feed.dataset import QADataset
from glyph.data.feed.pretrain_module import PretrainDataModule
from glyph.data.generators.lookups import Lookups
from glyph.data.generators.reports import SyntheticReports
from glyph.data.pages.text_pages import TextPages
from glyph.evaluation.runner import Prediction, evaluate_reader
from glyph.readers.checkpoint import load_reader
from glyph.readers.torch_reader import TorchReader
from glyph.render import RenderConfig
from glyph.tasks.completion import masked_completion
from glyph.tasks.scores import EVIDENCE_IOU

RESULTS = ROOT / "benchmarks" / "results" / "grounding.json"
SHORT_CHARS = 24
SEED = 17


def looks() -> list[RenderConfig]:
    size = {"page_width_pt": 448, "page_height_pt": 448}
    return [RenderConfig.from_dict({**RenderConfig.preset(name).to_dict(), **size}) for name in ("medium", "fine")]


def scores(predictions: Sequence[Prediction]) -> dict[str, float]:
    """Exact match with its 95% interval (Wilson 1927), and how often evidence that is labelled is found."""
    number, right = len(predictions), sum(p.score.em for p in predictions)
    found = [p.score.iou >= EVIDENCE_IOU for p in predictions if p.score.iou is not None]
    low, high = share_interval(right / number, number)
    row = {"num": float(number), "em": right / number, "em_low": low, "em_high": high}
    return row | ({"evidence_found": sum(found) / len(found)} if found else {})


def answers(reader: TorchReader, num_pages: int) -> dict[str, dict[str, float]]:
    """Rows by source and kind of question."""
    sources: dict[str, Any] = {
        "lookups": Lookups(1, 1, num_pages, seed=SEED, asked_as="train"),
        "asked anew": Lookups(1, 1, num_pages, seed=SEED),
        "reports": SyntheticReports(1, 1, num_pages // 4, seed=SEED),
    }
    rows: dict[str, dict[str, float]] = {}
    for name, source in sources.items():
        dataset = QADataset({name: source.split("test")}, looks(), seed=SEED, grid=reader.grid, is_train=False)
        predictions = evaluate_reader(reader, dataset, name)[1]
        copied = [p for p in predictions if p.question.template == "{0}"]
        short = [p for p in copied if len(p.question.answer) <= SHORT_CHARS]
        groups: dict[str, list[Prediction]] = {f"{name}, all": predictions, f"{name}, short values": short}
        by_kind: dict[str, list[Prediction]] = defaultdict(list)
        for prediction in predictions:
            by_kind[f"{name}/{prediction.question.kind}"].append(prediction)
        groups |= dict(sorted(by_kind.items()))
        rows |= {group: scores(members) for group, members in groups.items() if members}
    return rows


def completion(reader: TorchReader, num_crops: int) -> dict[str, float]:
    """Masked completion on crops of generated pages: reports and random tokens."""
    pages = partial(TextPages, crop_px=192)
    data = PretrainDataModule(pages, 1, num_workers=0, num_val=num_crops, seed=SEED)
    return masked_completion(reader.model.encoder, data.test_dataloader())


def results_of(rows: dict[str, dict[str, float]]) -> Results:
    masked = rows["masked completion"]
    found = [row for name, scores in rows.items() if "em" in scores for row in rows_of(name, {"base": scores}, "base")]
    chance = {"masked_accuracy": masked["masked_chance"]}
    ours = {"chars": masked["masked_chars"], "masked_accuracy": masked["masked_accuracy"]}
    found += rows_of("masked completion", {"base": ours, "the commonest character": chance}, "base", "chars")
    about = "The base before any fine-tuning, on generated pages. 'match' is image-text matching: chance is 50%."
    return Results("grounding", "python benchmarks/grounding.py", about, tuple(found))


def main(model: str, num_pages: int, results_file: Path) -> None:
    torch.set_num_threads(1)
    reader = load_reader(model)
    rows = answers(reader, num_pages)
    rows["masked completion"] = completion(reader, num_pages)
    columns = ("questions", "number", "EM", "95%", "evidence found")
    table = new_table(f"before fine-tuning: {model}", *columns)
    for name, row in rows.items():
        if "em" in row:
            interval = f"{row['em_low']:.1%} to {row['em_high']:.1%}"
            found = f"{row['evidence_found']:.1%}" if "evidence_found" in row else "-"
            table.add_row(name, f"{row['num']:.0f}", f"{row['em']:.1%}", interval, found)
    Console().print(table)
    masked = rows["masked completion"]
    print(f"masked completion: {masked['masked_accuracy']:.1%} of {masked['masked_chars']:.0f} characters, "
          f"the commonest of them {masked['masked_chance']:.1%}; image-text matching (match): chance 50%")  # fmt: skip
    write_results(results_file, measured_here(results_of(rows), SEED))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="base", help="base, or a checkpoint folder")
    parser.add_argument("--num_pages", type=int, default=200, help="of lookups; a quarter as many reports")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON file to write")
    arguments = parser.parse_args()
    main(arguments.model, arguments.num_pages, arguments.results)
