#!/bin/sh
# Installs this distribution (the folder that this script is in) on any Linux. Run it again with a newer distribution to upgrade: files in
# /etc that were changed since stay as they are. uninstall.sh, installed with it, takes everything away again.
#
# usage: install.sh [--prefix DIR] [--no-service]
#   --prefix DIR   where programs, manual pages and documents go (/usr/local); configuration is in /etc, data in /var always
#   --no-service   neither make the user, folders and service, nor start anything: files only
# With DESTDIR set, files are put below that folder, and it is as if --no-service were said.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=/usr/local
service=yes
DESTDIR=${DESTDIR:-}
DESTDIR=${DESTDIR%/}

fail() {
    echo "install.sh: $*" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
        --prefix)
            [ $# -gt 1 ] || fail "--prefix needs a folder"
            prefix=$2
            shift
            ;;
        --prefix=*) prefix=${1#*=} ;;
        --no-service) service=no ;;
        -h | --help)
            sed -n '2,/^set /{s/^# \{0,1\}//p;}' "$0"
            exit 0
            ;;
        *)
            echo "install.sh: unknown argument $1; try --help" >&2
            exit 2
            ;;
    esac
    shift
done
case $prefix in
    /*) prefix=${prefix%/} ;;
    *) fail "--prefix needs an absolute path" ;;
esac
case $prefix$DESTDIR in *[!A-Za-z0-9_./+~@:-]*) fail "--prefix and DESTDIR: letters, digits and _./+~@:- only" ;; esac
if [ -n "$DESTDIR" ]; then service=no; fi

home=$prefix/share/jl2tpd
docs=$prefix/share/doc/jl2tpd
# What belongs to the distribution is in its place; what an administrator adds, below /etc.
if [ "$prefix" = /usr ]; then
    units=/lib/systemd/system sysusers=/usr/lib/sysusers.d tmpfiles=/usr/lib/tmpfiles.d rules=/lib/udev/rules.d
else
    units=/etc/systemd/system sysusers=/etc/sysusers.d tmpfiles=/etc/tmpfiles.d rules=/etc/udev/rules.d
fi
manifest=$home/installed-files
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
[ -r "$here/lib/jl2tpd.jar" ] || fail "no lib/jl2tpd.jar beside this script"
old=$DESTDIR$manifest
[ ! -f "$old" ] || cp "$old" "$work/before"
: >"$work/now"

# put MODE SOURCE TARGET: a file of the distribution, in one step, as a running daemon may use the old one.
put() {
    mkdir -p "$DESTDIR$(dirname "$3")"
    cp "$2" "$DESTDIR$3.new"
    chmod "$1" "$DESTDIR$3.new"
    mv -f "$DESTDIR$3.new" "$DESTDIR$3"
    echo "file - $3" >>"$work/now"
}

# link TARGET PATH
link() {
    mkdir -p "$DESTDIR$(dirname "$2")"
    ln -sfn "$1" "$DESTDIR$2"
    echo "file - $2" >>"$work/now"
}

sum() { sha256sum "$1" | cut -d ' ' -f 1; }

# keep MODE SOURCE TARGET: configuration. One that was changed since it was installed stays, and the new one is put beside it.
keep() {
    to=$DESTDIR$3
    new=$(sum "$2")
    echo "conf $new $3" >>"$work/now"
    mkdir -p "$(dirname "$to")"
    if [ -e "$to" ]; then
        is=$(sum "$to")
        was=$(sed -n "s|^conf \([0-9a-f]*\) $3\$|\1|p" "$work/before" 2>/dev/null || true)
        [ "$is" != "$new" ] || return 0
        if [ "$new" = "$was" ]; then return 0; fi
        if [ "$is" != "$was" ]; then
            cp "$2" "$to.new"
            chmod "$1" "$to.new"
            echo "install.sh: $3 was changed and stays; the new one is $3.new" >&2
            return 0
        fi
        # Owner and mode of the file that is there stay.
        cat "$2" >"$to"
        return 0
    fi
    cp "$2" "$to"
    chmod "$1" "$to"
}

# A file of ours with the paths of this installation.
adapted() {
    sed -e "s|/usr/share/jl2tpd|$home|g" -e "s|/usr/sbin/jl2tpd|$prefix/sbin/jl2tpd|g" -e "s|/usr/bin/jl2tpctl|$prefix/bin/jl2tpctl|g" \
        "$1" >"$work/adapted"
    echo "$work/adapted"
}

tree() {
    for file in "$here"/bin/*; do put 755 "$file" "$home/bin/${file##*/}"; done
    for file in "$here"/lib/*; do
        case $file in
            *.jsa) ;;
            */make-archive) put 755 "$file" "$home/lib/${file##*/}" ;;
            *) put 644 "$file" "$home/lib/${file##*/}" ;;
        esac
    done
    for file in "$here"/mibs/*; do put 644 "$file" "$home/mibs/${file##*/}"; done
    link ../share/jl2tpd/bin/jl2tpd "$prefix/sbin/jl2tpd"
    link ../share/jl2tpd/bin/jl2tpctl "$prefix/bin/jl2tpctl"
    put 755 "$here/uninstall.sh" "$home/uninstall.sh"
}

