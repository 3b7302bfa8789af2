package org.jl2tpd.monitoring;

import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.management.snmp.SnmpClient;
import org.jl2tpd.management.snmp.jl2tpd.MibText;

/** What JL2TPD-MIB's text says, for files that name its objects. */
final class SnmpText {
    /** Where the module begins, as the text has it: netSnmpPlaypen.2661. */
    static final String ROOT = "1.3.6.1.4.1.8072.9999.9999.2661";

    private SnmpText() {}

    /** Our objects by name: scalars, tables and columns. */
    static Map<String, MibText.Item> ours() {
        var objects = new HashMap<String, MibText.Item>();
        MibText.read().items().forEach(item -> objects.put(item.name(), item));
        return objects;
    }

    /** Our objects by their whole OID, without a dot in front. */
    static Map<String, MibText.Item> oursByOid() {
        var objects = new HashMap<String, MibText.Item>();
        ours().values().forEach(item -> objects.put(ROOT + "." + item.oid(), item));
        return objects;
    }

    /** Folder of the texts that ours is built on; skips the test where they are not. */
    static String mibFolder() {
        return SnmpClient.mibPath().split(":")[1];
    }
}
