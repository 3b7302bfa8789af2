package org.jl2tpd.profile;

import java.util.Map;
import java.util.TreeMap;
import org.jl2tpd.wire.Secret;

/** Finds the name of a secret that something was given by name. */
final class SecretFinder {
    private final Map<String, Secret> byName;

    SecretFinder(Map<String, Secret> byName) {
        this.byName = new TreeMap<>(byName);
    }

    /** The name under the one key where the secret has one, else the secret itself under the other; nothing for null. */
    void put(Map<String, Object> values, String valueKey, String nameKey, Secret secret) {
        if (secret == null) {
            return;
        }
        String name = name(secret);
        if (name == null) {
            values.put(valueKey, secret);
        } else {
            values.put(nameKey, name);
        }
    }

    /** Who was given a secret by name holds that very object; one of equal octets does as well. */
    private String name(Secret secret) {
        String equal = null;
        for (Map.Entry<String, Secret> entry : byName.entrySet()) {
            if (entry.getValue() == secret) {
                return entry.getKey();
            }
            if (equal == null && entry.getValue().equals(secret)) {
                equal = entry.getKey();
            }
        }
        return equal;
    }
}
