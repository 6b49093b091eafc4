#!/usr/bin/env bash
# The whole simulation: 2,000 seeds of 200 events, in a release build. Prints what happened and how long it took.
# One seed alone: TELLAL_SEED=17 tests/simulation.sh
set -euo pipefail
cd "$(dirname "$0")/.."
TELLAL_LONG=1 cargo test --quiet --release --test it simulation:: -- --nocapture
