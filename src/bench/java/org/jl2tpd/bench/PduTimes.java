package org.jl2tpd.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * Walks a subtree by GETBULK as SNMPv3 authPriv and prints how long each PDU's answer took. Fails when names don't increase. Arguments: port, subtree,
 * walks (the first is warm-up unless it is the only one).
 */
public final class PduTimes {
    private static final int MOST_PDUS = 1_000_000;

    private final Snmp snmp;
    private final UserTarget<UdpAddress> target = new UserTarget<>();
    private final long[] timesNs = new long[MOST_PDUS];
    private int count;
    private long varbinds;

    private PduTimes(Snmp snmp, int port) {
        this.snmp = snmp;
        target.setAddress(new UdpAddress(SnmpTools.HOST + "/" + port));
        target.setVersion(SnmpConstants.version3);
        target.setSecurityLevel(SecurityLevel.AUTH_PRIV);
        target.setSecurityName(new OctetString(SnmpTools.USER));
        target.setTimeout(5_000);
        target.setRetries(0);
    }

    public static void main(String[] args) throws IOException {
        byte[] engineId = MPv3.createLocalEngineID();
        var protocols = SecurityProtocols.getInstance();
        protocols.addAuthenticationProtocol(new AuthHMAC192SHA256());
        protocols.addPrivacyProtocol(new PrivAES128());
        var usm = new USM(protocols, new OctetString(engineId), 0);
        var password = new OctetString(SnmpTools.PASSWORD);
        usm.addUser(
                new UsmUser(new OctetString(SnmpTools.USER), AuthHMAC192SHA256.ID, password, PrivAES128.ID, password));
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv3(usm));
        try (var snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping())) {
            snmp.listen();
            var times = new PduTimes(snmp, Integer.parseInt(args[0]));
            int walks = Integer.parseInt(args[2]);
            for (int i = 0; i < walks; i++) {
                if (i <= 1) {
                    times.count = 0;
                    times.varbinds = 0;
                }
                times.walk(new OID(args[1]));
            }
            times.print();
        }
    }

    private void walk(OID subtree) throws IOException {
        OID last = subtree;
        while (last != null) {
            var pdu = new ScopedPDU();
            pdu.setType(PDU.GETBULK);
            pdu.setMaxRepetitions(SnmpTools.REPETITIONS);
            pdu.add(new VariableBinding(last));
            long startNs = System.nanoTime();
            ResponseEvent<UdpAddress> event = snmp.send(pdu, target);
            timesNs[count++] = System.nanoTime() - startNs;
            PDU answer = event.getResponse();
            if (answer == null || answer.getType() != PDU.RESPONSE || answer.getErrorStatus() != PDU.noError) {
                throw new IOException("behind " + last + ": " + answer);
            }
            last = take(answer, subtree, last);
        }
    }

    /** The last name of the answer, null when it leads out of the subtree. */
    private OID take(PDU answer, OID subtree, OID after) throws IOException {
        OID last = after;
        for (VariableBinding varbind : answer.getVariableBindings()) {
            if (varbind.isException() || !varbind.getOid().startsWith(subtree)) {
                return null;
            }
            if (varbind.getOid().compareTo(last) <= 0) {
                throw new IOException("names don't increase: " + varbind.getOid() + " behind " + last);
            }
            last = varbind.getOid();
            varbinds++;
        }
        return last;
    }

    private void print() {
        long[] sorted = Arrays.copyOf(timesNs, count);
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "{\"pdus\": %d, \"varbinds\": %d, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"max_ms\": %.3f}%n",
                count,
                varbinds,
                part(sorted, 0.5),
                part(sorted, 0.99),
                part(sorted, 1));
    }

    private static double part(long[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * part) - 1)] / 1e6;
    }
}
