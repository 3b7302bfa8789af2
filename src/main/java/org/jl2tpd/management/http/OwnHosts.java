package org.jl2tpd.management.http;

import com.sun.net.httpserver.Headers;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jl2tpd.wire.IpAddress;

/**
 * By what names we are addressed: every IP literal, {@code localhost}, and the names of our certificate. Any other name in {@code Host}
 * may be one that an attacker's page has turned to our address (DNS rebinding). A page of another origin gets nothing either.
 */
final class OwnHosts {
    private final Set<String> names = new HashSet<>();

    /** @param certificateNames host names; one may begin with {@code *.} */
    OwnHosts(Set<String> certificateNames) {
        names.add("localhost");
        certificateNames.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    void check(Headers headers) throws Refusal {
        String host = single(headers, "Host");
        if (host == null || !isOwn(nameOf(host))) {
            throw new Refusal(
                    421, "the Host header names another host; use the address, localhost, or a certificate's name");
        }
        String origin = single(headers, "Origin");
        if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            throw new Refusal(403, "pages of another origin get nothing here");
        }
        String site = single(headers, "Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new Refusal(403, "pages of another site get nothing here");
        }
    }

    private static String single(Headers headers, String name) throws Refusal {
        var values = headers.get(name);
        if (values != null && values.size() > 1) {
            throw new Refusal(400, "more than one " + name + " header");
        }
        return values == null ? null : values.get(0);
    }

    private boolean isOwn(String name) {
        int dot = name.indexOf('.');
        return IpAddress.parse(name) != null
                || names.contains(name)
                || dot > 0 && names.contains("*" + name.substring(dot));
    }

    private static String nameOf(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? "" : host.substring(1, end);
        }
        int colon = host.indexOf(':');
        return (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
