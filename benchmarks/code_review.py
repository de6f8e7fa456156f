"""Which line is wrong, and how: generated faulty programs and DebugBench's, before or after ``code_review_sft``.

``python benchmarks/code_review.py [--weights FOLDER] [--num_programs N]`` prints tables and writes
``results/code_review.json`` here. Programs are drawn in the reader's own look and read by it. Generated ones are of the
test split: other modules of the standard library, other pieces of algorithms and other wordings than in training.
DebugBench (``../shared/data``) takes all rows of its file, of which training sees none unless asked to; with
``--debugbench_split test`` those whose problems fall to test. It is not blind: which faults are generated, such as
words of other languages, was settled with rows of this file in sight.

Top-1 and top-3: the first, or one of the first three, of the lines that the reader pointed at is faulty, whether it
quoted it or not. With tools: those come first at which Python's parser or pyflakes stumble in the program as the reader
read it (``glyph/readers/rules/suspects.py``). Kind: that it names the right kind of fault, of sixteen; of DebugBench
the "other errors" have none. Chance draws from the lines that are not blank; ``parser + chance`` first takes
the line at which ``ast.parse`` stumbles in the source, if it does. DebugBench's rows whose faulty lines are blank
cannot be pointed at and count as missed by the reader and both peers.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

import torch
from reading import ROOT, SHARED
from render import new_table
from rich.console import Console
from rich.progress import track
from schema import Results, measured_here, rows_of, share_interval, write_results

from glyph.data.generators.code_review import BuggyFunctions, Case, ask
from glyph.data.generators.code_review.asking import kind_said
from glyph.data.sources.debugbench import DebugBenchSamples
from glyph.evaluation.code_review import chance, is_found, painted_lines, parser_then_chance
from glyph.readers.checkpoint import load_reader
from glyph.readers.rules.suspects import suspects
from glyph.readers.torch_reader import TorchReader
from glyph.render import render

RESULTS = ROOT / "benchmarks" / "results" / "code_review.json"
DEBUGBENCH = SHARED / "debugbench_py" / "dev.jsonl"
SEED = 17
GUESSES = (1, 3)
NOT_BLIND = "not blind"
Row = dict[str, float]


def judged(reader: TorchReader, case: Case) -> Row:
    """What the reader and its peers make of one program: 0 or 1, or a probability; ``kind`` where there is one."""
    sample = ask(case, "en", "test", Random(f"{SEED} {case.id}"), case.group)
    assert sample.document is not None
    pages = list(render(sample.document, reader.render_config))
    answers = reader.answer([question.text for question in sample.questions], pages)
    readings = reader.read(pages)
    alone, with_tools = (
        painted_lines(suspects(answers[0], readings, use_tools), pages, case.source) for use_tools in (False, True)
    )
    row: Row = {}
    for guesses in GUESSES:
        row[f"top{guesses}"] = float(is_found(alone, case, guesses))
        row[f"with_tools_top{guesses}"] = float(is_found(with_tools, case, guesses))
        row[f"chance_top{guesses}"] = chance(case, guesses)
        row[f"parser_top{guesses}"] = parser_then_chance(case, guesses)
    if case.kind is not None:
        row["kind"] = float(kind_said(answers[1].text) == case.kind)
    return row


def means(rows: Sequence[Row], num_missed: int = 0) -> Row:
    """Means by name; ``num_missed`` more programs are missed by all."""
    sums, counts = Counter[str](), Counter[str]()
    for row in rows:
        sums.update(row)
        counts.update(row.keys())
    shares = {name: sums[name] / (counts[name] + (num_missed if name != "kind" else 0)) for name in sums}
    return {"num": float(len(rows) + num_missed), "left_out": float(num_missed), **shares}


def scored(
    reader: TorchReader, name: str, cases: Sequence[Case], left_out: Counter[str] | None = None
) -> dict[str, Row]:
    """Rows of all programs together and by group."""
    missed = left_out or Counter[str]()
    groups: dict[str, list[Row]] = defaultdict(list)
    for case in track(cases, description=name, transient=True):
        groups[case.group].append(judged(reader, case))
    together = [row for rows in groups.values() for row in rows]
    found = {f"{name}, all": means(together, missed.total())}
    return found | {f"{name}/{group}": means(groups[group], missed[group]) for group in sorted({*groups, *missed})}


def intervals(shares: dict[str, float], num: int) -> dict[str, float]:
    ends: dict[str, float] = {}
    for name, share in shares.items():
        ends[f"{name}_low"], ends[f"{name}_high"] = share_interval(share, num)
    return ends


def results_of(rows: dict[str, Row], debugbench_split: str) -> Results:
    """The reader alone and with tools, beside chance and the parser."""
    found = []
    for name, row in rows.items():
        task = name.replace("DebugBench", f"DebugBench ({debugbench_split})")
        for way, prefix in (("reader", ""), ("reader with tools", "with_tools_")):
            ours = {key: row[f"{prefix}{key}"] for key in ("top1", "top3") if f"{prefix}{key}" in row}
            ours |= intervals(ours, int(row["num"]))
            if way == "reader" and "kind" in row:
                ours["kind"] = row["kind"]
            peers = {
                peer: {
                    f"top{guesses}": row[f"{key}_top{guesses}"] for guesses in GUESSES if f"{key}_top{guesses}" in row
                }
                for peer, key in (("chance", "chance"), ("parser + chance", "parser"))
            }
            found += rows_of(f"{task}, {way}", {way: {"num": row["num"], **ours}, **peers}, way, note=NOT_BLIND)
    about = (
        "Which line of a Python program is faulty. Not blind: which faults are generated, and what tools help with, was"
        " settled with DebugBench's rows in sight."
    )
    return Results("code_review", "python benchmarks/code_review.py --weights FOLDER", about, tuple(found))


def main(weights: str, num_programs: int, debugbench: Path, debugbench_split: str, results_file: Path) -> None:
    torch.set_num_threads(1)
    reader = load_reader(weights)
    generated = BuggyFunctions(1, 1, num_programs, seed=SEED).split("test")
    rows = scored(reader, "generated", [generated.case(index) for index in range(num_programs)])
    if debugbench.is_file():
        source = DebugBenchSamples(debugbench, held_out=debugbench_split == "all")
        rows |= scored(reader, "DebugBench", source.cases("test"), source.left_out["test"])
    columns = ("programs", "n", "top-1", "top-3", "kind", "with tools", "chance", "parser +")
    table = new_table(f"% of faulty lines found: {weights}, DebugBench: {debugbench_split}; peers: top-1/3", *columns)
    for name, row in rows.items():
        own = [f"{100 * row[key]:.1f}" if key in row else "-" for key in ("top1", "top3", "kind")]
        pairs = [
            [100 * row.get(f"{peer}_top{guesses}", 0) for guesses in GUESSES]
            for peer in ("with_tools", "chance", "parser")
        ]
        table.add_row(name, f"{row['num']:.0f}", *own, *(f"{first:.0f}/{third:.0f}" for first, third in pairs))
    Console().print(table)
    write_results(results_file, measured_here(results_of(rows, debugbench_split), SEED))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", default="base", help="base, or a checkpoint folder")
    parser.add_argument("--num_programs", type=int, default=400, help="generated")
    parser.add_argument("--debugbench", type=Path, default=DEBUGBENCH, help="JSONL file; left out where it is missing")
    parser.add_argument("--debugbench_split", choices=("all", "test"), default="all")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON file to write")
    arguments = parser.parse_args()
    main(arguments.weights, arguments.num_programs, arguments.debugbench, arguments.debugbench_split, arguments.results)
