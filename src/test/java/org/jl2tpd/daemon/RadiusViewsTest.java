package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.management.RadiusView;
import org.jl2tpd.radius.DynamicStatus;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.ServerStatus;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;

/** Nothing is lost or changes its place on the way from RADIUS to management. */
class RadiusViewsTest {
    @Test
    void aServersFiguresStayInTheirPlaces() {
        var status = new ServerStatus(
                "aaa1",
                "isp",
                RadiusRequest.Kind.ACCOUNTING,
                IpAddress.parse("2001:db8::1"),
                1813,
                true,
                61_000_000_000L,
                1_500_000L,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10,
                11,
                12,
                13,
                14);
        assertThat(RadiusViews.server(status))
                .isEqualTo(new RadiusView.Server(
                        "aaa1",
                        "isp",
                        "accounting",
                        "2001:db8::1",
                        1813,
                        "dead",
                        61,
                        1500,
                        3,
                        4,
                        5,
                        6,
                        7,
                        8,
                        9,
                        10,
                        11,
                        12,
                        13,
                        14));
    }

    @Test
    void aClientsFiguresStayInTheirPlaces() {
        IpPrefix source = IpPrefix.parse("192.0.2.0/28");
        assertThat(RadiusViews.client(new DynamicStatus(
                        "portal", source, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)))
                .isEqualTo(new RadiusView.Client(
                        "portal", "192.0.2.0/28", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19));
    }
}
