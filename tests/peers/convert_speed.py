#!/usr/bin/env python3
"""Measures `hookspect convert` against xan, jaq and gron on one file of NDJSON: CPU seconds (user and system), one thread, runs interleaved.

    python3 tests/peers/convert_speed.py HOOKSPECT BIN EVENTS [ROUNDS]

BIN is the folder with xan and jaq; gron stands in the PATH. EVENTS is NDJSON, a payload a line, whose fields /id, /topic, /created_at,
/payload/customer/id, .../email, .../points_approved, /payload/total_spend and /payload/new_insight_segment make eight columns. The goals: CSV at most
0.8 times xan, YAML at most 0.4 times jaq, flat lines at most 0.05 times gron, memory below 20 MB.
"""
import os, statistics, subprocess, sys

hookspect, peers, events = (os.path.abspath(path) for path in sys.argv[1:4])
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
fields = ["id", "topic", "created_at", "payload/customer/id", "payload/customer/email", "payload/customer/points_approved", "payload/total_spend",
          "payload/new_insight_segment"]
ours = f"{hookspect} convert --threads 1 {events}"
commands = {
    "xan, 8 columns": f"{peers}/xan from -f ndjson {events} | {peers}/xan select {','.join(field.replace('/', '.') for field in fields)}",
    "csv, 8 columns": f"{ours} --format csv --columns {','.join('/' + field for field in fields)}",
    "csv, all columns": f"{ours} --format csv --columns all",
    "jaq, yaml": f"{peers}/jaq --to yaml . {events}",
    "yaml": f"{ours} --format yaml",
    "gron --stream": f"gron --stream {events}",
    "flat": f"{ours} --format flat",
}
pairs = [("csv, 8 columns", "xan, 8 columns", 0.8), ("yaml", "jaq, yaml", 0.4), ("flat", "gron --stream", 0.05)]
seconds, memory = {name: [] for name in commands}, {}
for _ in range(rounds):
    for name, command in commands.items():
        process = subprocess.Popen(["sh", "-c", f"{command} > /dev/null"])
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0, name
        seconds[name].append(usage.ru_utime + usage.ru_stime)
        memory[name] = max(memory.get(name, 0), usage.ru_maxrss // 1024)
medians = {name: statistics.median(values) for name, values in seconds.items()}
for name, median in medians.items():
    print(f"{name:18} {median:7.3f} s  {memory[name]:4} MiB")
for name, peer, goal in pairs:
    print(f"{name}: {medians[name] / medians[peer]:.3f} times {peer} (goal: {goal})")
