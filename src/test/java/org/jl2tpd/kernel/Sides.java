package org.jl2tpd.kernel;

import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;

/** LNS and LAC on one wire: 10.8.0.1 and 10.8.0.2, fd08::1 and fd08::2. */
record Sides(Namespace lns, Namespace lac) {
    static final String LNS = "10.8.0.1";
    static final String LNS6 = "fd08::1";

    static Sides of(NetLab lab) {
        Sides sides = new Sides(lab.namespace("lns"), lab.namespace("lac"));
        lab.wire(sides.lns, LNS + "/24," + LNS6 + "/64", sides.lac, "10.8.0.2/24,fd08::2/64");
        return sides;
    }
}
