"""Tests of experiments/: every file composes, every experiment builds, and mistakes are told plainly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import InstantiationException, MissingConfigException
from hydra.utils import get_class, get_method, instantiate
from omegaconf import DictConfig, OmegaConf

from glyph.data.feed.module import QADataModule
from glyph.data.sample import split_of
from glyph.readers.torch_reader import TorchReader
from glyph.render import PRESETS, RenderConfig
from glyph.tasks.running import build_data, build_trainer, plain_errors
from tests.places import ROOT

CONFIGS = ROOT / "experiments"
EXPERIMENTS = sorted(file.stem for file in (CONFIGS / "experiment").glob("*.yaml"))
GROUPS = ("callbacks", "data", "logger", "model", "render", "task", "trainer")
PARTS = [(group, file.stem) for group in GROUPS for file in sorted((CONFIGS / group).glob("*.yaml"))]
DOWNLOADS = ("vit_qwen2", "hub_vlm", "smollm2")  # models that need the hub, a folder, or a package


def composed(folder: Path, *overrides: str, root: str = "train") -> DictConfig:
    with initialize_config_dir(str(CONFIGS), version_base="1.3"):
        return compose(root, [f"run_dir='{folder}'", *overrides])


def missing_paths(cfg: DictConfig) -> list[str]:
    """Required values that a config leaves to the user."""
    return sorted(OmegaConf.missing_keys(cfg))


def test_the_lists_are_not_short() -> None:
    assert {"fin_sft", "pretrain", "pretrain_lookup"} <= set(EXPERIMENTS)
    assert len(PARTS) >= 17 and {group for group, _ in PARTS} == set(GROUPS)
    folders = {folder.name for folder in CONFIGS.iterdir() if folder.is_dir()}
    assert folders - {"local"} <= {*GROUPS, "experiment"}, "a new group needs a place in GROUPS"


def squad_file(folder: Path) -> Path:
    """A file of SQuAD's form with an article in every split."""
    titles = {split_of(str(k)): str(k) for k in range(100)}
    answer = {"text": "1968年", "answer_start": 5}
    qas = [{"question": "在哪年成立？", "answers": [answer]}]
    context = "研究院成于1968年，位于北京市，是中国的一个研究机构。"
    articles = [{"title": title, "paragraphs": [{"context": context, "qas": qas}]} for title in titles.values()]
    path = folder / "squad.json"
    path.write_text(json.dumps({"data": articles}), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_builds(tmp_path: Path, tiny_vlm_folders: dict[str, Path], name: str) -> None:
    head = (CONFIGS / "experiment" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[:3]
    assert head[0] == "# @package _global_" and head[1].startswith(f"# python train.py experiment={name}")
    assert head[2].startswith("# last run: ")
    file = [f"data.path={squad_file(tmp_path)}"] if "data.path=FILE" in head[1] else []
    file += [f"model.path={tiny_vlm_folders['qwen2_vl']}"] if "model.path=FOLDER" in head[1] else []
    cfg = composed(tmp_path, f"experiment={name}", "logger=csv", "trainer.accelerator=cpu", *file)
    assert cfg.name == name and not missing_paths(cfg)
    task = instantiate(cfg.task, instantiate(cfg.model))
    data = build_data(cfg, **task.feeds_on)
    data.setup("fit")
    batch = next(iter(data.test_dataloader())) if isinstance(data, QADataModule) else None
    assert batch is None or len(batch.samples) == 1
    trainer = build_trainer(cfg, tmp_path)
    assert trainer.max_epochs == cfg.trainer.max_epochs


@pytest.mark.parametrize(("group", "name"), PARTS, ids=lambda part: str(part))
def test_every_part_composes_and_names_what_exists(tmp_path: Path, group: str, name: str) -> None:
    cfg = composed(tmp_path, f"{group}={name}")
    OmegaConf.resolve(cfg)
    assert set(missing_paths(cfg)) <= {"data.path", "model.path"}
    for target in targets(cfg[group]):
        try:
            get_class(target)
        except ValueError:  # a function
            get_method(target)


def targets(node: DictConfig) -> list[str]:
    """Every ``_target_`` in a config."""
    found = [str(node["_target_"])] if "_target_" in node else []
    for key in node:
        if not OmegaConf.is_missing(node, key) and isinstance(node[key], DictConfig):
            found += targets(node[key])
    return found


@pytest.mark.parametrize("name", PRESETS)
def test_the_render_group_holds_the_presets(tmp_path: Path, name: str) -> None:
    look = OmegaConf.to_container(composed(tmp_path, f"render={name}").render)
    assert isinstance(look, dict)
    assert RenderConfig.from_dict({str(key): value for key, value in look.items()}).id == RenderConfig.preset(name).id  # type: ignore[arg-type]


def test_a_model_of_another_size_builds_from_overrides(tmp_path: Path) -> None:
    sizes = "width: 32, depth: 1, num_heads: 2"
    cfg = composed(
        tmp_path,
        "model.weights=null",
        f"model.vision={{{sizes}}}",
        f"model.language={{{sizes}}}",
        "model.merge=4",
    )
    reader = instantiate(cfg.model)
    assert isinstance(reader, TorchReader) and reader.grid.merge == 4 and reader.model.encoder.width == 32


def told(cfg: DictConfig, capsys: pytest.CaptureFixture[str], *parts: str) -> str:
    """What a user reads when parts of a config cannot be built."""
    with pytest.raises(SystemExit) as stopped, plain_errors(Path(cfg.run_dir)):
        for part in parts:
            instantiate(cfg[part])
    message = capsys.readouterr().err
    assert stopped.value.code == 1 and message.startswith("error: ") and "Traceback" not in message
    assert "Traceback" in (Path(cfg.run_dir) / "error.log").read_text(encoding="utf-8")
    return message


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (("data=tatqa",), "data.path"),
        (("data=jsonl",), "data.path"),
        (("data=tatqa", "data.path=nowhere.json"), "nowhere.json: no such file"),
        (("data=squad", "data.path=nowhere.json"), "nowhere.json: no such file"),
        (("data.tatqa_path=nowhere.json",), "nowhere.json: no such file"),
        (("data=code_review", "data.debugbench_path=nowhere.jsonl"), "nowhere.jsonl: no such file"),
        (("data.batch_size=0",), "data.batch_size"),
        (("render.font_size_pt=900",), "font_size_pt=900 is outside 4.0 to 64.0"),
        (("+render.colour=red",), "unknown render setting 'colour'"),
        (("data.granularities=[tiny]",), "granularity='tiny' is not one of coarse, medium, fine"),
    ],
)
def test_mistakes_in_data_are_plain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], overrides: tuple[str, ...], message: str
) -> None:
    assert message in told(composed(tmp_path, *overrides), capsys, "data")


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (
            ("model.encoder_weights=nowhere.safetensors",),
            "encoder weights=nowhere.safetensors: nowhere.safetensors does not exist",
        ),
        (("model.weights=null", "model.language_path=./nowhere"), "'./nowhere' cannot be loaded"),
    ],
)
def test_mistakes_in_models_are_plain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], overrides: tuple[str, ...], message: str
) -> None:
    assert message in told(composed(tmp_path, *overrides), capsys, "model")


