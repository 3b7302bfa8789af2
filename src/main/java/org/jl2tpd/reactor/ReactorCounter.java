package org.jl2tpd.reactor;

/** What the reactor counts. */
public enum ReactorCounter {
    TURNS("reactor_turns"),
    DATAGRAMS_IN("datagrams_in"),
    OCTETS_IN("datagram_octets_in"),
    DATAGRAMS_OUT("datagrams_out"),
    OCTETS_OUT("datagram_octets_out"),
    /** Longer than a receive buffer of ours. */
    DROP_TRUNCATED("datagrams_drop_truncated"),
    /** Dropped by the kernel because a listening socket's receive buffer was full. */
    DROP_KERNEL("datagrams_drop_kernel"),
    /** To a socket that is closed, or of the other address family. */
    DROP_NO_SOCKET("datagrams_drop_no_socket"),
    /** Longer than a send buffer of ours. */
    DROP_TOO_LONG("datagrams_drop_too_long"),
    /** The kernel took no more datagrams at that moment. */
    DROP_SEND_BUFFER("datagrams_drop_send_buffer"),
    /** A destination refused by the kernel; also counted by errno. */
    DROP_SEND_ERROR("datagrams_drop_send_error"),
    /** A socket gave an error when read. */
    RECEIVE_ERRORS("datagram_receive_errors"),
    COMMANDS("commands"),
    COMMANDS_REFUSED("commands_refused"),
    NAME_LOOKUPS("name_lookups"),
    NAME_LOOKUPS_REFUSED("name_lookups_refused"),
    /** Inputs that ended by an exception. */
    FAILURES("reactor_failures");

    /** Name for operators, as the CLI and JSON show it. */
    public final String label;

    ReactorCounter(String label) {
        this.label = label;
    }
}
