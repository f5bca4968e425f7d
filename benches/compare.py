#!/usr/bin/env python3
"""Compares hookspect with other validators as whole processes, on the same files, in one run.

    python3 benches/compare.py CORPUS [--rounds N] [--peer NAME=COMMAND]...

CORPUS is a folder with schema.json, big.ndjson (many valid payloads, one on a line), big-array.json (the same in one array),
schema-array.json (an array of them) and small/ (many files of one payload). A COMMAND may hold {schema}, {lines}, {array_schema}, {array} and
{small}; it is run for the rows of which it holds the file. hookspect is taken from target/release.

The commands take turns, so that a busy machine treats them alike. Printed are the median of user + system time, the wall
time, the peak of memory, and the CPU time as a ratio to hookspect's.
"""
import argparse, os, shlex, subprocess, sys, time

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("corpus")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
options = parser.parse_args()

files = {
    "schema": "schema.json", "lines": "big.ndjson", "array": "big-array.json", "array_schema": "schema-array.json",
    "small": "small",
}
files = {name: os.path.join(options.corpus, path) for name, path in files.items()}
hookspect = "target/release/hookspect validate -q"
own = [
    ("lines", "hookspect, one thread", f"{hookspect} --threads 1 --schema {{schema}} {{lines}}"),
    ("lines", "hookspect, all threads", f"{hookspect} --schema {{schema}} {{lines}}"),
    ("array", "hookspect, one thread", f"{hookspect} --threads 1 --schema {{array_schema}} {{array}}"),
    ("small", "hookspect, one thread", f"{hookspect} --threads 1 --schema {{schema}} {{small}}"),
]
peers = [(row, name, command)
         for name, command in (peer.split("=", 1) for peer in options.peer)
         for row in ("lines", "array", "small") if f"{{{row}}}" in command]

def run(command):
    """User + system time, wall time and peak memory in MiB of one run."""
    line = command.format(**files)
    arguments = ["sh", "-c", line] if "*" in line or "|" in line else shlex.split(line)
    started = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{line} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1024

for row in ("lines", "array", "small"):
    commands = [(name, command) for place, name, command in own + peers if place == row]
    taken = {name: [] for name, _ in commands}
    for _ in range(options.rounds):
        for name, command in commands:
            taken[name].append(run(command))
    print(f"{row} ({files[row]})")
    base = None
    for name, _ in commands:
        cpu, wall, memory = (sorted(values)[len(values) // 2] for values in zip(*taken[name]))
        base = base or cpu
        print(f"  {name:<28} {cpu:8.4f} s CPU  {wall:8.4f} s wall  {memory:6.0f} MiB  {cpu / base:6.2f}")
