package org.jl2tpd.profile;

import java.util.Map;
import org.jl2tpd.wire.Secret;

/** Attributes that name a secret of the configuration, and the attribute that the secret is for. */
public final class SecretNames {
    /** By the attribute that holds the name. */
    public static final Map<Attribute<String>, Attribute<Secret>> TABLE = Map.of(
            PeerAttributes.SECRET_NAME, PeerAttributes.SECRET,
            TunnelAttributes.SECRET_NAME, TunnelAttributes.SECRET,
            SessionAttributes.PROXY_AUTH_RESPONSE_SECRET_NAME, SessionAttributes.PROXY_AUTH_RESPONSE);

    private SecretNames() {}

    /** The secret that this attribute names; null where it names none. */
    public static Attribute<Secret> secretOf(Attribute<?> name) {
        return TABLE.get(name);
    }

    /** The attribute that names the secret of this one; null where there is none. */
    public static Attribute<String> nameOf(Attribute<?> secret) {
        for (Map.Entry<Attribute<String>, Attribute<Secret>> entry : TABLE.entrySet()) {
            if (entry.getValue() == secret) {
                return entry.getKey();
            }
        }
        return null;
    }
}
