"""evaluate: a Reader scored on a split of a data set; what ``evaluate.py`` and ``glyph evaluate`` call."""

from __future__ import annotations

import json
import time
from pathlib import Path

from hydra.utils import instantiate
from omegaconf import DictConfig

from glyph.data.feed.module import QADataModule
from glyph.data.sample import SPLITS
from glyph.evaluation.pictures import write_predictions
from glyph.evaluation.runner import evaluate_reader
from glyph.evaluation.table import print_scores
from glyph.readers.protocol import Reader
from glyph.render.page_image import unread_page
from glyph.render.visual_tokens import TokenGrid
from glyph.tasks.running import build_data


def evaluate(cfg: DictConfig) -> dict[str, float]:
    """Score the reader of ``cfg`` on a split; scores and predictions go into the run folder.

    Returns:
        The metrics, as written to ``metrics.json``.

    Raises:
        ValueError: for an unknown split, data without questions, or a reader that cannot answer.
    """
    started = time.perf_counter()
    if cfg.split not in SPLITS:
        raise ValueError(f"split={cfg.split} is not one of {', '.join(reversed(SPLITS))}")
    reader = instantiate(cfg.reader)
    if not isinstance(reader, Reader):
        raise ValueError(f"reader._target_={cfg.reader._target_} gives no Reader: it has no answer()")
    grid = getattr(reader, "grid", None) or TokenGrid(**cfg.grid)
    read_image = getattr(reader, "page_of_image", unread_page)
    data = build_data(cfg, grid=grid, read_image=read_image, any_image=True)
    if not isinstance(data, QADataModule):
        raise ValueError(f"data={cfg.data._target_} holds no questions; choose data=reports, tatqa, squad or jsonl")
    dataset = data.dataset(cfg.split)
    dataset.is_train = False  # training samples too are taken once each, not drawn
    scores, predictions = evaluate_reader(reader, dataset, cfg.split)

    folder = Path(cfg.run_dir)
    folder.mkdir(parents=True, exist_ok=True)
    metrics = {f"{cfg.split}/{name}": value for name, value in scores.items()}
    metrics["time/total_s"] = time.perf_counter() - started
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=2, sort_keys=True), encoding="utf-8")
    write_predictions(predictions, folder)
    print_scores(metrics, folder, cfg.split)
    return metrics
