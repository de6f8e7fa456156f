"""Main points of real web pages: our reader beside lead-3, its stronger form, and the best that any extract can do.

``python benchmarks/web_summaries.py [--weights FOLDER] [--show N]`` prints a table and writes
``results/web_summaries.json`` here. Every page of the file is asked in wordings of the test split; none is in training
unless ``data.webpages_held_out=false``. All ways see the same text: the first 150 lines or so of each page, see
``glyph/data/sources/webpages.py``. The reference is the page's own excerpt; ROUGE is F1 (in Chinese and Japanese by
character), coverage the share of the excerpt's content words said, each with a 95% interval by resampling the pages.
``lead-3`` takes the first three sentences, menus and all; ``lead-3 of text`` those of the longest run of paragraphs;
``lead-3 below headline``, the strongest that asks for no model, those of six words and more below the first main
heading, as the markup names it, which no reader sees; ``oracle`` the sentences, at most three, that say most of the
excerpt. ``first point`` is the reader's answer cut to its first sentence. Extracts differ in length, and a longer one
covers more: see the words.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from reading import ROOT, SHARED
from render import new_table
from rich.console import Console
from schema import Results, measured_here, rows_of, write_results

from glyph.data.feed.dataset import QADataset
from glyph.data.generators.main_points import MAIN_POINTS, TITLE
from glyph.data.sample import Sample, StoredSamples
from glyph.data.sources.webpages import WebPageSamples
from glyph.evaluation.runner import Prediction, evaluate_reader
from glyph.evaluation.summaries import (
    SummaryScore,
    lead,
    lead_below_headline,
    lead_of_text,
    score_summary,
)
from glyph.metrics.intervals import bootstrap
from glyph.readers.checkpoint import load_reader
from glyph.readers.torch_reader import TorchReader
from glyph.text.sentences import split_sentences

RESULTS = ROOT / "benchmarks" / "results" / "web_summaries.json"
PAGES = SHARED / "webpages" / "dev.jsonl.gz"
SEED = 17
METRICS = ("rouge1", "rouge2", "rougeL", "coverage", "num_words")
PEER = "lead-3 below headline"
Rows = dict[str, dict[str, float]]


def asked_of(samples: Sequence[Sample], kind: str) -> list[Sample]:
    """The samples with their questions of one kind; those without any are left out."""
    kept = [replace(s, questions=tuple(q for q in s.questions if q.kind == kind)) for s in samples]
    return [sample for sample in kept if sample.questions]


def answers(reader: TorchReader, samples: Sequence[Sample], kind: str) -> tuple[dict[str, float], list[Prediction]]:
    """What the reader says to the questions of a kind, and its scores."""
    sets = {"webpages": StoredSamples(asked_of(samples, kind))}
    dataset = QADataset(sets, [reader.render_config], seed=SEED, grid=reader.grid)
    return evaluate_reader(reader, dataset, kind)


def reference(sample: Sample) -> str:
    """The page's own excerpt."""
    question = sample.questions[0]
    return question.references[0] if question.references else question.answer


def first_sentence(text: str) -> str:
    places = split_sentences(text)
    return text[slice(*places[0])] if places else ""


def row(scores: Sequence[SummaryScore]) -> dict[str, float]:
    """Means with their intervals."""
    found: dict[str, float] = {"num": float(len(scores))}
    for name in METRICS:
        mean, low, high = bootstrap([float(asdict(score)[name]) for score in scores], SEED)
        found |= {name: mean, f"{name}_low": low, f"{name}_high": high}
    return found


def measured(extracts: Mapping[str, Sequence[str]], references: Sequence[str]) -> Rows:
    """A row for each way; and how much more the reader says than ``PEER``, page by page."""
    scores = {
        way: [score_summary(text, wanted) for text, wanted in zip(texts, references, strict=True)]
        for way, texts in extracts.items()
    }
    rows = {way: row(found) for way, found in scores.items()}
    for name in ("rouge1", "coverage"):
        pairs = zip(scores["reader"], scores[PEER], strict=True)
        mean, low, high = bootstrap([asdict(ours)[name] - asdict(peer)[name] for ours, peer in pairs], SEED)
        rows[f"reader less {PEER}, {name}"] = {"mean": mean, "low": low, "high": high}
    return rows


