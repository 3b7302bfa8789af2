package org.jl2tpd.linux;

/** Constants of traffic control, named as in the headers. */
final class TrafficConstants {
    /** linux/rtnetlink.h */
    static final int RTM_NEWQDISC = 36;

    static final int RTM_DELQDISC = 37;
    static final int RTM_NEWTFILTER = 44;
    static final int TCA_KIND = 1;
    static final int TCA_OPTIONS = 2;

    /** linux/pkt_sched.h */
    static final int TC_H_ROOT = 0xffffffff;

    static final int TC_H_INGRESS = 0xfffffff1;
    static final int TC_LINKLAYER_ETHERNET = 1;
    static final int TCA_TBF_PARMS = 1;
    static final int TCA_TBF_RATE64 = 4;
    static final int TCA_TBF_BURST = 6;

    /** linux/pkt_cls.h */
    static final int TCA_ACT_KIND = 1;

    static final int TCA_ACT_OPTIONS = 2;
    static final int TCA_U32_SEL = 5;
    static final int TCA_U32_ACT = 7;
    static final byte TC_U32_TERMINAL = 1;
    static final int TC_ACT_SHOT = 2;
    static final int TCA_POLICE_TBF = 1;
    static final int TCA_POLICE_RATE = 2;
    static final int TCA_POLICE_RATE64 = 8;

    /** linux/if_ether.h */
    static final int ETH_P_ALL = 3;

    private TrafficConstants() {}
}
