"""Tests of evaluate.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir
from omegaconf import DictConfig
from PIL import Image

from glyph.data.sample import split_of
from glyph.evaluation.evaluate import evaluate
from glyph.readers.build import build_reader
from glyph.readers.checkpoint import save_reader
from glyph.tasks.running import plain_errors
from tests.places import EXPERIMENTS

TINY = {"width": 32, "depth": 1, "num_heads": 2}
MAJORITY = (
    "reader._target_=glyph.readers.majority.MajorityReader",
    "~reader.path",
    "+reader.answers={en: '7', zh: '7'}",
)


@pytest.fixture(scope="module")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reader = build_reader(vision={"name": "small_vit", **TINY}, language=TINY, copy=TINY)
    return save_reader(reader, tmp_path_factory.mktemp("reader") / "model")


@pytest.fixture
def qa_file(tmp_path: Path) -> Path:
    """Twenty texts, each with the question for its own number."""
    rows = [
        {"text": f"Item {k} costs {k} dollars.", "question": "What is the cost?", "answer": str(k)} for k in range(20)
    ]
    path = tmp_path / "qa file.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def config(folder: Path, data_path: Path, *overrides: str) -> DictConfig:
    with initialize_config_dir(str(EXPERIMENTS), version_base="1.3"):
        return compose(
            "evaluate", ["data=jsonl", f"data.path='{data_path}'", f"run_dir='{folder}'", "data.num_val=99", *overrides]
        )


def in_split(name: str) -> int:
    return sum(split_of(f"Item {k} costs {k} dollars.") == name for k in range(20))


def test_scores_a_checkpoint(tmp_path: Path, qa_file: Path, model_path: Path) -> None:
    run = tmp_path / "run"
    metrics = evaluate(config(run, qa_file, f"model_path='{model_path}'"))
    assert metrics["test/num_questions"] == in_split("test") > 0
    assert {"test/em", "test/f1", "test/cer", "test/visual_tokens", "time/total_s"} <= set(metrics)
    assert json.loads((run / "metrics.json").read_text()) == metrics
    rows = [json.loads(line) for line in (run / "predictions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == in_split("test") and {"question", "answer", "prediction", "em"} <= set(rows[0])
    with Image.open(run / "predictions.png") as sheet:
        assert min(sheet.size) > 100


@pytest.mark.parametrize("split", ["val", "train"])
def test_takes_every_sample_of_a_split_once_with_a_reader_that_has_no_collator(
    tmp_path: Path, qa_file: Path, split: str
) -> None:
    metrics = evaluate(config(tmp_path / "run", qa_file, f"split={split}", *MAJORITY))
    assert metrics[f"{split}/num_questions"] == in_split(split) > 0
    own = split_of("Item 7 costs 7 dollars.") == split
    assert metrics[f"{split}/em"] == pytest.approx(own / in_split(split))


@pytest.mark.parametrize("kind", ["qwen2_vl", "glm4v"])
@pytest.mark.parametrize("subject", ["text", "image_path"])
def test_scores_a_hub_model(
    tmp_path: Path, qa_file: Path, tiny_vlm_folders: dict[str, Path], kind: str, subject: str
) -> None:
    if subject == "image_path":
        rows = [json.loads(line) for line in qa_file.read_text(encoding="utf-8").splitlines()]
        for k, row in enumerate(rows):
            Image.new("L", (96, 32 + k), 255).save(tmp_path / f"{k}.png")
            row["image_path"] = f"{k}.png"
            del row["text"]
        qa_file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    metrics = evaluate(config(tmp_path / "run", qa_file, f"model_path='{tiny_vlm_folders[kind]}'"))
    assert metrics["test/num_questions"] > 0 and "test/cer" not in metrics
    assert metrics["test/visual_tokens"] > 0 and metrics["test/pixels"] > 0 and metrics["test/text_tokens"] == 0
    assert (tmp_path / "run" / "predictions.png").is_file()


def test_scans_of_any_size_are_scored(tmp_path: Path, model_path: Path) -> None:
    rows = []
    for k in range(20):
        Image.new("L", (1240, 1754 + k), 255).save(tmp_path / f"{k}.png")
        rows.append({"image_path": f"{k}.png", "question": "What is the cost?", "answer": str(k)})
    data = tmp_path / "scans.jsonl"
    data.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    metrics = evaluate(config(tmp_path / "run", data, f"model_path='{model_path}'"))
    assert metrics["test/num_documents"] > 0 and metrics["test/visual_tokens"] > metrics["test/overview_tokens"]


def test_budgets_of_a_reader_without_its_own_come_from_the_config(tmp_path: Path, qa_file: Path) -> None:
    with pytest.raises(ValueError, match="no sample of a source fits the token budget"):
        evaluate(config(tmp_path, qa_file, "grid.max_visual_tokens=1", *MAJORITY))


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (("model_path=nowhere",), "nowhere is not a glyph checkpoint: glyph.yaml is missing"),
        (("split=dev", *MAJORITY), "split=dev is not one of test, val, train"),
        (("data.path=nowhere.jsonl", *MAJORITY), "nowhere.jsonl: no such file"),
        (("data.batch_size=0", *MAJORITY), "data.batch_size"),
        (("reader._target_=builtins.dict", "~reader.path"), "gives no Reader"),
        (("data._target_=builtins.dict", *MAJORITY), "holds no questions"),
    ],
)
def test_tells_a_mistake_plainly(
    tmp_path: Path, qa_file: Path, capsys: pytest.CaptureFixture[str], overrides: tuple[str, ...], message: str
) -> None:
    cfg = config(tmp_path / "run", qa_file, *overrides)
    with pytest.raises(SystemExit) as stopped, plain_errors(Path(cfg.run_dir)):
        evaluate(cfg)
    told = capsys.readouterr().err
    assert stopped.value.code == 1 and message in told and "Traceback" not in told
    assert (tmp_path / "run" / "error.log").is_file()
