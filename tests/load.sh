#!/usr/bin/env bash
# What the program bears, with figures: kill -9 thirty times under load, 500 events a second for a minute, nine thousand
# slow connections. About five minutes on two cores that do nothing else. A name runs one of them:
#   tests/load.sh crash | rate | slow_loris | saturation
set -euo pipefail
cd "$(dirname "$0")/.."
ulimit -n "$(ulimit -Hn)"
TELLAL_LONG=1 cargo test --release --test it "load::${1:-}" -- --nocapture --test-threads 1
