#!/bin/sh
# From a fresh clone to a running quick start: installs a JDK and Maven from the distribution (Debian, Ubuntu) where they are
# missing, builds, and runs "jl2tpd quickstart" with the arguments of this script. Try: sh src/main/dist/quickstart.sh --once
set -e
cd "$(dirname "$0")/../../.."

javac_major() {
    javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "quickstart: needs root to install packages: run this first: $*" >&2
        exit 1
    fi
}

jdk_package() {
    for package in openjdk-25-jdk-headless openjdk-21-jdk-headless openjdk-17-jdk-headless; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            echo "$package"
            return
        fi
    done
    echo default-jdk-headless
}

missing=
[ "$(javac_major || true)" -ge 17 ] 2>/dev/null || missing=jdk
command -v mvn >/dev/null || missing="$missing maven"
if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null; then
        echo "quickstart: install a JDK (17 or newer) and Maven, then run this again" >&2
        exit 1
    fi
    echo "quickstart: installing $missing from the distribution's packages"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$(jdk_package)" maven
fi

echo "quickstart: building (the first time Maven fetches what it needs)"
mvn -q -B -DskipTests package
exec target/dist/bin/jl2tpd quickstart "$@"
