# shellcheck shell=sh
# Sourced by jl2tpd, jl2tpctl and the init script: finds a Java runtime of version 17 or newer and starts a class of this distribution
# with it. JAVA_HOME wins, then java on the PATH, then the usual places. JL2TPD_JAVA_OPTS adds options for the virtual machine.
# Who is not two folders below the distribution sets jl2tpd_home before.

jl2tpd_home=${jl2tpd_home:-$(dirname "$(dirname "$(readlink -f "$0")")")}
jl2tpd_oldest=17
# What the virtual machine of a serving daemon gets, however it is started.
daemon_options="-XX:+ExitOnOutOfMemoryError -XX:+DisplayVMOutputToStderr -Dsun.net.httpserver.nodelay=true"

# Prints the major version of the runtime whose program is $1: from its release file, which costs nothing, or by asking it.
java_major() {
    version=
    release=$(dirname "$(dirname "$(readlink -f "$1")")")/release
    if [ -r "$release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$release")
    fi
    if [ -z "$version" ]; then
        version=$("$1" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1)
    fi
    version=${version#1.}
    version=${version%%[!0-9]*}
    echo "${version:-0}"
}

find_java() {
    if [ -n "$JAVA_HOME" ]; then
        if [ ! -x "$JAVA_HOME/bin/java" ]; then
            echo "${0##*/}: JAVA_HOME is $JAVA_HOME, but there is no bin/java in it; correct it or unset it" >&2
            exit 1
        fi
        set -- "$JAVA_HOME/bin/java"
    else
        set -- "$(command -v java)" /usr/lib/jvm/default-java/bin/java /usr/lib/jvm/java-*/bin/java /usr/lib/jvm/*/bin/java
    fi
    found=
    for java in "$@"; do
        [ -x "$java" ] || continue
        major=$(java_major "$java")
        [ "$major" -ge "$jl2tpd_oldest" ] && return 0
        found="$found $java (version $major)"
    done
    if [ -n "$found" ]; then
        echo "${0##*/}: needs Java $jl2tpd_oldest or newer, but found only:$found" >&2
    else
        echo "${0##*/}: needs Java $jl2tpd_oldest or newer, but found none" >&2
    fi
    echo "${0##*/}: install one (Debian: apt install openjdk-17-jre-headless) or set JAVA_HOME" >&2
    exit 1
}

# What every virtual machine of this distribution gets, an option a line.
common_options() {
    cat <<EOF
--enable-native-access=ALL-UNNAMED
-XX:SharedArchiveFile=$jl2tpd_home/lib/jl2tpd.jsa
-Xshare:auto
-Xlog:disable
-Xlog:all=error:stderr
-Xlog:cds*=off:stderr
-XX:-UsePerfData
-Dorg.jl2tpd.home=$jl2tpd_home
EOF
}

# run_java CLASS "JVM OPTIONS" ARGUMENTS...
run_java() {
    class=$1
    options=$2
    shift 2
    find_java
    terminal=false
    [ -t 1 ] && terminal=true
    interactive=false
    [ -t 0 ] && interactive=$terminal
    # shellcheck disable=SC2086 # options are words
    set -- "-Dorg.jl2tpd.terminal=$terminal" "-Dorg.jl2tpd.interactive=$interactive" $options $JL2TPD_JAVA_OPTS \
        -cp "$jl2tpd_home/lib/jl2tpd.jar" "$class" "$@"
    words_ifs=$IFS
    IFS='
'
    set -f
    # shellcheck disable=SC2046 # options are lines
    set -- $(common_options) "$@"
    set +f
    IFS=$words_ifs
    exec "$java" "$@"
}

# Prints the options of a daemon that jsvc starts, as -XX:VMOptionsFile wants them: jsvc itself knows only some of Java's options.
options_file() {
    common_options | sed 's/.*/"&"/'
    # shellcheck disable=SC2086 # options are words
    printf '%s\n' $daemon_options $JL2TPD_JAVA_OPTS
}
