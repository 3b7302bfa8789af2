package org.jl2tpd.management;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.RadiusDefinition.RadiusClient;
import org.jl2tpd.profile.RadiusDefinition.RadiusServer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/** RADIUS at a moment, every figure another one, and the configuration that it belongs to. */
public final class FakeRadius {
    private static final Secret SECRET = Secret.of("secret of the servers");

    public static final RadiusDefinition DEFINITION = new RadiusDefinition(
            new Profile(ProfileKind.RADIUS, "radius", Map.of()),
            List.of(
                    new RadiusServer("aaa1", "", IpAddress.parse("192.0.2.20"), 1812, 1813, SECRET, true, true),
                    new RadiusServer("aaa2", "isp", IpAddress.parse("2001:db8::20"), 1645, 0, SECRET, true, true)),
            List.of(new RadiusClient("portal", IpPrefix.parse("192.0.2.32/28"), SECRET, false, false)));

    public static final RadiusView VIEW = new RadiusView(
            List.of(
                    server("aaa1", "", "authentication", "192.0.2.20", 1812, "alive", 100),
                    server("aaa1", "", "accounting", "192.0.2.20", 1813, "alive", 200),
                    server("aaa2", "isp", "authentication", "2001:db8::20", 1645, "dead", 300)),
            List.of(new RadiusView.Client(
                    "portal",
                    "192.0.2.32/28",
                    401,
                    402,
                    403,
                    404,
                    405,
                    406,
                    407,
                    408,
                    409,
                    410,
                    411,
                    412,
                    413,
                    414,
                    415,
                    416,
                    417,
                    418,
                    419)),
            15,
            16,
            17,
            new RadiusView.Spool(501, 502, 503, 504, 505, "the disk is full"),
            List.of());

    private FakeRadius() {}

    /** Lets alice in who says {@code open sesame}. */
    static CompletableFuture<RadiusTrial.Answer> ask(RadiusTrial trial) {
        boolean good = trial.user().equals("alice") && trial.password().equals(Secret.of("open sesame"));
        var how = new RadiusTrial.Attribute("Reply-Message", (trial.chap() ? "CHAP " : "PAP ") + trial.group());
        return CompletableFuture.completedFuture(
                new RadiusTrial.Answer(good ? "accept" : "reject", "aaa1", 1234, "", List.of(how)));
    }

    private static RadiusView.Server server(
            String name, String group, String role, String address, int port, String state, long base) {
        return new RadiusView.Server(
                name,
                group,
                role,
                address,
                port,
                state,
                base + 1,
                (base + 2) * 1000,
                base + 3,
                base + 4,
                base + 5,
                base + 6,
                base + 7,
                base + 8,
                base + 9,
                base + 10,
                base + 11,
                base + 12,
                base + 13,
                base + 14);
    }
}
