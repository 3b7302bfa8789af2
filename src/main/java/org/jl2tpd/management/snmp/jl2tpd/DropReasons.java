package org.jl2tpd.management.snmp.jl2tpd;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Counters of what was dropped, ignored or refused, in the order of the labels of Jl2tpdDropReason. */
final class DropReasons {
    static final List<String> NAMES = List.of(
            "dropped_short",
            "dropped_l2f",
            "dropped_version_3",
            "dropped_version_unknown",
            "dropped_control_flags",
            "dropped_length",
            "dropped_offset",
            "no_matching_tunnel",
            "wrong_source",
            "unexpected_without_tunnel",
            "sccrq_malformed",
            "sccrq_duplicate",
            "sccrq_denied",
            "sccrq_draining",
            "sccrq_tie_won",
            "sccrq_tunnel_limit",
            "sccrq_half_open_limit",
            "sccrq_half_open_prefix_limit",
            "refusals_withheld",
            "half_open_expired",
            "data_no_session",
            "data_malformed",
            "data_not_open",
            "data_sequence_discards",
            "control_duplicates",
            "control_out_of_window",
            "control_out_of_sequence",
            "control_bogus_acknowledgements",
            "control_malformed_messages",
            "control_unknown_messages_ignored",
            "control_avps_ignored",
            "control_no_matching_session",
            "datagrams_drop_truncated",
            "datagrams_drop_kernel",
            "datagrams_drop_no_socket",
            "datagrams_drop_too_long",
            "datagrams_drop_send_buffer",
            "datagrams_drop_send_error",
            "datapath_drop_malformed",
            "datapath_drop_bad_checksum",
            "datapath_drop_bad_source",
            "datapath_drop_no_session",
            "datapath_drop_not_ours",
            "datapath_drop_not_served",
            "datapath_drop_not_forwarded",
            "datapath_drop_oversize",
            "datapath_drop_queue_full",
            "datapath_drop_device_write",
            "datapath_drop_frame_write",
            "datapath_drop_frame_too_long");

    private DropReasons() {}

    static NavigableMap<int[], String> rows() {
        NavigableMap<int[], String> rows = new TreeMap<>(Index.ORDER);
        for (String name : NAMES) {
            rows.put(new int[] {rows.size() + 1}, name);
        }
        return rows;
    }
}