def test_an_empty_data_set_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text("\n")
    assert "empty.jsonl: the file holds no rows" in told(
        composed(tmp_path / "run", "data=jsonl", f"data.path='{path}'"), capsys, "data"
    )


def test_an_unknown_choice_names_the_known_ones(tmp_path: Path) -> None:
    for group, known in (("render", "coarse"), ("data", "tatqa"), ("experiment", "fin_sft")):
        with pytest.raises(MissingConfigException, match=known):
            composed(tmp_path, f"{group}=nonsense")
    GlobalHydra.instance().clear()


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (("data=jsonl", "data.path={data}", "render.font=Papyrus"), "error: unknown font 'Papyrus'; the installed"),
        (("data=tatqa",), "error: Missing mandatory value: data.path"),
    ],
)
def test_train_tells_a_mistake_in_a_line(tmp_path: Path, overrides: tuple[str, ...], message: str) -> None:
    data = tmp_path / "qa.jsonl"
    rows = [{"text": f"Item {k} costs {k}.", "question": "How much?", "answer": str(k)} for k in range(20)]
    data.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    tiny = ("model.weights=null", "model.language={width: 32, depth: 1, num_heads: 2}", "logger=csv")
    command = [sys.executable, str(ROOT / "train.py"), f"hydra.run.dir={tmp_path / 'run'}", "trainer=cpu", *tiny]
    command += [override.replace("{data}", str(data)) for override in overrides]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert message in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "run" / "error.log").is_file()


def test_hub_models_are_the_only_ones_not_built(tmp_path: Path) -> None:
    for name in (name for group, name in PARTS if group == "model" and name not in DOWNLOADS):
        cfg = composed(tmp_path, f"model={name}")
        for key in ("encoder_weights", "weights"):
            if key in cfg.model:
                cfg.model[key] = None
        try:
            assert instantiate(cfg.model) is not None
        except InstantiationException as error:
            pytest.fail(f"model={name}: {error}")
