"""The main job from the command line: what it leaves behind, a kill and resume, and a sweep."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from PIL import Image
from wandb.proto import wandb_internal_pb2

from tests.places import ROOT

WANDB_BLOCK = 32768
TINY = [
    "experiment=fin_sft",
    "model.weights=null",
    *(f"model.vision.{setting}" for setting in ("width=32", "depth=1", "num_heads=2")),
    *(f"model.{part}.{setting}" for part in ("language", "copy") for setting in ("width=32", "depth=1", "num_heads=2")),
    *("data.reports.num_test=2", "data.reports.num_val=1", "data.steps_per_epoch=4", "data.batch_size=1"),
    *("data.num_workers=0", "trainer.max_epochs=3", "trainer.accelerator=cpu"),
]


def run_train(folder: Path, *overrides: str) -> subprocess.CompletedProcess[str]:
    command = (
        [sys.executable, str(ROOT / "train.py"), *overrides, *TINY]
        if "-m" in overrides
        else [sys.executable, str(ROOT / "train.py"), *TINY, *overrides]
    )
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600, check=False)


def only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    assert len(found) == 1, f"{pattern}: {found}"
    return found[0]


def wandb_records(file: Path) -> Iterator[bytes]:
    """The records of an offline run's file: LevelDB's log format after a header of 7 bytes."""
    content, place, parts = file.read_bytes(), 7, b""
    while place + 7 <= len(content):
        if WANDB_BLOCK - place % WANDB_BLOCK < 7:
            place += WANDB_BLOCK - place % WANDB_BLOCK
        _, length, kind = struct.unpack("<IHB", content[place : place + 7])
        parts += content[place + 7 : place + 7 + length]
        place += 7 + length
        if kind in (1, 4):  # whole, or last piece
            yield parts
            parts = b""


def wandb_summary(file: Path) -> dict[str, object]:
    """The summary that an offline run's own record file holds."""
    summary: dict[str, object] = {}
    for data in wandb_records(file):
        record = wandb_internal_pb2.Record()  # type: ignore[attr-defined]
        record.ParseFromString(data)
        for item in record.summary.update:
            summary[item.key or "/".join(item.nested_key)] = json.loads(item.value_json)
    return summary


@pytest.mark.slow
def test_run_leaves_metrics_pictures_model_and_wandb_run(tmp_path: Path) -> None:
    done = run_train(tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    run = only(tmp_path, "outputs/fin_sft/*")
    metrics = json.loads((run / "metrics.json").read_text())
    for name in ("test/em", "test/f1", "test/cer", "untrained/em", "majority/em", "time/total_s", "speed/items_per_s"):
        assert name in metrics
    assert metrics["train/steps"] == 12
    assert "untrained" in done.stdout and "majority" in done.stdout
    assert "step 12 of 12" in done.stdout and "tested after 12 steps: test/cer" in done.stdout, "no terminal, so lines"
    assert "deprecated" not in done.stdout + done.stderr
    with Image.open(run / "predictions.png") as sheet:
        assert sheet.width > 400
    rows = [json.loads(line) for line in (run / "predictions.jsonl").read_text().splitlines()]
    assert len(rows) == metrics["test/num_questions"] == 16
    assert (run / "metrics.csv").is_file() and (run / "model" / "model.safetensors").is_file()
    summary = wandb_summary(only(run, "wandb/offline-run-*/run-*.wandb"))
    for name in ("test/em", "test/f1", "test/cer", "train/loss"):
        assert summary[name] == pytest.approx(metrics[name])
    assert any(name.startswith("test/predictions") for name in summary)


@pytest.mark.slow
def test_ctrl_c_leaves_a_checkpoint_and_says_how_to_go_on(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "train.py"), *TINY, "logger=csv", "trainer.max_epochs=1000"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONFAULTHANDLER": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    )
    wait_for_checkpoint(process, tmp_path)
    process.send_signal(signal.SIGINT)
    try:
        _, errors = process.communicate(timeout=300)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)  # says where it hangs
        _, errors = process.communicate()
    assert process.returncode == 130, errors[-3000:]
    assert "ckpt_path=last" in errors and "Traceback" not in errors
    torch.load(only(tmp_path, "outputs/fin_sft/*/checkpoints/last.ckpt"), weights_only=True)


def wait_for_checkpoint(process: subprocess.Popen[str], folder: Path) -> None:
    deadline = time.monotonic() + 300
    while not list(folder.glob("outputs/fin_sft/*/checkpoints/last.ckpt")):
        assert process.poll() is None and time.monotonic() < deadline, "no checkpoint came"
        time.sleep(0.01)


@pytest.mark.slow
def test_killed_run_resumes_to_the_same_loss(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    whole.mkdir()
    broken.mkdir()
    assert run_train(whole, "logger=csv").returncode == 0
    command = [sys.executable, str(ROOT / "train.py"), *TINY, "logger=csv"]
    process = subprocess.Popen(command, cwd=broken, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    wait_for_checkpoint(process, broken)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not list(broken.glob("outputs/fin_sft/*/metrics.json")), "killed too late to show anything"
    time.sleep(1.1)  # run folders are named by the second
    resumed = run_train(broken, "logger=csv", "ckpt_path=last")
    assert resumed.returncode == 0, resumed.stderr[-3000:]
    ends = [json.loads(only(folder, "outputs/fin_sft/*/metrics.json").read_text()) for folder in (whole, broken)]
    for name in ("train/loss", "val/loss"):
        assert ends[1][name] == pytest.approx(ends[0][name], abs=1e-6)
    assert ends[1]["train/steps"] == ends[0]["train/steps"] == 12


@pytest.mark.slow
def test_multirun_over_granularities_ends_with_a_table(tmp_path: Path) -> None:
    done = run_train(tmp_path, "-m", "render=coarse,medium,fine", "logger=csv", "trainer.max_epochs=1")
    assert done.returncode == 0, done.stderr[-3000:]
    table = json.loads(only(tmp_path, "outputs/fin_sft/multirun_*/table.json").read_text())
    assert sorted(table) == ["render=coarse", "render=fine", "render=medium"]
    assert len({row["train/loss"] for row in table.values()}) == 3, "three looks, three runs"
    assert table["render=coarse"]["test/visual_tokens"] <= table["render=fine"]["test/visual_tokens"]
    assert all(name in done.stdout for name in ("coarse", "medium", "fine"))


def test_nothing_to_resume_is_said_plainly(tmp_path: Path) -> None:
    done = run_train(tmp_path, "ckpt_path=last")
    assert done.returncode == 1
    assert "error: ckpt_path=last" in done.stderr and "Traceback" not in done.stderr
