#!/bin/sh
# Takes away what install.sh has installed; run the one in PREFIX/share/jl2tpd. Configuration, state and logs stay unless --purge is said.
# usage: uninstall.sh [--purge]
# With DESTDIR set, as for install.sh, files below that folder are taken away and no service is touched.
set -eu

purge=no
case ${1:-} in
    '') ;;
    --purge) purge=yes ;;
    -h | --help)
        sed -n '2,/^set /{s/^# \{0,1\}//p;}' "$0"
        exit 0
        ;;
    *)
        echo "uninstall.sh: unknown argument $1; try --help" >&2
        exit 2
        ;;
esac
DESTDIR=${DESTDIR:-}
DESTDIR=${DESTDIR%/}
here=$(cd "$(dirname "$0")" && pwd)
[ -f "$here/installed-files" ] || {
    echo "uninstall.sh: nothing was installed from here: no installed-files beside this script" >&2
    exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/installed-files" "$work/all"

if [ -z "$DESTDIR" ]; then
    if [ -d /run/systemd/system ]; then
        systemctl disable --now jl2tpd || true
    else
        [ ! -x /etc/init.d/jl2tpd ] || /etc/init.d/jl2tpd stop
        if command -v chkconfig >/dev/null; then chkconfig --del jl2tpd || true; fi
    fi
    # What lets the user trace the kernel's driver is root's to take away, by the program that goes now.
    [ ! -x "$here/bin/jl2tpd" ] || "$here/bin/jl2tpd" prepare --undo >/dev/null || true
fi

rm -f "$here/lib/jl2tpd.jsa"
if [ $purge = yes ]; then
    sed -n 's/^conf [0-9a-f]* //p' "$work/all" | while read -r path; do rm -f "$DESTDIR$path" "$DESTDIR$path.new"; done
    rm -rf "$DESTDIR/etc/jl2tpd" "$DESTDIR/var/lib/jl2tpd" "$DESTDIR/var/log/jl2tpd" "$DESTDIR/var/cache/jl2tpd" \
        "$DESTDIR/run/jl2tpd"
    rm -f "$DESTDIR"/var/log/jl2tpd-jsvc.log*
else
    # A service's script without its program would be run at every boot.
    rm -f "$DESTDIR/etc/init.d/jl2tpd"
fi
sed -n 's/^file - //p' "$work/all" | while read -r path; do rm -f "$DESTDIR$path"; done
# Folders that were ours alone, from the innermost on.
sed -n 's/^file - //p' "$work/all" | while read -r path; do
    folder=${path%/*}
    while case $folder in */jl2tpd | */jl2tpd/*) true ;; *) false ;; esac; do
        echo "$folder"
        folder=${folder%/*}
    done
done | sort -ru | while read -r folder; do rmdir "$DESTDIR$folder" 2>/dev/null || true; done

if [ -z "$DESTDIR" ]; then
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
    elif command -v update-rc.d >/dev/null; then
        update-rc.d jl2tpd remove
    fi
    [ $purge = no ] || echo "The user jl2tpd and the group jl2tpctl stay, as files may belong to them: userdel jl2tpd; groupdel jl2tpctl"
fi
