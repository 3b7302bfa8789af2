package org.jl2tpd.linux;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

class NetlinkFuzzTest {
    /** No content makes the reader throw, or walk without end. */
    @FuzzTest
    void readsAnyReply(byte[] octets) {
        var buffer = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
        var reader = new NetlinkReader().reset(buffer);
        int steps = 0;
        while (reader.nextMessage()) {
            if (reader.isError()) {
                reader.errno();
                reader.errorText();
            }
            Rtnetlink.decodeRoute(reader);
            Rtnetlink.decodeLink(reader);
            L2tpMessages.tunnel(reader, new NetlinkReader());
            L2tpMessages.session(reader, new NetlinkReader());
            GenericNetlink.familyId(reader);
            reader.attributes(12);
            while (reader.nextAttribute()) {
                reader.attribute();
                reader.intValue();
                reader.text();
                if (++steps > octets.length) {
                    throw new AssertionError("more attributes than octets");
                }
            }
        }
    }
}
