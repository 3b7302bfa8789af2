package org.jl2tpd.config;

import java.util.Set;
import java.util.stream.Collectors;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SwitchRule;
import org.jl2tpd.profile.TunnelDefinition;

/** Checks what switch rules say of the rest of the file, and of one another. */
final class SwitchChecks {
    private final Draft draft;
    private final Configuration configuration;

    SwitchChecks(Draft draft, Configuration configuration) {
        this.draft = draft;
        this.configuration = configuration;
    }

    void run() {
        for (int i = 0; i < draft.switches.size(); i++) {
            SwitchRule rule = draft.switches.get(i).rule();
            Node node = draft.switches.get(i).node();
            tunnel(rule, node);
            profile(node, "peer", ProfileKind.PEER);
            profile(node, "session_profile_name", ProfileKind.SESSION);
            unreachable(i, rule, node);
        }
    }

    private void tunnel(SwitchRule rule, Node node) {
        if (rule.tunnel().isEmpty()) {
            return;
        }
        TunnelDefinition tunnel = configuration.tunnels().stream()
                .filter(t -> t.name().equals(rule.tunnel()))
                .findFirst()
                .orElse(null);
        if (tunnel == null) {
            Set<String> known =
                    configuration.tunnels().stream().map(TunnelDefinition::name).collect(Collectors.toSet());
            node.error(
                    "tunnel",
                    "tunnel: there is no [[tunnel]] named \"" + rule.tunnel() + "\""
                            + Suggestion.of(rule.tunnel(), known));
        } else if (configuration.resolve(tunnel).peer().get(PeerAttributes.LAC_LNS) == Choices.LacLns.LNS) {
            node.error("tunnel", "tunnel: lac_lns of its peer profile forbids us to be the LAC there");
        }
    }

    private void profile(Node node, String key, ProfileKind kind) {
        if (node.raw(key) instanceof String name && configuration.profile(kind, name) == null) {
            Set<String> known = configuration.profiles().get(kind).keySet();
            node.error(
                    key,
                    key + ": there is no " + CrossChecks.section(kind) + " \"" + name + "\""
                            + Suggestion.of(name, known));
        }
    }

    private void unreachable(int index, SwitchRule rule, Node node) {
        for (int i = 0; i < index; i++) {
            if (draft.switches.get(i).rule().covers(rule)) {
                node.warn("tunnel", "this switch rule is never reached: rule " + (i + 1) + " takes its calls first");
                return;
            }
        }
    }
}
