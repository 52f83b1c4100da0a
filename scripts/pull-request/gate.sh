#!/bin/sh
# The gate: runs the benchmarks and measures the code of $BENCHGATE_COMPARE beside today's. Further words go to Vitest.
#
#     BENCHGATE_COMPARE=main sh scripts/pull-request/gate.sh
set -eu
cd "$(dirname "$0")/../.."

if [ -z "${BENCHGATE_COMPARE:-}" ]; then
  # Without it the committed baseline would be compared with, whose numbers belong to another machine.
  echo 'gate: BENCHGATE_COMPARE is not set. Set it to the commit, branch or tag to compare with.' >&2
  exit 2
fi

set -- --reporter=default "$@"
# Turns failures into annotations; elsewhere they would only be noise.
[ -z "${GITHUB_ACTIONS:-}" ] || set -- --reporter=github-actions "$@"
exec npx --no-install vitest bench --run "$@"
