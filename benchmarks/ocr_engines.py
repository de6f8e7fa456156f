"""Other OCR engines, where installed, each at its best settings and on one thread: Tesseract 5 and RapidOCR."""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Engine = Callable[[NDArray[np.uint8], str], str]  # a grey page and the language of its text, en or zh, to what is read
UPSAMPLINGS = (1, 2)  # of which the best counts, for each engine and text


def tesseract(image: NDArray[np.uint8], language: str) -> str:
    """Tesseract on one block of text (``--psm 6``)."""
    png = io.BytesIO()
    Image.fromarray(image).save(png, "PNG", compress_level=1)
    languages = "chi_sim+eng" if language == "zh" else "eng"
    command = ["tesseract", "-", "-", "--psm", "6", "-l", languages]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    reply = subprocess.run(command, input=png.getvalue(), env=environment, check=True, capture_output=True)
    return reply.stdout.decode("utf-8")


@cache
def _rapidocr() -> Any:
    from rapidocr import RapidOCR  # type: ignore[import-not-found]

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
    return RapidOCR(
        params={**threads, "Global.use_cls": False, "Global.max_side_len": 4000, "Global.log_level": "error"}
    )


def rapidocr(image: NDArray[np.uint8], language: str) -> str:
    """RapidOCR without turning lines, on pages at their full size, its lines put in order."""
    result = _rapidocr()(np.repeat(image[:, :, None], 3, axis=2), use_cls=False)
    if result.boxes is None:
        return ""
    places = [(box[:, 1].mean(), box[:, 0].min(), box[:, 1].max() - box[:, 1].min()) for box in result.boxes]
    order = sorted(range(len(places)), key=lambda k: places[k][0])
    rows: list[list[int]] = []
    for k in order:  # boxes whose middles differ by less than half their height are one line
        if rows and places[k][0] - places[rows[-1][0]][0] < 0.5 * places[k][2]:
            rows[-1].append(k)
        else:
            rows.append([k])
    return "\n".join(" ".join(result.txts[k] for k in sorted(row, key=lambda k: places[k][1])) for row in rows)


def installed_engines() -> dict[str, Engine]:
    """What can be compared with on this machine."""
    found: dict[str, Engine] = {}
    if shutil.which("tesseract"):
        found["tesseract"] = tesseract
    if importlib.util.find_spec("rapidocr") and importlib.util.find_spec("onnxruntime"):
        found["rapidocr"] = rapidocr
    return found


def enlarged(image: NDArray[np.uint8], times: int) -> NDArray[np.uint8]:
    """An image ``times`` as large, by Lanczos' filter."""
    if times == 1:
        return image
    size = (image.shape[1] * times, image.shape[0] * times)
    return np.asarray(Image.fromarray(image).resize(size, Image.Resampling.LANCZOS))
