#!/usr/bin/env bash
# run-lesson.sh RLNB NOTEBOOK REPORT [ARGUMENTS]: fetches the reviews, runs the notebook, opens its report when there is
# a display. Without the reviews, the lesson runs on the small set that comes with it.
set -euo pipefail

rlnb=$1 notebook=$2 report=$3
shift 3

# It names the file that it found or fetched, and nothing without one.
reviews=$(./scripts/get-data.sh) || reviews=
if [ -n "$reviews" ]; then
  echo "$reviews"
else
  echo "The lesson runs on the short reviews that come with it." >&2
  set -- --param dataset_name=reviews-mini "$@"
fi

mkdir -p "$(dirname "$report")"
status=0
"$rlnb" run "$notebook" --report "$report" "$@" || status=$?

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -f "$report" ] && command -v xdg-open >/dev/null; then
  xdg-open "$report" >/dev/null 2>&1 &
fi
exit $status
