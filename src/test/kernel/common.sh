# Sourced by the scripts of this folder: where things are, words for the person who waits, packages.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
cache=${JL2TPD_KERNEL_CACHE:-$HOME/.cache/jl2tpd/kernel}
export DEBIAN_FRONTEND=noninteractive

say() { printf 'kernel tests: %s\n' "$*" >&2; }

# Ends a script that prepares something; `run` shows these words as the reason of a skip.
give_up() {
  say "$*"
  echo "$*" >"${why:-/dev/null}"
  exit 1
}

# One preparation at a time, whoever runs tests at once.
lock_cache() {
  mkdir -p "$cache"
  exec 9>"$cache/lock"
  flock 9
}

# The version that apt would install; empty without apt or package lists.
candidate() { apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p' | grep -v '^(none)$' || true; }

# Package lists, fetched once where a machine has none.
need_package_lists() {
  [ -n "$(candidate "$1")" ] || apt-get -qq update >/dev/null 2>&1 || true
  [ -n "$(candidate "$1")" ] || give_up "apt knows no package $1 (no network?)"
}

# Installs on this machine what is missing, given as COMMAND:PACKAGE.
need_commands() {
  local pair packages=()
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null || packages+=("${pair#*:}")
  done
  [ "${#packages[@]}" -gt 0 ] || return 0
  say "installing ${packages[*]}"
  need_package_lists "${packages[0]}"
  apt-get -qq -y --no-install-recommends install "${packages[@]}" >/dev/null 2>&1 9>&- ||
    give_up "could not install ${packages[*]}"
}

# Downloads one package file into the current folder.
fetch() {
  need_package_lists "$1"
  apt-get -qq -o APT::Sandbox::User=root download "$1" 2>&1 | sed 's/^/  /' >&2
  ls "$1"_*.deb >/dev/null 2>&1 || give_up "could not download $1"
}

# Moves what lies in /bin, /sbin and /lib of an unpacked package below its /usr: in a layer over the root a real /bin would hide
# the link of that name.
merge_usr() {
  local folder
  for folder in bin sbin lib lib64; do
    [ -d "$1/$folder" ] || continue
    mkdir -p "$1/usr/$folder"
    cp -a "$1/$folder/." "$1/usr/$folder/"
    rm -rf "${1:?}/$folder"
  done
}

# depmod of the tools' layer: LAYER-WITH-MODULES RELEASE.
index_modules() {
  ln -sfn usr/lib "$1/lib"
  (
    export LD_LIBRARY_PATH="$tools/usr/lib/x86_64-linux-gnu"
    exec -a depmod "$tools/usr/bin/kmod" -b "$1" "$2"
  )
  rm "$1/lib"
}
