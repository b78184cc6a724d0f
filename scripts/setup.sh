#!/usr/bin/env bash
# Installs the Debian packages that the build needs and that are missing; says which when it cannot.
set -euo pipefail

packages=(pkg-config libopenblas-dev libcairo2-dev libreadline-dev libpcre2-dev libmd4c-dev libmd4c-html0-dev
  libssl-dev libarchive-dev libcurl4-openssl-dev libsnappy-dev libzstd-dev
  libbrotli-dev liblz4-dev)

if ! command -v swift >/dev/null; then
  echo "setup: there is no 'swift' in PATH; install the Swift 6.2 toolchain or later (https://www.swift.org/install)" >&2
  exit 1
fi

if ! command -v dpkg-query >/dev/null; then
  echo "setup: this is no Debian or Ubuntu; the build needs what these packages hold: ${packages[*]}" >&2
  exit 0
fi

# Used at run time where it is there: faster matrix products, and bfloat16.
optional=(libdnnl2)

# pkgconf is what newer releases install for pkg-config.
is_installed() {
  dpkg-query -W -f='${db:Status-Abbrev}\n' "$1" 2>/dev/null | grep -q '^.i' ||
    { [ "$1" = pkg-config ] && command -v pkg-config >/dev/null; }
}

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
missing_optional=()
for package in "${optional[@]}"; do
  is_installed "$package" || missing_optional+=("$package")
done
[ $((${#missing[@]} + ${#missing_optional[@]})) -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=(sudo)
  elif [ ${#missing[@]} -eq 0 ]; then
    exit 0
  else
    echo "setup: missing packages; as root, run: apt-get install -y ${missing[*]}" >&2
    exit 1
  fi
fi

install_packages() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null
}

# The package lists of a fresh machine may be absent or old.
update_lists() { "${as_root[@]}" apt-get update >/dev/null; }

if [ ${#missing[@]} -gt 0 ]; then
  echo "setup: installing ${missing[*]}"
  install_packages "${missing[@]}" 2>/dev/null || { update_lists && install_packages "${missing[@]}"; } || {
    echo "setup: apt-get could not install ${missing[*]}; without a network, install them from another source" >&2
    exit 1
  }
fi

# What is not to be had is tried for once, not at every build.
tried="${XDG_CACHE_HOME:-$HOME/.cache}/rlnb/optional-packages-tried"
if [ ${#missing_optional[@]} -gt 0 ] && [ ! -e "$tried" ]; then
  echo "setup: installing ${missing_optional[*]}, which makes the engine faster"
  install_packages "${missing_optional[@]}" 2>/dev/null || { update_lists && install_packages "${missing_optional[@]}"; } ||
    { mkdir -p "${tried%/*}" && touch "$tried"; echo "setup: did without ${missing_optional[*]}"; }
fi
