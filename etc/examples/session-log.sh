#!/bin/sh
# A hook of jl2tpd: writes a line for each session that comes or goes, much as
# wtmp has one for each login. In the configuration:
#
#   [hooks]
#   session_up = "/etc/jl2tpd/session-log.sh"
#   session_down = "/etc/jl2tpd/session-log.sh"
#
# Hooks have no capabilities and run as the daemon's user (as nobody, where the
# daemon is root): that user must be able to write the file. Values that come
# from the peer (JL2TPD_USER, say) are printed, never evaluated: keep the quotes.
set -eu

log=${SESSION_LOG:-/var/lib/jl2tpd/sessions.log}

case $JL2TPD_EVENT in
session_up)
    printf '%s up   %s/%s user="%s" peer=%s interface=%s address=%s prefix=%s\n' \
        "$JL2TPD_TIME" "$JL2TPD_TUNNEL_ID" "$JL2TPD_SESSION_ID" "$JL2TPD_USER" "$JL2TPD_PEER" \
        "$JL2TPD_INTERFACE" "$JL2TPD_REMOTE_ADDRESS" "$JL2TPD_IPV6_PREFIX" >>"$log"
    ;;
session_down)
    printf '%s down %s/%s user="%s" seconds=%s in=%s out=%s cause="%s"\n' \
        "$JL2TPD_TIME" "$JL2TPD_TUNNEL_ID" "$JL2TPD_SESSION_ID" "$JL2TPD_USER" \
        "$JL2TPD_SECONDS_UP" "$JL2TPD_RX_OCTETS" "$JL2TPD_TX_OCTETS" "$JL2TPD_CAUSE" >>"$log"
    ;;
*)
    echo "nothing to do for $JL2TPD_EVENT" >&2
    exit 1
    ;;
esac
