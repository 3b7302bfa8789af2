package org.jl2tpd.linux;

import static org.jl2tpd.linux.RtnetlinkConstants.*;
import static org.jl2tpd.linux.TrafficConstants.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The rtnetlink requests of traffic control (linux/rtnetlink.h, linux/pkt_sched.h, linux/pkt_cls.h): a token bucket for what leaves by a
 * device, and one, which drops, for what comes in by it. Rates are octets a second, bursts octets.
 */
final class TrafficMessages {
    /** sizeof(struct tcmsg) */
    static final int TCMSG = 20;
    /** Octets that the longest of them may need. */
    static final int LONGEST = 2048;

    private static final int RATESPEC = 12;
    private static final int TBF_QOPT = 36;
    private static final int POLICE = 56;
    private static final int U32_SEL = 16;
    /** TC_RTAB_SIZE: kernels since 3.8 want the table there and don't read it. */
    private static final byte[] RATE_TABLE = new byte[1024];

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long U32 = 0xffffffffL;
    /** Of net/pkt_sched.h: a tick of the packet scheduler is 64 ns. */
    private static final int PSCHED_SHIFT = 6;

    /** 1: for the root qdisc, ffff: for the one of what comes in, as tc(8) writes them. */
    private static final int ROOT_HANDLE = 0x0001_0000;

    private static final int INGRESS_HANDLE = 0xffff_0000;
    /** The first node of u32's first hash table, 800. */
    private static final int FILTER_HANDLE = 0x8000_0001;

    private static final int FILTER_PRIORITY = 1;

    private TrafficMessages() {}

    private static NetlinkWriter begin(NetlinkWriter out, int type, int flags, int index, int handle, int parent) {
        return out.begin(type, NLM_F_REQUEST | flags, TCMSG)
                .setInt(4, index)
                .setInt(8, handle)
                .setInt(12, parent);
    }

    /**
     * A token bucket (tbf) as the device's root qdisc, or other values for the one that is there.
     *
     * @param limit octets that may wait
     */
    static void shape(NetlinkWriter out, int index, long rate, int burst, int limit) {
        begin(out, RTM_NEWQDISC, NLM_F_CREATE | NLM_F_REPLACE, index, ROOT_HANDLE, TC_H_ROOT)
                .attributeText(TCA_KIND, "tbf");
        int options = out.beginNested(TCA_OPTIONS);
        byte[] qopt = new byte[TBF_QOPT];
        var values = RateSpec.over(qopt);
        RateSpec.put(values, rate);
        values.position(2 * RATESPEC);
        values.putInt(limit).putInt(ticks(rate, burst)).putInt(0);
        out.attribute(TCA_TBF_PARMS, qopt)
                .attributeLong(TCA_TBF_RATE64, rate)
                .attribute(TCA_TBF_BURST, burst)
                .endNested(options)
                .end();
    }

    /** Takes the root qdisc away; the kernel's default comes back. */
    static void unshape(NetlinkWriter out, int index) {
        begin(out, RTM_DELQDISC, 0, index, ROOT_HANDLE, TC_H_ROOT).end();
    }

    /** The qdisc that filters what comes in; fails where one exists. */
    static void openIngress(NetlinkWriter out, int index) {
        begin(out, RTM_NEWQDISC, NLM_F_CREATE | NLM_F_EXCL, index, INGRESS_HANDLE, TC_H_INGRESS)
                .attributeText(TCA_KIND, "ingress")
                .end();
    }

    /** Takes that qdisc away with its filters. */
    static void closeIngress(NetlinkWriter out, int index) {
        begin(out, RTM_DELQDISC, 0, index, INGRESS_HANDLE, TC_H_INGRESS).end();
    }

    /** A filter (u32, every packet matches) that drops what comes in beyond the rate, or another rate for the one that is there. */
    static void police(NetlinkWriter out, int index, long rate, int burst) {
        int flags = NLM_F_CREATE | NLM_F_REPLACE;
        begin(out, RTM_NEWTFILTER, flags, index, FILTER_HANDLE, INGRESS_HANDLE)
                .setInt(16, FILTER_PRIORITY << 16 | networkOrder(ETH_P_ALL))
                .attributeText(TCA_KIND, "u32");
        int options = out.beginNested(TCA_OPTIONS);
        byte[] all = new byte[U32_SEL];
        all[0] = TC_U32_TERMINAL;
        out.attribute(TCA_U32_SEL, all);
        int actions = out.beginNested(TCA_U32_ACT);
        int first = out.beginNested(1);
        out.attributeText(TCA_ACT_KIND, "police");
        int action = out.beginNested(TCA_ACT_OPTIONS);
        out.attribute(TCA_POLICE_TBF, policeParameters(rate, burst))
                .attribute(TCA_POLICE_RATE, RATE_TABLE)
                .attributeLong(TCA_POLICE_RATE64, rate)
                .endNested(action)
                .endNested(first)
                .endNested(actions)
                .endNested(options)
                .end();
    }

    /** struct tc_police: no index of ours, drop what is too much, packets of any length. */
    private static byte[] policeParameters(long rate, int burst) {
        byte[] police = new byte[POLICE];
        var values = RateSpec.over(police);
        values.putInt(0)
                .putInt(TC_ACT_SHOT)
                .putInt(0)
                .putInt(ticks(rate, burst))
                .putInt(-1);
        RateSpec.put(values, rate);
        return police;
    }

    private static int networkOrder(int protocol) {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return little ? Short.toUnsignedInt(Short.reverseBytes((short) protocol)) : protocol;
    }

    /** How long so many octets take, in ticks of the packet scheduler. */
    private static int ticks(long rate, int burst) {
        return (int) Math.min(U32, (burst * SECOND_NS / rate) >> PSCHED_SHIFT);
    }

    /** struct tc_ratespec. */
    private static final class RateSpec {
        private static final int CELL_LOG = 8;

        private RateSpec() {}

        static ByteBuffer over(byte[] octets) {
            return ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
        }

        /** A rate that does not fit is said by an attribute of 64 bits besides. */
        static void put(ByteBuffer into, long rate) {
            into.put((byte) CELL_LOG).put((byte) TC_LINKLAYER_ETHERNET).putShort((short) 0);
            into.putShort((short) 0).putShort((short) 0).putInt((int) Math.min(U32, rate));
        }
    }
}
