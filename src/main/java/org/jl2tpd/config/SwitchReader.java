package org.jl2tpd.config;

import java.util.List;
import org.jl2tpd.profile.SwitchRule;

/** Reads one {@code [[switch]]}. */
final class SwitchReader {
    /** A rule with the place that it came from. */
    record PlacedRule(SwitchRule rule, Node node) {}

    private SwitchReader() {}

    static PlacedRule read(Node node) {
        node.refuseUnknown(FileKeys.names(FileKeys.SWITCH), "a switch rule");
        if (!node.has("tunnel")) {
            node.missing("the switch rule has no tunnel");
        }
        if (List.of("peer", "called_number", "realm").stream().noneMatch(node::has)) {
            node.missing("the switch rule needs peer, called_number or realm; called_number = \"*\" takes every call");
        }
        SwitchRule rule = new SwitchRule(
                orEmpty(node.text("peer")),
                number(node),
                realm(node),
                orEmpty(node.text("tunnel")),
                node.text("session_profile_name"));
        return new PlacedRule(rule, node);
    }

    private static String number(Node node) {
        String number = orEmpty(node.text("called_number"));
        int star = number.indexOf('*');
        if (star >= 0 && star < number.length() - 1) {
            node.error("called_number", "called_number: * may only stand at the end, for any further digits");
        }
        return number;
    }

    private static String realm(Node node) {
        String realm = orEmpty(node.text("realm"));
        if (!realm.isEmpty() && !realm.matches("\\.?[^.@\\\\\\s*][^@\\\\\\s*]*")) {
            node.error("realm", "realm must be a domain such as isp.example, or .isp.example for all below it");
        }
        return realm;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