documents() {
    for file in "$here"/doc/* "$here"/*.md; do put 644 "$file" "$docs/${file##*/}"; done
    for file in "$here"/etc/examples/*; do put 644 "$file" "$docs/examples/${file##*/}"; done
    put 644 "$(adapted "$here/init/jl2tpd-pppd.conf")" "$docs/examples/jl2tpd-pppd.conf"
    for file in "$here"/etc/*.yml; do put 644 "$file" "$docs/examples/${file##*/}"; done
    for file in $(cd "$here/etc" && find monitoring radius -type f); do put 644 "$here/etc/$file" "$docs/examples/$file"; done
    for file in "$here"/man/*; do
        page=${file##*/}
        gzip -9nc "$file" >"$work/page"
        put 644 "$work/page" "$prefix/share/man/man${page##*.}/$page.gz"
    done
    completion=share/bash-completion/completions/jl2tpctl
    # Sourced, never run.
    sed '1{/^#!/d;}' "$here/$completion" >"$work/completion"
    put 644 "$work/completion" "$prefix/$completion"
}

# Files of init/, each to its place.
services() {
    keep 755 "$(adapted "$here/init/jl2tpd")" /etc/init.d/jl2tpd
    keep 644 "$(adapted "$here/init/jl2tpd.default")" /etc/default/jl2tpd
    keep 644 "$(adapted "$here/init/jl2tpd.logrotate")" /etc/logrotate.d/jl2tpd
    put 644 "$(adapted "$here/init/jl2tpd.service")" $units/jl2tpd.service
    put 644 "$(adapted "$here/init/jl2tpd.sysusers")" $sysusers/jl2tpd.conf
    put 644 "$(adapted "$here/init/jl2tpd.tmpfiles")" $tmpfiles/jl2tpd.conf
    put 644 "$(adapted "$here/init/60-jl2tpd.rules")" $rules/60-jl2tpd.rules
}

configuration() {
    sed 's/^# socket_group = ""$/socket_group = "jl2tpctl"/' "$here/etc/jl2tpd.toml" >"$work/toml"
    keep 640 "$work/toml" /etc/jl2tpd/jl2tpd.toml
    if [ ! -d "$DESTDIR/etc/jl2tpd/secrets" ]; then
        mkdir "$DESTDIR/etc/jl2tpd/secrets"
        chmod 750 "$DESTDIR/etc/jl2tpd/secrets"
    fi
}

# Takes away what an older distribution had and this one has not.
leftovers() {
    [ -f "$work/before" ] || return 0
    sed -n 's/^file - //p' "$work/before" | while read -r path; do
        grep -qxF "file - $path" "$work/now" || rm -f "$DESTDIR$path"
    done
}

user() {
    if id jl2tpd >/dev/null 2>&1; then return 0; fi
    if command -v useradd >/dev/null; then
        shell=$(command -v nologin || echo /bin/false)
        useradd --system --user-group --home-dir /var/lib/jl2tpd --no-create-home --shell "$shell" --comment "L2TP daemon" jl2tpd
    elif command -v adduser >/dev/null; then
        # The one of busybox.
        addgroup -S jl2tpd 2>/dev/null || true
        adduser -S -D -H -h /var/lib/jl2tpd -s /bin/false -G jl2tpd -g "L2TP daemon" jl2tpd
    else
        fail "make a user and a group jl2tpd, then run this again: there is neither useradd nor adduser here"
    fi
}

# Who may use jl2tpctl. The daemon gives its socket to this group, which it must be in for that; it reads no secrets.
operators() {
    if id -Gn jl2tpd | tr ' ' '\n' | grep -qx jl2tpctl; then return 0; fi
    if command -v groupadd >/dev/null; then
        grep -q '^jl2tpctl:' /etc/group || groupadd --system jl2tpctl
        usermod -a -G jl2tpctl jl2tpd
    elif command -v addgroup >/dev/null; then
        # The one of busybox.
        addgroup -S jl2tpctl 2>/dev/null || true
        addgroup jl2tpd jl2tpctl
    else
        fail "make a group jl2tpctl with the member jl2tpd, then run this again: there is neither groupadd nor addgroup here"
    fi
}

folders() {
    for folder in /var/lib/jl2tpd /var/log/jl2tpd; do
        if [ ! -d $folder ]; then
            mkdir -p $folder
            chmod 750 $folder
            chown jl2tpd:jl2tpd $folder
        fi
    done
    # Its group reads the configuration; root alone writes it.
    for path in /etc/jl2tpd/jl2tpd.toml /etc/jl2tpd/secrets; do
        [ "$(stat -c %U:%G $path)" != root:root ] || chgrp jl2tpd $path
    done
}

register() {
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
        systemctl enable jl2tpd
        starter="systemctl start jl2tpd"
        ! systemctl --quiet is-active jl2tpd || systemctl restart jl2tpd
        return
    fi
    starter="/etc/init.d/jl2tpd start"
    if command -v update-rc.d >/dev/null; then
        update-rc.d jl2tpd defaults
    elif command -v chkconfig >/dev/null; then
        chkconfig --add jl2tpd
    else
        echo "install.sh: have your init system run /etc/init.d/jl2tpd at boot (there is neither systemd, update-rc.d nor chkconfig)" >&2
    fi
    /etc/init.d/jl2tpd try-restart
}

tree
documents
services
configuration
leftovers
cp "$work/now" "$work/manifest"
echo "file - $manifest" >>"$work/manifest"
put 644 "$work/manifest" "$manifest"
[ "$service" = yes ] || exit 0
[ "$(id -u)" = 0 ] || fail "files are installed; root is needed to make the user jl2tpd and the service"
user
operators
folders
"$home/lib/make-archive" || true
if command -v udevadm >/dev/null && [ -S /run/udev/control ]; then udevadm control --reload || true; fi
register
echo "Installed in $prefix. Next: edit /etc/jl2tpd/jl2tpd.toml, then run: $starter"