def results_of(rows: Rows) -> Results:
    peers = {way: found for way, found in rows.items() if "rouge1" in found and not way.startswith("reader")}
    note = f"{PEER} is the benchmark's own peer: coverage {rows[PEER]['coverage']:.1%}"
    found = rows_of("main points of web pages", {"reader": rows["reader"], **peers}, "reader", note=note)
    first = rows["reader, first point"]
    found += rows_of("main points of web pages, the first alone", {"reader": first, **peers}, "reader", note=note)
    for metric in ("rouge1", "coverage"):
        less = rows[f"reader less {PEER}, {metric}"]
        pair = {"num": rows["reader"]["num"], metric: less["mean"], f"{metric}_low": less["low"]}
        pair[f"{metric}_high"] = less["high"]
        found += rows_of(f"main points, reader less {PEER}", {"reader": pair}, "reader")
    for task in ("reader, against the oracle", "reader, titles"):
        found += rows_of(f"web pages: {task}", {"reader": rows[task]}, "reader", "num_questions")
    about = (
        "Sentences that sum a real web page up, against the page's own excerpt. The oracle picks with the excerpt in"
        " sight: a bound, no baseline."
    )
    return Results("web_summaries", "python benchmarks/web_summaries.py --weights FOLDER", about, tuple(found))


def show(rows: Rows, title: str) -> None:
    table = new_table(title, "way", "ROUGE-1", "ROUGE-2", "ROUGE-L", "coverage", "words")
    for way, found in rows.items():
        if "rouge1" in found:
            cells = [f"{found[m]:.1%} ({found[f'{m}_low']:.0%}-{found[f'{m}_high']:.0%})" for m in METRICS[:-1]]
            table.add_row(way, *cells, f"{found['num_words']:.0f}")
    Console().print(table)


def main(weights: str, pages: Path, num_shown: int, results_file: Path) -> None:
    reader = load_reader(weights)
    samples = list(WebPageSamples(pages, asked_as="test").split("test").samples)
    asked = asked_of(samples, MAIN_POINTS)
    documents = [sample.document for sample in asked if sample.document is not None]
    means, predictions = answers(reader, samples, MAIN_POINTS)
    said = [prediction.answer.text for prediction in predictions]
    extracts = {
        "reader": said,
        "reader, first point": [first_sentence(text) for text in said],
        "lead-3": [lead(document) for document in documents],
        "lead-3 of text": [lead_of_text(document) for document in documents],
        PEER: [lead_below_headline(document) for document in documents],
        "oracle": [sample.questions[0].answer for sample in asked],
    }
    rows = measured(extracts, [reference(sample) for sample in asked])
    kept = ("em", "f1", "evidence_iou", "visual_tokens", "num_questions")
    rows["reader, against the oracle"] = {name: means[name] for name in kept}
    rows["reader, titles"] = {name: value for name, value in answers(reader, samples, TITLE)[0].items() if name in kept}
    show(rows, f"main points of {len(asked)} web pages: {weights}")
    title = rows["reader, titles"]
    print(f"titles: exact match {title['em']:.1%}, F1 {title['f1']:.1%} of {title['num_questions']:.0f}")
    for index in np.linspace(0, len(asked) - 1, num_shown).astype(int) if num_shown else ():
        print(f"\n{asked[index].id}\n  site:   {reference(asked[index])}\n  reader: {said[index]}")
        print(f"  peer:   {extracts[PEER][index]}")
    write_results(results_file, measured_here(results_of(rows), SEED))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", default="base", help="base, or the folder of a checkpoint")
    parser.add_argument("--pages", type=Path, default=PAGES, help="JSONL rows of name, title, summary and html")
    parser.add_argument("--show", type=int, default=0, help="predictions to print")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON file to write")
    arguments = parser.parse_args()
    main(arguments.weights, arguments.pages, arguments.show, arguments.results)
