package org.jl2tpd.ppp;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/** Builds {@link PppSettings} for tests. */
final class Settings {
    static final long SECOND = 1_000_000_000L;

    boolean server = true;
    List<AuthProtocol> requireAuth = List.of();
    List<AuthProtocol> allowAuth = List.of();
    String userName;
    String password;
    int mru = 1500;
    int mtu = 1500;
    boolean ipv4 = true;
    boolean ipv6 = true;
    IpAddress requestIpv4;
    IpAddress offerIpv4;
    boolean requestDns = true;
    int accm;
    int maxConfigure = 10;
    int maxTerminate = 2;
    int maxFailure = 5;
    PppSettings.Negotiation ncp = new PppSettings.Negotiation(3 * SECOND, 10, 2, 5);
    PppSettings.Pap pap = new PppSettings.Pap(3 * SECOND, 10, 0);
    String remoteName = "";
    long echoIntervalNs;
    int echoFailures = 3;
    long authTimeoutNs = 60 * SECOND;
    int authRetries = 10;
    long chapIntervalNs;
    long ncpTimeoutNs = 60 * SECOND;
    long raIntervalNs = 600 * SECOND;

    static Settings server(AuthProtocol... require) {
        var settings = new Settings();
        settings.requireAuth = List.of(require);
        return settings;
    }

    static Settings client(AuthProtocol... allow) {
        var settings = new Settings();
        settings.server = false;
        settings.allowAuth = List.of(allow);
        settings.userName = "alice";
        settings.password = "s3cret";
        return settings;
    }

    Settings password(String text) {
        password = text;
        return this;
    }

    PppSettings build() {
        return new PppSettings(
                server,
                requireAuth,
                allowAuth,
                server ? "lns1" : "lac1",
                userName,
                password == null ? null : Secret.of(password),
                mru,
                mtu,
                ipv4,
                ipv6,
                requestIpv4,
                offerIpv4,
                requestDns,
                accm,
                new PppSettings.Negotiation(3 * SECOND, maxConfigure, maxTerminate, maxFailure),
                ncp,
                echoIntervalNs,
                echoFailures,
                authTimeoutNs,
                3 * SECOND,
                authRetries,
                pap,
                remoteName,
                chapIntervalNs,
                ncpTimeoutNs,
                0,
                raIntervalNs);
    }
}
