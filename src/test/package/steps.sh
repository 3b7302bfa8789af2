# Sourced by the steps that run on a clean root: how something is checked, and a daemon on either side of a tunnel.

passed() { printf 'ok    %s\n' "$1"; }
failed() { printf 'FAIL  %s\n' "$1"; }

# The service does not run at all: says why, once, rather than failing everything that follows.
give_up() {
  /etc/init.d/jl2tpd start
  tail -n 20 /var/log/jl2tpd-jsvc.log /var/log/jl2tpd/*
  exit 1
}

# check WORDS COMMAND...: the command must succeed; what it wrote is shown when it does not.
check() {
  local words=$1 output
  shift
  if output=$("$@" 2>&1); then passed "$words"; else failed "$words: $* said: ${output:-nothing}"; fi
}

# check_not WORDS COMMAND...: it must fail.
check_not() {
  local words=$1 output
  shift
  if output=$("$@" 2>&1); then failed "$words: $* said: ${output:-nothing}"; else passed "$words"; fi
}

# equal WORDS EXPECTED FOUND
equal() { if [ "$2" = "$3" ]; then passed "$1"; else failed "$1: expected $2, found ${3:-nothing}"; fi; }

# Waits up to 30 s for a command to succeed.
eventually() {
  local deadline=$((SECONDS + 30))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || { "$@"; return 1; }
    sleep 0.3
  done
}

# The daemon of the service, not the client's process that a test started: the one with the control socket in /run.
service_pid() { jl2tpctl status --json | sed -n 's/.*"process_id": *\([0-9]*\).*/\1/p' | head -n 1; }

# Every path that is not the kernel's, the package manager's own or the test's.
listing() {
  find / -xdev \( -path /given -o -path /tmp -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache/apt -o -path /var/cache/debconf \
    -o -path /var/cache/man -o -path /var/log/apt -o -path /root \) -prune -o -print | grep -vE \
    '^/(etc/(passwd|group|shadow|gshadow|subuid|subgid)-?|var/log/(dpkg|alternatives)\.log|etc/\.pwd\.lock|var/cache/ldconfig/aux-cache)$' | LC_ALL=C sort
}

# Capabilities that are allowed to be in a set, as bits: NET_BIND_SERVICE 10, NET_ADMIN 12, NET_RAW 13.
allowed_capabilities=$(((1 << 10) | (1 << 12) | (1 << 13)))

# Whether every thread of process $1 is user $2's and has no capability beyond those.
privileges() {
  local task status uid set name seen=0
  for task in /proc/"$1"/task/*; do
    # One that has ended since the folder was read says nothing.
    status=$(cat "$task/status" 2>/dev/null) || continue
    seen=$((seen + 1))
    read -r _ uid _ < <(grep '^Uid:' <<<"$status")
    [ "$uid" = "$(id -u "$2")" ] || { echo "$task: user $uid"; return 1; }
    for name in CapEff CapPrm CapInh CapAmb; do
      set=$((16#$(sed -n "s/^$name:[[:space:]]*//p" <<<"$status")))
      [ $((set & ~allowed_capabilities)) = 0 ] || { grep Cap <<<"$status"; return 1; }
    done
  done
  [ "$seen" -gt 5 ]
}

# Nothing below these folders may be read by everyone, or written by others than root and the daemon's user.
no_secrets_for_all() {
  local found
  [ -d "$1" ] || [ -f "$1" ] || return 1
  found=$(find "$@" \( -type f -a -perm /o=rwx -o -type d -a -perm /o=w -o -type s -a -perm /o=rwx \) -print)
  [ -z "$found" ] || { echo "$found"; return 1; }
}

# Makes the service a LNS for the client below, with a TUN device where this root has one.
serve_client() {
  printf 'example-tunnel' >/etc/jl2tpd/secrets/lac
  printf 'example-alice' >/etc/jl2tpd/secrets/alice
  chgrp jl2tpd /etc/jl2tpd/secrets/lac /etc/jl2tpd/secrets/alice
  chmod 0640 /etc/jl2tpd/secrets/lac /etc/jl2tpd/secrets/alice
  cat >>/etc/jl2tpd/jl2tpd.toml <<'EOF'

[secret.lac]
file = "secrets/lac"

[secret.alice]
file = "secrets/alice"

[peer_profile."lac.example"]
allow_tunnels = true
secret_name = "lac"
ppp_profile_name = "subscribers"

[ppp_profile.subscribers]
local_ipaddr = "10.64.0.1"
ip_pool_name = "subscribers"

[pool.subscribers]
ipv4 = ["10.64.0.0/16"]

[[user]]
name = "alice"
secret_name = "alice"
EOF
}

# Starts a second daemon of the same package, as a client that dials the service over loopback and redials for ever.
start_client() {
  mkdir -p -m 0700 /root/client
  cat >/root/client/client.toml <<'EOF'
[system]
host_name = "lac.example"
udp_port = 11701
listen_addresses = []
datapath = "memory"
socket_path = "/root/client/control.sock"
redial_max_seconds = 2

[secret.tunnel]
value = "example-tunnel"

[secret.alice]
value = "example-alice"

[tunnel_profile.default]
secret_name = "tunnel"
hello_timeout = 2
max_retries = 3

[[tunnel]]
tunnel_name = "uplink"
dest_ipaddr = ["127.0.0.1"]

[[tunnel.session]]
session_name = "internet"
user_name = "alice"
secret_name = "alice"
EOF
  chmod 0600 /root/client/client.toml
  jl2tpd --config /root/client/client.toml >/root/client/out 2>/root/client/err &
  client=$!
}

# Whether the client's session is established, by both sides' word.
session_up() {
  jl2tpctl --socket /root/client/control.sock list sessions --json | grep -q '"ppp_phase":"NETWORK"' &&
    jl2tpctl list sessions --json | grep -q '"ppp_phase":"NETWORK"'
}

# The client's address in the tunnel, as the service gave it.
client_address() { jl2tpctl list sessions --json | sed -n 's/.*"peer_ipv4":"\([^"]*\)".*/\1/p' | head -n 1; }

# Pings through the tunnel where the service has a TUN device; the client's small host answers.
ping_client() {
  if jl2tpctl status --json | grep -q '"datapath":"tun"'; then
    check "$1: packets travel through the TUN device" eventually ping -c 1 -W 2 "$(client_address)"
  else
    printf 'SKIP  %s: no /dev/net/tun here, so no packets through it\n' "$1"
  fi
}
