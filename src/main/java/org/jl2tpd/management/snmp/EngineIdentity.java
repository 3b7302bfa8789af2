package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jl2tpd.management.model.StateStore;
import org.snmp4j.smi.OctetString;

/**
 * Name of an SNMP engine and how often it was initialised (RFC 3411 snmpEngineID, snmpEngineBoots).
 *
 * @param id 5 to 32 octets
 * @param boots 1 to {@link #BOOTS_LIMIT}
 */
record EngineIdentity(OctetString id, int boots) {
    /** Here snmpEngineBoots stays (RFC 3414 2.2.2): no authenticated message is accepted until somebody gives the engine a new id. */
    static final int BOOTS_LIMIT = Integer.MAX_VALUE;

    private static final String ID = "snmp.engine_id";
    private static final String BOOTS = "snmp.engine_boots";
    /** SNMP4J's enterprise number, with the bit that says that a format follows. */
    private static final int PREFIX = 0x80000000 | 4976;
    /** Octets that the administrator determines. */
    private static final byte FORMAT_OCTETS = 5;

    private static final int RANDOM_OCTETS = 12;

    /** Initialises the engine once more; that is on the disk when this returns. */
    static EngineIdentity next(StateStore state) throws IOException {
        String id = state.get(ID, "");
        if (id.isEmpty()) {
            id = fresh();
            state.put(ID, id);
        }
        int boots = next(state.get(BOOTS, "0"));
        state.put(BOOTS, Integer.toString(boots));
        return new EngineIdentity(parse(id), boots);
    }

    private static String fresh() {
        var random = new byte[RANDOM_OCTETS];
        new SecureRandom().nextBytes(random);
        ByteBuffer octets = ByteBuffer.allocate(5 + RANDOM_OCTETS)
                .putInt(PREFIX)
                .put(FORMAT_OCTETS)
                .put(random);
        return HexFormat.of().formatHex(octets.array());
    }

    private static int next(String kept) throws IOException {
        try {
            int before = Integer.parseInt(kept);
            if (before >= 0) {
                return before == BOOTS_LIMIT ? BOOTS_LIMIT : before + 1;
            }
        } catch (NumberFormatException e) {
            // As a negative number.
        }
        throw new IOException("the state directory has no number as " + BOOTS + ": " + kept);
    }

    private static OctetString parse(String hex) throws IOException {
        try {
            byte[] octets = HexFormat.of().parseHex(hex);
            if (octets.length >= 5 && octets.length <= 32) {
                return new OctetString(octets);
            }
        } catch (IllegalArgumentException e) {
            // As one of a wrong length.
        }
        throw new IOException("the state directory has no engine id of 5 to 32 octets as " + ID + ": " + hex);
    }
}
