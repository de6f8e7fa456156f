"""Tests of ablate.py: every variant builds, a tiny grid runs once, goes on where it was cut off, and adds up."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
import torch
from hydra.utils import instantiate
from omegaconf import open_dict

from ablate import CONFIGS, main
from glyph.evaluation.ablation import (
    DEFAULT,
    Variant,
    choose,
    difference_of,
    mean_of,
    read_variants,
    reference,
    runs_of,
    summarise,
)
from glyph.evaluation.ablation import METRICS as SHOWN
from glyph.evaluation.ablation_grid import METRICS, RESUMED, Grid, ablate, read_grid
from glyph.evaluation.ablation_tables import write_tables
from glyph.metrics.intervals import estimate, paired_difference
from glyph.readers.build import build_reader
from glyph.readers.torch_reader import TorchReader
from glyph.tasks.training import train
from tests.tiny import KillAt, Killed, feeds_on

SIZES = "width: 32, depth: 1, num_heads: 2"
TINY = [
    "trainer=cpu", "trainer.precision=32-true", "trainer.max_epochs=2", "trainer.log_every_n_steps=1",
    "+trainer.enable_progress_bar=false", "~callbacks.progress", "model.weights=null",
    f"model.vision={{name: small_vit, {SIZES}, stem_width: 16, stem_depth: 1}}",
    f"model.language={{{SIZES}}}", f"model.copy={{{SIZES}}}", "model.lora={rank: 2, alpha: 4}",
    "data.steps_per_epoch=1", "data.batch_size=1", "data.max_questions=2", "data.num_workers=0", "data.num_val=1",
    "data.num_test=1", "data.reports.num_val=1", "data.reports.num_test=1", "data.reports.questions_per_report=2",
    "render.page_width_pt=320", "test_untrained=false",
]  # fmt: skip


def tiny_grid(folder: Path, only: str, seeds: str = "[1,2]", *overrides: str) -> Grid:
    return Grid(CONFIGS, *read_grid(CONFIGS, [f"folder={folder}", f"only={only}", f"seeds={seeds}", *TINY, *overrides]))


@pytest.fixture(scope="module")
def whole() -> Grid:
    """The shipped grid, at its real size."""
    return Grid(CONFIGS, *read_grid(CONFIGS, ["folder=/nowhere"]))


@pytest.mark.parametrize(("section", "num"), [("granularity", 5), ("long_reports", 4), ("merge", 4), ("vision", 3)])
def test_the_grid_is_not_short(whole: Grid, section: str, num: int) -> None:
    assert sum(variant.section == section for variant in whole.chosen) == num
    assert {"ocr_loss", "copy", "question_encoder"} < {variant.section for variant in whole.chosen}
    assert len(whole.seeds) >= 3 and whole.runs[0].run == DEFAULT
    assert [variant.run for variant in whole.chosen].count(DEFAULT) == 6, "trained once, compared with six times"


def test_every_variant_builds_from_the_base(whole: Grid) -> None:
    built: dict[str, TorchReader] = {}
    for variant in whole.runs:
        cfg = whole.config(variant, 3)
        assert cfg.seed == cfg.data.seed == cfg.data.reports.seed == 3 and cfg.callbacks.step_seed.seed == 3
        assert str(cfg.callbacks.last.dirpath).startswith(str(whole.place(variant.run, 3)))
        if variant.checkpoint is None:
            built[variant.run] = instantiate(cfg.model)
            task = instantiate(cfg.task, built[variant.run])
            instantiate(cfg.data, _partial_=True)(**task.feeds_on).setup("fit")  # budgets hold
    assert built["merge/1x-fresh"].grid.merge == 1 and built[DEFAULT].grid.merge == 4
    assert not built["copy/without"].model.use_copy
    assert built["question_encoder/without"].model.copy_path.question is None
    base = built["merge/2x-base"].model.state_dict()
    for run, reader in built.items():
        for name, tensor in reader.model.state_dict().items():
            same = tensor.shape == base[name].shape and torch.equal(tensor, base[name])
            is_fresh = name.startswith("projector.") and run != "merge/2x-base"
            assert same or is_fresh or "lora_" in name, f"{run}: {name} is not the base's"
            assert not (same and is_fresh and name.endswith("mlp.1.weight")), f"{run}: {name} is not fresh"


def test_levels_change_what_they_name(whole: Grid) -> None:
    cfg = {variant.run: whole.config(variant, 1) for variant in whole.runs}
    assert cfg["ocr_loss/without"].task.ocr_weight == 0 == cfg["ocr_loss/without"].task.lr["encoder.ocr_head"]
    assert cfg["granularity/mixed"].data.granularities == ["coarse", "medium", "fine"]
    assert cfg["granularity/mixed-at-medium"].data.granularities is None
    assert cfg["granularity/fine"].data.render.font_size_pt == 12 and cfg[DEFAULT].data.render.font_size_pt == 10
    for name, rate in cfg[DEFAULT].task.lr.items():  # the other rates stay as they are
        assert cfg["vision/unfrozen"].task.lr[name] == rate


@pytest.mark.parametrize(("merge", "parts"), [(1, []), (4, []), (2, ["bridge"])])
def test_weights_that_do_not_fit_are_refused(whole: Grid, merge: int, parts: list[str]) -> None:
    cfg = whole.config(whole.runs[0], 1).model
    settings = {key: value for key, value in cfg.items() if key not in ("_target_", "_convert_", "merge", "fresh")}
    message = "model.fresh names 'bridge', which is no part of the model" if parts else "do not fit the model: 'proj"
    with pytest.raises(ValueError, match=message):
        build_reader(**settings, merge=merge, fresh=parts)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Grid:
    """Two levels, two seeds, run to the end."""
    grid = tiny_grid(tmp_path_factory.mktemp("grid"), "copy")
    assert ablate(grid) == []
    return grid


def test_a_grid_leaves_a_table_a_plot_and_results(done: Grid) -> None:
    assert {path.name for path in done.folder.iterdir()} >= {DEFAULT, "copy", "results.json", "table.md", "plot.png"}
    results = json.loads((done.folder / "results.json").read_text())
    assert list(results["variants"]) == ["copy/with", "copy/without"]
    row = results["variants"]["copy/without"]
    assert row["compared_with"] == "copy/with" and set(row["seeds"]) == {"1", "2"}
    assert row["mean"]["test/cer"]["num"] == row["difference"]["test/cer"]["num"] == 2
    values = [row["seeds"][seed]["test/visual_tokens"] for seed in "12"]
    assert row["mean"]["test/visual_tokens"]["mean"] == pytest.approx(sum(values) / 2)
    assert row["difference"]["test/visual_tokens"]["mean"] == 0, "the same reports"
    assert row["mean"]["test/evidence_found"]["mean"] == 0, "who does not copy points at nothing"
    assert not list(done.folder.glob("**/checkpoints")) and list(done.folder.glob("**/model/glyph.yaml"))


def test_a_finished_grid_is_not_repeated(done: Grid, capsys: pytest.CaptureFixture[str]) -> None:
    times = {file: file.stat().st_mtime_ns for file in done.folder.glob(f"**/{METRICS}")}
    assert len(times) == 4 and done.todo() == []
    main([f"folder={done.folder}", "only=copy", "seeds=[1,2]", *TINY])
    assert {file: file.stat().st_mtime_ns for file in done.folder.glob(f"**/{METRICS}")} == times
    assert "copy/without" in capsys.readouterr().out


def test_other_settings_are_not_mixed_in(done: Grid) -> None:
    with pytest.raises(ValueError, match=r"seed_1 was run with trainer\.max_epochs=2, and this grid has 3: give"):
        tiny_grid(done.folder, "copy", "[1,2]", "trainer.max_epochs=3")


def test_a_run_cut_off_goes_on(done: Grid, tmp_path: Path) -> None:
    grid = tiny_grid(tmp_path, "copy", "1")
    default = grid.runs[0]
    cfg = grid.config(default, 1)
    with open_dict(cfg):
        cfg.callbacks.kill = {"_target_": f"{KillAt.__module__}.KillAt", "epoch": 1}
    with pytest.raises(Killed):
        train(cfg)
    grid.run(default, 1)
    folder = grid.place(default.run, 1)
    ends = [json.loads((place / METRICS).read_text()) for place in (folder, done.place(default.run, 1))]
    assert (folder / RESUMED).exists() and ends[0]["train/steps"] == ends[1]["train/steps"] == 2
    assert ends[0]["train/loss"] == pytest.approx(ends[1]["train/loss"], abs=1e-6)
    assert "time/total_s" not in grid.scores()[default.run][1], "half of it was before"


def test_a_failed_run_does_not_end_the_grid(tmp_path: Path) -> None:
    levels = "{levels: {good: [], bad: ['render.font=Papyrus']}}"
    grid = tiny_grid(tmp_path, "fonts", "1", f"+sections.fonts={levels}")
    failed = ablate(grid)
    assert len(failed) == 1 and failed[0].startswith("fonts/bad, seed 1: unknown font 'Papyrus'")
    assert (grid.place("fonts/bad", 1) / "error.log").is_file() and list(grid.scores()) == [DEFAULT]


class Stopping(Grid):
    """Breaks as Lightning does when Ctrl-C comes as a loader starts."""

    def run(self, variant: Variant, seed: int) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise RuntimeError("Please call `iter(combined_loader)` first.")


def test_ctrl_c_is_not_taken_for_a_failure(tmp_path: Path) -> None:
    grid = Stopping(CONFIGS, *read_grid(CONFIGS, [f"folder={tmp_path}", "only=copy", *TINY]))
    with pytest.raises(KeyboardInterrupt):
        ablate(grid)
    assert not list(tmp_path.glob("**/error.log"))


def test_checkpoints_are_asked_whole_and_by_zoom(tmp_path: Path) -> None:
    budgets = "'model.grid.max_visual_tokens=4096', 'model.grid.max_positions=8192'"
    section = f"checkpoint: default, overrides: ['data.reports.length=long', 'render=fine', {budgets}]"
    levels = "levels: {whole: [], zoomed: {budget: 300}}"
    reads = ("model.vision={width: 256, depth: 4, num_heads: 4, stem_width: 128, stem_depth: 6}",
             "model.encoder_weights=base", "model.merge=2")  # a random one sees a character in every cell  # fmt: skip
    grid = tiny_grid(tmp_path, "long", "1", f"+sections.long={{{section}, {levels}}}", *reads)
    assert [variant.run for variant in grid.runs] == [DEFAULT, "long/whole", "long/zoomed"]
    assert ablate(grid) == []
    scores = {run: seeds[1] for run, seeds in grid.scores().items()}
    whole, zoomed = scores["long/whole"], scores["long/zoomed"]
    assert zoomed["test/visual_tokens"] - zoomed["test/overview_tokens"] <= 300 < whole["test/visual_tokens"]
    assert zoomed["test/compression_ratio"] > whole["test/compression_ratio"]
    assert zoomed["test/num_questions"] == whole["test/num_questions"] and "test/cer" not in zoomed


@pytest.mark.parametrize("name", ["vision/unfrozen", "vision/unfrozen-without-ocr-loss", "ocr_loss/without"])
def test_what_is_unfrozen_learns_and_what_is_frozen_does_not(tmp_path: Path, name: str) -> None:
    grid = tiny_grid(tmp_path, name, "1")
    variant = next(v for v in grid.runs if v.name == name)
    cfg = grid.config(variant, 1)
    task = instantiate(cfg.task, instantiate(cfg.model))
    task.setup("fit")
    optimizer = task.optimizer(task.model, lr=task.hparams["lr"])
    data = instantiate(cfg.data, _partial_=True)(**task.feeds_on)
    before = {key: value.clone() for key, value in task.model.state_dict().items()}
    batch = data.collate([data.dataset("train")[0]])
    losses = task._losses(batch, on_reading=False)
    losses["loss"].backward()
    optimizer.step()
    moved = {key for key, value in task.model.state_dict().items() if not torch.equal(value, before[key])}
    for part in ("encoder.vision.stem", "encoder.vision.blocks", "encoder.vision.stem.halve.0.norm.running_mean"):
        assert any(key.startswith(part) for key in moved) == name.startswith("vision/"), part
    assert any(key.startswith("encoder.ocr_head") for key in moved) == (name == "vision/unfrozen")
    assert losses["ocr"] > 0 and any(key.startswith("projector") for key in moved)


def test_without_copying_answers_are_taught_by_their_letters(tmp_path: Path) -> None:
    grid = tiny_grid(tmp_path, "copy", "1")
    taught = {}
    for variant in grid.runs:
        cfg = grid.config(variant, 1)
        reader = instantiate(cfg.model)
        data = instantiate(cfg.data, _partial_=True)(**feeds_on(reader))
        batch = data.collate([data.dataset("val")[0]])
        assert bool((batch.gate_labels == 1).any()) == (variant.run == DEFAULT)
        spelled = [reader.tokenizer.decode(row[row != -100][:-1]) for row in batch.labels]
        taught[variant.run] = (spelled, [question.answer for question in batch.samples[0].questions])
    spelled, answers = taught["copy/without"]
    assert spelled == answers != taught[DEFAULT][0]


SEEDS = (1, 2, 3)
ONE, TWO, THREE = Variant("a", "one"), Variant("a", "two", ("x=1",)), Variant("a", "three", ("x=2",))
HAND = {
    DEFAULT: {seed: {"test/em": em, "time/total_s": 60.0} for seed, em in zip(SEEDS, (0.70, 0.72, 0.77), strict=True)},
    "a/two": {seed: {"test/em": em} for seed, em in zip(SEEDS, (0.71, 0.74, 0.80), strict=True)},
    "a/three": {2: {"test/em": 0.5}},
}


def test_intervals_on_numbers_made_by_hand() -> None:
    found = mean_of(ONE, HAND, "test/em")  # sd sqrt((0.03^2 + 0.01^2 + 0.04^2) / 2), t(2) = 4.3027
    assert found is not None and found.mean == pytest.approx(0.73) and found.num == 3
    assert found.half_width == pytest.approx(4.302653 * math.sqrt(0.0013) / math.sqrt(3))
    paired = difference_of(TWO, ONE, HAND, "test/em")  # 0.01, 0.02, 0.03: much narrower than either
    assert paired is not None and paired.mean == pytest.approx(0.02)
    assert paired.half_width == pytest.approx(4.302653 * 0.01 / math.sqrt(3)) and not paired.is_clear
    single = difference_of(THREE, ONE, HAND, "test/em")
    assert single is not None and single.mean == pytest.approx(-0.22) and single.half_width is None
    assert difference_of(ONE, ONE, HAND, "test/em") is None and mean_of(ONE, HAND, "test/cer") is None
    assert estimate([2.0, 2.0]).half_width == 0 and estimate([1.0] * 40).num == 40
    assert paired_difference({1: 1.0}, {2: 1.0}) is None
    with pytest.raises(ValueError, match="nothing to average"):
        estimate([])


def test_the_table_says_what_was_found(tmp_path: Path) -> None:
    write_tables([ONE, TWO, THREE], HAND, tmp_path / "table.md")
    text = (tmp_path / "table.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| a/")]
    assert rows[0][:4] == ["a/one", "3", "73.0 ±9.0", "-"] and rows[0][-1] == "1.0 ±0.0"
    assert rows[1][:3] == ["a/two", "3", "75.0 ±11.4"] and rows[2][:3] == ["a/three", "1", "50.0"]
    assert rows[3][:3] == ["a/two", "3", "+2.0 ±2.5"] and rows[4][:3] == ["a/three", "1", "-22.0"] and len(rows) == 5
    assert all(len(row) == len(SHOWN) + 2 for row in rows)
    summary = summarise([ONE, TWO, THREE], HAND)
    assert summary["a/one"]["run"] == DEFAULT and summary["a/one"]["difference"] == {}
    assert json.loads(json.dumps(summary))["a/two"]["mean"]["test/em"]["num"] == 3


SECTIONS: dict[str, Any] = {
    "size": {"levels": {"small": [], "large": ["x=2"]}},
    "asked": {"checkpoint": "size/large", "overrides": ["y=1"], "levels": {"whole": [], "zoomed": {"budget": 9}}},
}


def test_names_choose_variants_and_bring_what_they_need() -> None:
    variants = read_variants(SECTIONS)
    assert [v.run for v in variants] == [DEFAULT, "size/large", "asked/whole", "asked/zoomed"]
    assert variants[3] == Variant("asked", "zoomed", ("y=1",), "size/large", 9)
    chosen = choose(variants, ["asked/zoomed"])
    assert [v.level for v in chosen] == ["whole", "zoomed"] and reference(variants, chosen[1]) == chosen[0]
    assert [v.run for v in runs_of(chosen, variants)] == ["size/large", "asked/whole", "asked/zoomed"]
    assert choose(variants, None) == variants and choose(variants, "size") == variants[:2]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"a": {"levels": {"b": {"budjet": 1}}}}, r"sections\.a/b: unknown key 'budjet'"),
        ({"a": {"levels": {"b": {"budget": 1}}}}, "a/b: a budget needs a checkpoint"),
        (
            {"a": {"levels": {"b": {"checkpoint": "c/d"}}}},
            "a/b: checkpoint=c/d is no run; there are default, ",
        ),
    ],
)
def test_mistakes_in_sections_are_told(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_variants({**SECTIONS, **change})


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("only=[merge/3x]", "error: only=merge/3x is no section or level; there are granularity/medium,"),
        ("nonsense=1", "error: overrides of all runs: Could not override 'nonsense'."),
        ("render=tiny", "error: overrides of all runs: In 'train': Could not find 'render/tiny'"),
        ("seeds=[one]", "error: seeds=['one'] must be whole numbers from 0"),
        ("seeds=[", "error: ablation: "),
    ],
)
def test_a_mistake_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], argument: str, message: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([f"folder={tmp_path}", argument])
    told = capsys.readouterr().err
    assert stopped.value.code == 1 and told.startswith(message) and "Traceback" not in told
    assert len(told.splitlines()) == 2 and (tmp_path / "error.log").is_file()
