package org.jl2tpd.profile;

/** Values of attributes that name a choice; written in lower case. */
public final class Choices {
    private Choices() {}

    /** What we may be towards a peer ({@code lac_lns}). */
    public enum LacLns {
        LACLNS,
        LAC,
        LNS
    }

    /** {@code framing_cap}, {@code framing_type}. */
    public enum Framing {
        NONE(0),
        SYNC(1),
        ASYNC(2),
        ANY(3);
        public final int bits;

        Framing(int bits) {
            this.bits = bits;
        }
    }

    /** {@code bearer_cap}, {@code bearer_type}. */
    public enum Bearer {
        NONE(0),
        DIGITAL(1),
        ANALOG(2),
        ANY(3);
        public final int bits;

        Bearer(int bits) {
            this.bits = bits;
        }
    }

    /** Tunnel authentication: none, the peer profile must match, or challenge and response. */
    public enum AuthMode {
        NONE,
        SIMPLE,
        CHALLENGE
    }

    /** {@code session_type}: LAC or LNS, incoming or outgoing call. */
    public enum SessionType {
        LAIC,
        LAOC,
        LNIC,
        LNOC
    }

    /** {@code datapath} of the system. */
    public enum DatapathKind {
        AUTO,
        KERNEL,
        TUN,
        MEMORY
    }

    /** {@code log_level}. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** {@code log_target}. */
    public enum LogTarget {
        STDERR,
        FILE,
        SYSLOG,
        JOURNAL
    }

    /** {@code syslog_facility}, with the number that syslog has for it (RFC 5424 6.2.1). */
    public enum SyslogFacility {
        USER(1),
        DAEMON(3),
        LOCAL0(16),
        LOCAL1(17),
        LOCAL2(18),
        LOCAL3(19),
        LOCAL4(20),
        LOCAL5(21),
        LOCAL6(22),
        LOCAL7(23);
        public final int code;

        SyslogFacility(int code) {
            this.code = code;
        }
    }

    /** {@code ppp}: which PPP serves a session. */
    public enum PppMode {
        OWN,
        PPPD
    }

    /** {@code encapsulation} of a static tunnel: UDP, or IP protocol 115 (RFC 3931 4.1). */
    public enum Encapsulation {
        UDP,
        IP
    }

    /** {@code l2spec_type} of a static session: the default sublayer, or none (RFC 3931 4.6). */
    public enum L2SpecType {
        DEFAULT,
        NONE
    }

    /** {@code sequencing} of a static session: which data messages are numbered. */
    public enum Sequencing {
        NONE,
        SEND,
        RECV,
        BOTH
    }

    /** {@code sync_mode}. */
    public enum SyncMode {
        SYNC,
        ASYNC,
        ANY
    }

    /** {@code auth_order}: authentication protocols of our own PPP. */
    public enum AuthMethod {
        CHAP,
        MSCHAPV2,
        PAP
    }

    /** {@code local_users}: when a local user is judged here, where RADIUS servers judge. */
    public enum LocalUsers {
        /** Servers alone judge. */
        NEVER,
        /** Users of the configuration are judged here, all others by the servers. */
        FIRST,
        /** Users of the configuration are judged here when no server answers. */
        FALLBACK
    }

    /** What becomes of a session that its user has too many of. */
    public enum SessionLimitAction {
        /** The new one is refused. */
        DENY,
        /** The oldest one ends. */
        REPLACE
    }

    /** {@code proxy_auth_type}, with the number of the Proxy Authen Type AVP (RFC 2661 4.4.5). */
    public enum ProxyAuthType {
        TEXT(1),
        CHAP(2),
        PAP(3),
        NONE(4),
        MSCHAP(5);
        public final int code;

        ProxyAuthType(int code) {
            this.code = code;
        }
    }
}
