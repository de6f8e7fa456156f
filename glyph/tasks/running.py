"""Around a run: the trainer, its checkpoints, and errors told plainly."""

from __future__ import annotations

import logging
import sys
import traceback
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lightning as L
import torch
from hydra.errors import InstantiationException
from hydra.utils import instantiate
from lightning.pytorch.loggers import WandbLogger
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import MissingMandatoryValue

from glyph.models.precision import has_bfloat16
from glyph.tasks.callbacks import AtomicCheckpointIO, LogSettings


def best_precision() -> str:
    """bfloat16 where the hardware multiplies in it, else float32."""
    return "bf16-mixed" if has_bfloat16("cuda" if torch.cuda.is_available() else "cpu") else "32-true"


# Lightning and W&B say these at every run of ours, and none asks for anything.
NOISE = (
    "Experiment logs directory",
    "isinstance\\(treespec",
    "The number of training batches",
    "The 'train_dataloader'",
    "The dirpath has changed",  # BestCheckpoint takes its file along
)


def build_data(cfg: DictConfig, **feeds_on: Any) -> Any:
    """The data module of a config, given what it is to know of the model.

    Raises:
        MissingMandatoryValue: when a value of ``data`` is left to the user and not given.
    """
    missing = sorted(name for name in OmegaConf.missing_keys(cfg) if name.startswith("data."))
    if missing:  # with _partial_, Hydra would leave them out
        raise MissingMandatoryValue(f"Missing mandatory value: {missing[0]}")
    return instantiate(cfg.data, _partial_=True)(**feeds_on)


def build_trainer(cfg: DictConfig, folder: Path) -> L.Trainer:
    """The Lightning trainer of a config, with its loggers and callbacks; writes under ``folder`` alone."""
    _silence()
    described: dict[str, Any] = dict(OmegaConf.to_container(cfg, resolve=True))  # type: ignore[arg-type]
    return L.Trainer(
        default_root_dir=folder,
        logger=[instantiate(logger) for logger in cfg.logger.values()],
        callbacks=[LogSettings(described), *(instantiate(callback) for callback in cfg.callbacks.values())],
        plugins=[AtomicCheckpointIO()],
        **_settings(cfg),
    )


def build_tester(cfg: DictConfig, folder: Path) -> L.Trainer:
    """A trainer of the same device and precision that tests, and logs and leaves nothing."""
    _silence()
    kept = [instantiate(cfg.callbacks[name]) for name in ("progress", "ctrl_c") if name in cfg.callbacks]
    settings = {**_settings(cfg), "enable_checkpointing": False}
    return L.Trainer(default_root_dir=folder, logger=False, callbacks=kept, **settings)


def _silence() -> None:
    logging.getLogger("lightning.pytorch").setLevel(logging.WARNING)
    for message in NOISE:
        warnings.filterwarnings("ignore", message=f".*{message}")


def _settings(cfg: DictConfig) -> dict[str, Any]:
    settings: dict[str, Any] = dict(OmegaConf.to_container(cfg.trainer, resolve=True))  # type: ignore[arg-type]
    if settings.get("precision") == "auto":
        settings["precision"] = best_precision()
    return settings


def best_checkpoint(trainer: L.Trainer) -> str | None:
    """The checkpoint that validated best; None where no callback keeps one."""
    for callback in trainer.checkpoint_callbacks:
        if getattr(callback, "monitor", None) and callback.best_model_path:  # type: ignore[attr-defined]
            return str(callback.best_model_path)  # type: ignore[attr-defined]
    return None


def find_checkpoint(wanted: str | None, folder: Path) -> str | None:
    """The checkpoint to resume from.

    Args:
        wanted: None for a fresh start, a file, or ``last`` for the newest run of the same name.
        folder: of this run; its sisters are the other runs.

    Raises:
        ValueError: when there is nothing to resume from.
    """
    if wanted is None:
        return None
    if wanted != "last":
        if not Path(wanted).is_file():
            raise ValueError(f"ckpt_path={wanted} does not exist")
        return wanted
    found = sorted(folder.parent.glob("*/checkpoints/last.ckpt"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise ValueError(f"ckpt_path=last: no run under {folder.parent} has left checkpoints/last.ckpt")
    return str(found[-1])


def close_loggers(trainer: L.Trainer, metrics: Mapping[str, float]) -> None:
    """Hand every logger the final metrics, and end its run."""
    for logger in trainer.loggers:
        logger.log_metrics(dict(metrics), step=trainer.global_step)
        logger.finalize("success")
        if isinstance(logger, WandbLogger):
            logger.experiment.summary.update(dict(metrics))
            logger.experiment.finish()  # the next run of a sweep starts its own


@contextmanager
def plain_errors(folder: Path, on_stop: str = "") -> Iterator[None]:
    """Tell a user's mistake in one line; the traceback goes to ``error.log`` in the run folder.

    Args:
        folder: of the run.
        on_stop: what to say after Ctrl-C.
    """
    try:
        yield
    except BaseException as error:
        if was_stopped(error):
            print(f"\nstopped{on_stop}", file=sys.stderr)
            sys.exit(130)
        if not isinstance(error, (ValueError, OSError, InstantiationException, MissingMandatoryValue)):
            raise
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "error.log").write_text(traceback.format_exc(), encoding="utf-8")
        cause = error.__cause__ if isinstance(error, InstantiationException) and error.__cause__ else error
        print(f"error: {cause}\n(traceback in {folder / 'error.log'})", file=sys.stderr)
        sys.exit(1)


def was_stopped(error: BaseException | None) -> bool:
    """Whether Ctrl-C is behind an error: Lightning makes an exit of it, or breaks on clearing up a loader."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
