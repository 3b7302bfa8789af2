package org.jl2tpd.profile;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jl2tpd.wire.Secret;

/** Finds the name of a secret that something was given by name. */
final class SecretFinder {
    private final Map<Secret, String> identical = new IdentityHashMap<>();
    private final Map<ByteBuffer, String> equal = new HashMap<>();

    SecretFinder(Map<String, Secret> byName) {
        new TreeMap<>(byName).forEach((name, secret) -> {
            identical.put(secret, name);
            equal.putIfAbsent(ByteBuffer.wrap(secret.octets()), name);
        });
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
        String name = identical.get(secret);
        return name == null ? equal.get(ByteBuffer.wrap(secret.octets())) : name;
    }
}
