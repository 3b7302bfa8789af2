package org.jl2tpd.management.jmx;

import java.util.Map;
import org.jl2tpd.engine.Views;

/** Stands for a tunnel that is not there any more. */
final class NoTunnel {
    static final Views.Tunnel VIEW = new Views.Tunnel(
            0,
            0,
            "",
            "",
            false,
            "",
            0,
            "",
            0,
            "",
            "",
            "",
            "",
            false,
            0,
            0,
            0,
            "",
            0,
            0,
            Views.TunnelDetail.NONE,
            Map.of());

    private NoTunnel() {}
}
