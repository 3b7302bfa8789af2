package org.jl2tpd.interop;

/** Configurations of the daemon that several tests share. */
public final class Configurations {
    public static final String SECRET = "s3cret";
    public static final String USER = "alice";
    public static final String PASSWORD = "wonderland";

    private Configurations() {}

    /** An LNS for anyone who knows the secret and the password; addresses from 10.77.0.0/24 (ours .1) and fd77::/48; {@link #USER} has 10.78.0.0/24 behind it. */
    public static String lns() {
        return """
                [secret.lab]
                value = "%s"

                [peer_profile.default]
                allow_tunnels = true
                tunnel_profile_name = "lab"
                ppp_profile_name = "lab"

                [tunnel_profile.lab]
                auth_mode = "challenge"
                secret_name = "lab"
                host_name = "lns.example"

                [ppp_profile.lab]
                local_ipaddr = "10.77.0.1"
                ip_pool_name = "lab"
                ipv6 = true
                lcp_retransmit_interval = 1

                [pool.lab]
                ipv4 = ["10.77.0.10-10.77.0.99"]
                ipv6 = ["fd77::/48"]

                [[user]]
                name = "%s"
                password = "%s"
                routes = ["10.78.0.0/24"]

                [[user]]
                name = "*"
                password = "%s"
                """.formatted(SECRET, USER, PASSWORD, PASSWORD);
    }

    /** A client that dials one LNS for ever and names its device {@code vpn0}. */
    public static String lac(String lns) {
        return lac(lns, USER);
    }

    public static String lac(String lns, String user) {
        return """
                [secret.lab]
                value = "%s"

                [tunnel_profile.lab]
                auth_mode = "challenge"
                secret_name = "lab"
                host_name = "lac.example"
                hello_timeout = 3
                max_retries = 3

                [ppp_profile.lab]
                ipv6 = true
                lcp_retransmit_interval = 1

                [[tunnel]]
                tunnel_name = "vpn"
                dest_ipaddr = "%s"
                profile_name = "lab"
                persist = true

                [[tunnel.session]]
                session_name = "work"
                user_name = "%s"
                user_password = "%s"
                interface_name = "vpn0"
                ppp_profile_name = "lab"
                """.formatted(SECRET, lns, user, PASSWORD);
    }
}
