package org.jl2tpd.datapath.kernel;

import java.util.List;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/** Requests for tests, each what it says and otherwise all right. */
final class PppdRequests {
    private PppdRequests() {}

    static PppdRequest plain() {
        return with("", List.of("noauth"), "", null);
    }

    static PppdRequest with(String device, List<String> words, String user, String password) {
        return of(40, 41, numbering(250, 5), device, words, user, password);
    }

    static SessionOptions numbering(int reorderMs, int mask) {
        return new SessionOptions(true, false, true, reorderMs, false, mask);
    }

    static PppdRequest of(
            int tunnel,
            int session,
            SessionOptions numbering,
            String device,
            List<String> words,
            String user,
            String password) {
        return new PppdRequest(
                tunnel,
                session,
                new PppdOptions(
                        words,
                        numbering,
                        device,
                        false,
                        IpAddress.parse("10.0.0.1"),
                        null,
                        user,
                        password == null ? null : Secret.of(password)));
    }
}
